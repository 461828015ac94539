"""Signs that a hand takes for one another: of one sound, of a like shape, exchanged, left out, struck twice.

The sounds stand in the order of GB 2312, whose first 3,755 signs go by sound."""

from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words"
_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))  # one sound to half the country


@cache
def _sounds() -> dict[str, str]:
    lines = (line.split() for line in (_WORDS / "sounds.txt").read_text(encoding="utf-8").splitlines())
    return {sign: _plain(sound) for sound, signs in lines for sign in signs}


def _plain(sound: str) -> str:
    for fine, plain in _NEAR:
        sound = sound.replace(fine, plain)
    return sound


@cache
def _shapes() -> dict[str, set[str]]:
    shapes: dict[str, set[str]] = {}
    for group in (_WORDS / "lookalikes.txt").read_text(encoding="utf-8").split():
        for sign in group:
            shapes.setdefault(sign, set()).update(group)
    return shapes


def taken_for(mine: str, its: str) -> bool:
    """Whether the one sign is easily typed for the other."""
    sound = _sounds().get(mine)
    return (sound is not None and sound == _sounds().get(its)) or its in _shapes().get(mine, ())


def exchanged(one: str, other: str) -> bool:
    """Two neighbours have changed places: 中联贸易 and 中贸联易."""
    return len(one) == len(other) and sorted(one) == sorted(other)


def doubled(one: str, other: str) -> bool:
    """One sign struck twice."""
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return any(long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short for at in range(1, len(long)))
