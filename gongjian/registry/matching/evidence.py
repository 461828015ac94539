"""One row of the list beside one firm of the ledger: what codes, names, addresses say."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongjian.registry.matching.codes import Told, compare, slip_shown
from gongjian.registry.matching.kinship import Compared, Kin, related
from gongjian.registry.matching.known import Read, World
from gongjian.registry.matching.names import Name
from gongjian.registry.matching.nearness import Near, nearest

_CODE_POINTS = {Told.SAME: 50, Told.PART: 44, Told.SLIP: 42, Told.SILENT: 15, Told.APART: 5, Told.OTHER: 0}
_NAME_POINTS = {
    Kin.ONE: 30, Kin.SAME: 27, Kin.WITHIN: 26, Kin.SLIP: 26, Kin.TYPED: 22, Kin.ALIKE: 20, Kin.KIN: 13,
    Kin.ELSEWHERE: 10, Kin.BRANCH: 10, Kin.RIVAL: 8, Kin.STRANGE: 0,
}  # fmt: skip
_PLACE_POINTS = {
    Near.HERE: 20, Near.DOOR: 17, Near.ROOM: 12, Near.STREET: 6, Near.UNTOLD: 6, Near.AWAY: 0,
}  # fmt: skip
_SAYS = {
    Told.SAME: "代码相同",
    Told.PART: "代码里的主体标识码相同",
    Told.APART: "代码不同，有一个校验位不对",
    Told.OTHER: "代码不同",
}
_ONCE_POINTS = 25
_CLOSED_POINTS = 6


@dataclass(slots=True)
class Evidence:
    told: Told
    code_reason: str
    kin: Kin
    name_reason: str
    near: Near
    once: str = ""  # which side's older name is the other's name: "list", "ledger" or ""
    closed: bool = False
    later: bool = False  # founded after the other had ended, or on another day
    same_day: bool = False
    formal: bool = False  # both names are such as a register gives once
    codeless: bool = False  # no code to ask for: the address alone may settle a slip

    @property
    def here(self) -> bool:
        return self.near in (Near.HERE, Near.DOOR)

    @property
    def score(self) -> int:
        name = max(_NAME_POINTS[self.kin], _ONCE_POINTS if self.once else 0)
        points = _CODE_POINTS[self.told] + name + _PLACE_POINTS[self.near]
        return max(0, points - (_CLOSED_POINTS if self.closed else 0))


def weigh(asked: Read, known: Read, world: World) -> Evidence:
    told, code_reason = _codes(asked, known, world)
    names = related(asked.name, known.name, world.regions, world.rarity)
    near = nearest(asked.addresses, known.addresses)
    once, once_reason = _once(asked, known, world) if names.kin > Kin.SAME else ("", "")
    if names.kin > Kin.SLIP and not once and (near <= Near.DOOR or near is Near.UNTOLD):
        names = min((names, *_nearly_once(asked, known, world)), key=lambda each: each.kin)
    mine, its = asked.firm.founded, known.firm.founded
    ended = known.firm.ended
    alone = told is Told.SLIP and not world.checks_count and names.kin > Kin.ALIKE and not once
    if alone and near not in (Near.HERE, Near.DOOR):
        told, code_reason = Told.OTHER, _SAYS[Told.OTHER]  # numbers that run on are all one stroke apart
    return Evidence(
        told,
        code_reason,
        names.kin,
        once_reason or names.reason,
        near,
        once,
        known.firm.closed and not asked.firm.closed,
        bool(mine and ended and mine >= ended) or bool(mine and its and abs((mine - its).days) > 31),
        bool(mine and its and mine == its),
        asked.name.formal and known.name.formal and not _two_forms(asked.name, known.name),
        world.codeless,
    )


def _codes(asked: Read, known: Read, world: World) -> tuple[Told, str]:
    best, reason = Told.SILENT, ""
    for mine in asked.codes:
        for its in known.codes:
            told = compare(mine, its, world.checks_count)
            if told is Told.SILENT:
                continue
            if not reason or told < best:
                shown = slip_shown(mine.text, its.text) if told is Told.SLIP else _SAYS[told]
                best, reason = told, shown
    return best, reason or _missing(asked, known)


def _missing(asked: Read, known: Read) -> str:
    if asked.codes and known.codes:
        return "代码新旧不同，比不了"
    if not asked.codes and not known.codes:
        return "两边都没有代码"
    return "台账没有代码" if asked.codes else "名单没有代码"


def _once(asked: Read, known: Read, world: World) -> tuple[str, str]:
    """Whether one side's older name is the other's name."""
    if any(_same(mine, known.name, world) for mine in asked.once):
        return "list", "名单的曾用名就是台账名称"
    if any(_same(asked.name, its, world) for its in known.once):
        return "ledger", "名单写的是台账里的曾用名"
    if any(_same(mine, its, world) for mine in asked.once for its in known.once):
        return "both", "两边的曾用名相同"
    return "", ""


def _two_forms(one: Name, other: Name) -> bool:
    """A company limited by shares and one that is not are registered as two."""
    return {one.form, other.form} == {"有限", "股份"}


def _nearly_once(asked: Read, known: Read, world: World) -> Iterator[Compared]:
    """An older name with a slip in it counts where the address agrees."""
    pairs = [(asked.name, its) for its in known.once] + [(mine, known.name) for mine in asked.once]
    for mine, its in pairs:
        found = related(mine, its, world.regions, world.rarity)
        if found.kin <= Kin.ALIKE:
            yield Compared(found.kin, f"比曾用名，{found.reason}")


def _same(one: Name, other: Name, world: World) -> bool:
    return related(one, other, world.regions, world.rarity).kin <= Kin.SAME
