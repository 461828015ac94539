"""What two addresses are to each other."""

import re
from collections.abc import Iterable
from enum import IntEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from gongjian.registry.matching.addresses import Address


class Near(IntEnum):
    """The closest first."""

    HERE = 0  # to the room, or to the door where nobody tells a room
    DOOR = 1  # one door; a room is told on one side only
    ROOM = 2  # one house, two rooms
    STREET = 3  # one street, two doors
    UNTOLD = 4
    AWAY = 5


SAYS = {
    Near.HERE: "地址相同",
    Near.DOOR: "地址相同，一边没写房间",
    Near.ROOM: "同一楼，房间不同",
    Near.STREET: "同一条路，门牌不同",
    Near.UNTOLD: "地址不全",
    Near.AWAY: "地址不同",
}
_TOWNS = ("镇", "乡")
_WORDS_NEAR = 75
_MAIN = re.compile(r"(?:\d+弄)?\d+")
_WIDE = re.compile("(?:村|社区|市场|口|桥|站|街|路|镇)$")
_AREA = re.compile(r"[东西南北中A-Z\d][区片]")


def nearest(some: Iterable[Address], others: Iterable[Address]) -> Near:
    """A firm may tell where it is registered and where it works: the closest pair counts."""
    told = [distance(one, other) for one in some for other in others]
    settled = [near for near in told if near is not Near.UNTOLD]
    return min(settled, default=Near.UNTOLD)


def distance(one: Address, other: Address) -> Near:
    if one.vague or other.vague:
        return Near.UNTOLD
    if any(one.places[rank] != other.places.get(rank, one.places[rank]) for rank in _wide(one)):
        return Near.AWAY
    if _two_towns(one, other):
        return Near.AWAY
    if one.text == other.text:
        return Near.HERE
    return _house(one, other)


def _wide(address: Address) -> Iterable[str]:
    return (rank for rank in ("province", "city", "district") if rank in address.places)


def _two_towns(one: Address, other: Address) -> bool:
    """Two towns may each have an old street; wards are drawn anew too often to tell places apart."""
    mine, its = one.places.get("town", ""), other.places.get("town", "")
    return mine != its and mine[-1:] in _TOWNS and its[-1:] in _TOWNS


def _house(one: Address, other: Address) -> Near:
    words = _same_words(one.words, other.words)
    if one.road and other.road:
        if not _same_road(one, other):
            return _within(one, other) if words and _same_building(one, other) else Near.AWAY
        if one.doors and other.doors:
            return _within(one, other) if one.doors & other.doors else _side_doors(one, other)
        return _within(one, other) if words else Near.UNTOLD
    if words:
        return _in_compound(one, other)
    if one.doors and other.doors and _named(one) and _named(other):
        return Near.UNTOLD if one.doors & other.doors else Near.AWAY
    return Near.AWAY if one.words and other.words else Near.UNTOLD


def _named(address: Address) -> bool:
    return bool(address.road or len(address.words) > 1)


def _in_compound(one: Address, other: Address) -> Near:
    """Both tell one compound, market or village; the numbers tell where in it."""
    if not one.doors and not other.doors:
        return _within(one, other)
    if one.doors and other.doors:
        same = one.doors & (other.doors | other.rooms) or other.doors & one.rooms
        return _within(one, other) if same else _side_doors(one, other)
    untold = other if one.doors else one
    wide = not (untold.rooms or untold.building or untold.road) and _WIDE.search(untold.words)
    return Near.UNTOLD if wide else _within(one, other)


def _side_doors(one: Address, other: Address) -> Near:
    """12号 and 12-3号 may be one house; 12-3号 and 12-5号 are neighbours in it."""
    mine, its = ({found[0] for found in map(_MAIN.match, side.doors) if found} for side in (one, other))
    if not mine & its:
        return Near.STREET
    return Near.DOOR if mine & its & (one.doors | other.doors) else Near.ROOM


def _same_road(one: Address, other: Address) -> bool:
    mine, its = one.road, other.road
    if mine.endswith(its) or its.endswith(mine):
        return True
    slip = len(mine) == len(its) > 2 and OSA.distance(mine, its, score_cutoff=1) == 1
    exact = bool(one.doors & other.doors) and bool(one.rooms & other.rooms)
    return slip and exact and not _turned(mine, its)


def _turned(one: str, other: str) -> bool:
    """中山东路 and 中山西路 are no slip, nor are 一路 and 二路."""
    kept = set("东西南北中前后内外上下新老0123456789")
    return any(a != b and a in kept and b in kept for a, b in zip(one, other, strict=True))


def _same_words(one: str, other: str) -> bool:
    if len(one) < 2 or len(other) < 2:
        return False
    return one in other or other in one or fuzz.ratio(one, other) >= _WORDS_NEAR


def _same_building(one: Address, other: Address) -> bool:
    return one.building == other.building and (bool(one.building) or bool(one.rooms & other.rooms))


def _within(one: Address, other: Address) -> Near:
    """Inside one house or compound."""
    if _apart(one.building, other.building) or _apart(one.stair, other.stair):
        return Near.ROOM
    if _apart("".join(_AREA.findall(one.words)), "".join(_AREA.findall(other.words))):
        return Near.ROOM
    if one.rooms and other.rooms:
        return Near.HERE if one.rooms & other.rooms else Near.ROOM
    if one.rooms or other.rooms:
        return Near.DOOR if _floors_agree(one, other) else Near.ROOM
    if one.floor and other.floor and one.floor != other.floor:
        return Near.ROOM
    if bool(one.building) != bool(other.building) or bool(one.floor) != bool(other.floor):
        return Near.DOOR
    return Near.HERE


def _apart(mine: str, its: str) -> bool:
    return bool(mine) and bool(its) and mine != its


def _floors_agree(one: Address, other: Address) -> bool:
    """Whether room 1203 may lie on the floor that the other side tells."""
    rooms, floor = (one.rooms, other.floor) if one.rooms else (other.rooms, one.floor)
    told = [room for room in rooms if room.isdigit() and len(room) > 2]
    return not floor.isdigit() or not told or any(room.startswith(floor) for room in told)
