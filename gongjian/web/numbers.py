"""Numbers of rows out of an address or a form: plain digits, no longer than any database keeps."""

from collections.abc import Iterable

LONGEST = 18


def number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def numbers(texts: Iterable[str]) -> list[int]:
    return [found for text in texts if (found := number(text)) is not None]
