"""An address taken apart: places of the map, road and number, building, rooms, words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from gongjian.registry.matching.letters import NUMERAL, counted, folded
from gongjian.registry.matching.regions import steps

_UNIT = "号楼|号房|号铺|号|弄|幢|栋|座|单元|层|楼|室|房|铺|间|组|期|区|门|档|摊|排|[路街巷道](?=[\\d号])"
_COUNTED = re.compile(f"[{NUMERAL}]+(?=(?:{_UNIT}))|(?<=第)[{NUMERAL}]+")
_REMARK = re.compile(r"\([^()\d]*\)|\((?:自主申报|住所申报|一照多址|集群注册|托管|仅限)[^()]*\)")
_DASH = re.compile(r"[－—–―~～/]+|至(?=\d)|之(?=\d)")
_MARKS = re.compile(r"[，。；;：:\"'“”‘’·!！?？*|<>《》()]")
_ROAD = re.compile(
    r"(?P<road>[^\d\-,、]{1,9}?(?:大道|大街|公路|道路|路|街|巷|胡同|弄堂|道)(?:[东西南北中]?段)?|"
    r"[^\d\-,、]{1,6}?村(?=\d+[组社队])|"
    r"[^\d\-,、]{0,4}\d+(?:路|街|巷|道))(?=\d|[A-Z]\d|$|与|和)"
)
_LANE = re.compile(r"(\d+)弄")
_DOOR = re.compile(r"(\d+(?:[-、,]\d+)*[A-Z]?)号(?!楼|房|铺|室|店|门|库|厂|车|商|摊|馆|档|柜)")
_FRONT = re.compile(
    r"(?<![\d-])(\d+(?:-\d+)*[A-Z]?)号(?:门面|门市|店面|店铺|商铺|铺面|铺位|铺|店|摊位|摊|档口|档)(?!\d)"
)
_BESIDE = re.compile(r"(?<=\d)号附(\d+)号?")
_GROUP = re.compile(r"(\d+)[组社队]")
_BARE_DOOR = re.compile(
    r"(?<=[路街道巷])\d+(?=$|附近|旁|对面|[\u4e00-\u9fff]{3})(?!\d*(?:号|弄|[幢栋座楼层室]|单元))"
)
_BUILDING = re.compile(r"([A-Z]?\d+[A-Z]?|[A-Z]|[甲乙丙丁])(?:号?[幢栋座]|号楼|#楼|号厂房)")
_STAIR = re.compile(r"(\d+|[甲乙丙])单元")
_FLOOR = re.compile(r"(B?-?\d+(?:[-、,]\d+)*)(?:层|楼|F)")
_ROOM = re.compile(
    r"([A-Z]{0,2}-?\d+[A-Z]?(?:[-、,]+[A-Z]?\d+[A-Z]?)*)(?:号?(?:室|房间|房|商铺|铺面|铺位|铺|店面|店铺|店|门面|摊位|摊|档口|档|间|柜台|柜|门)|号)"
)
_BARE = re.compile(r"(?<!\d)([A-Z]?\d+[A-Z]?(?:[-、,]+[A-Z]?\d+[A-Z]?)*)")
_FILLING = re.compile(
    r"[之的内旁侧第号室房幢栋座层楼单元间\-、,.#&+]|底商|商铺|店面|门面|一楼|沿街|附近|对面"
)


@dataclass(frozen=True, slots=True)
class Address:
    text: str
    places: dict[str, str]
    road: str = ""
    doors: frozenset[str] = frozenset()
    building: str = ""
    stair: str = ""
    floor: str = ""
    rooms: frozenset[str] = frozenset()
    words: str = ""  # the name of a compound, a building, a village

    @property
    def vague(self) -> bool:
        """It says no more than a street at most: nothing to hold against another address."""
        return not (self.doors or self.rooms or self.building or len(self.words) > 1)


NOWHERE = Address("", {})


def plain(text: str) -> str:
    """One way of writing: widths, marks, numerals; remarks in brackets left out."""
    told = _REMARK.sub("", folded(text).replace("#", "号"))
    return _BESIDE.sub(r"-\1号", counted(_MARKS.sub("", _DASH.sub("-", told)), _COUNTED))


@lru_cache(maxsize=1 << 16)
def placed(text: str) -> Address:
    told = plain(text)
    if not told:
        return NOWHERE
    places, rest = steps(told)
    whole = rest
    road, rest = _road(_BARE_DOOR.sub(r"\g<0>号", rest))
    lane, rest = _take(_LANE, rest)
    door, rest = _take(_GROUP if road.endswith("村") else _DOOR, rest) if road or not lane else ("", rest)
    if not door and not lane:
        door, rest = _front(rest)
    building, rest = _take(_BUILDING, rest)
    stair, rest = _take(_STAIR, rest)
    room, rest = _last(_ROOM, rest)
    floor, rest = _take(_FLOOR, rest)
    if not room:
        room, rest = _last(_BARE, rest.replace(",-", ",").replace("-,", ","))
    building, rooms = _rooms(room, building)
    doors = _several(f"{lane}弄{door}" if lane else door)
    words = _FILLING.sub("", re.sub(r"\d", "", rest))
    return Address(whole, places, road, doors, building, stair, floor, rooms, words)


def _road(rest: str) -> tuple[str, str]:
    found = _ROAD.match(rest) or _ROAD.search(rest)
    if found is None:
        return "", rest
    road = found["road"].removeprefix("的")
    return road, rest[: found.start()] + rest[found.end() :]


def _front(rest: str) -> tuple[str, str]:
    """Of a shop the first number is the door: 解放街47号门面, 菜市场12号铺."""
    found = _FRONT.search(rest)
    first = found is not None and not re.search(r"\d", rest[: found.start()])
    return _take(_FRONT, rest) if first else ("", rest)


def _take(pattern: re.Pattern[str], rest: str) -> tuple[str, str]:
    found = pattern.search(rest)
    return (found[1], f"{rest[: found.start()]},{rest[found.end() :]}") if found else ("", rest)


def _last(pattern: re.Pattern[str], rest: str) -> tuple[str, str]:
    found = None
    for found in pattern.finditer(rest):  # noqa: B007 - the last one
        pass
    return (found[1], f"{rest[: found.start()]},{rest[found.end() :]}") if found else ("", rest)


def _several(text: str) -> frozenset[str]:
    return frozenset(part.lstrip("0") or part for part in re.split(r"[、,]", text) if part)


def _rooms(text: str, building: str) -> tuple[str, frozenset[str]]:
    """3-1201 is room 1201 of building 3; 1503-1505 are two rooms and what lies between."""
    parts = [part for part in re.split(r"[、,\-]+", text) if part]
    if len(parts) > 1 and "-" in text and len(parts[-1]) > 2 > len(parts[0]) - 1:
        building, parts = building or parts[0], parts[-1:]
    elif len(parts) > 1 and "-" in text and max(map(len, parts)) < 3:
        parts = ["-".join(parts)]
    return building, frozenset(part.lstrip("0") or part for part in parts)
