"""Addresses of an invented city, and the many ways one address is written."""

from dataclasses import dataclass, replace
from random import Random

from tests.registry.pairs.words import POOLS

HOME = "示例区"
CITIES = {"示例区": "示例市", "样本区": "示例市", "试验区": "示例市", "例南县": "示例市", "范例区": "范例市"}
TOWNS, ROADS, VILLAGES, ESTATES = (POOLS[name] for name in ("TOWNS", "ROADS", "VILLAGES", "ESTATES"))
DIGITS = "零一二三四五六七八九"


def town_of(road: str) -> str:
    return TOWNS[(ROADS + VILLAGES).index(road) * 5 % len(TOWNS)]


def spelled(number: int) -> str:
    """88 as 八十八, the way it stands on old licences."""
    if number >= 1000:
        return "".join(DIGITS[int(digit)] for digit in str(number))
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def wide(text: str) -> str:
    """Latin letters, digits and signs in their full-width forms."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


@dataclass(frozen=True)
class Place:
    district: str
    road: str
    number: int
    estate: str = ""
    block: str = ""
    room: str = ""

    @property
    def town(self) -> str:
        return town_of(self.road) if self.district == HOME else ""


@dataclass(frozen=True)
class Hand:
    """How one clerk writes addresses."""

    heads: str = "市区镇"
    number: str = "号"
    block: str = "幢"
    room: str = "室"
    with_estate: bool = True
    with_room: bool = True
    ending: str = ""


REGISTRY = Hand()


def some_hand(rng: Random, careless: bool = True) -> Hand:
    return Hand(
        heads=rng.choice(["市区镇", "市区", "市区", "区镇", "区", "区", "镇", "", "省市区"]),
        number=rng.choices(["号", "汉", "#", "宽", "无"], [45, 18, 18, 9, 10 if careless else 0])[0],
        block=rng.choice(["幢", "栋", "号楼", "#楼", "-"]),
        room=rng.choice(["室", "室", "", "号", "-"]),
        with_estate=rng.random() < 0.75,
        with_room=not careless or rng.random() < 0.75,
        ending=rng.choices(["", "（自主申报）", "（一照多址）", "附近", "一楼"], [88, 4, 3, 3, 2])[0],
    )


def head(place: Place, hand: Hand) -> str:
    parts = {"省": "示例省", "市": CITIES[place.district], "区": place.district, "镇": place.town}
    return "".join(parts[letter] for letter in hand.heads)


def door(place: Place, hand: Hand) -> str:
    ending = "组" if place.road.endswith("村") else "号"
    number = {"汉": spelled(place.number), "宽": wide(str(place.number))}.get(hand.number, str(place.number))
    return number + {"#": "#", "无": ""}.get(hand.number, ending)


def inside(place: Place, hand: Hand) -> str:
    if not hand.with_room or not place.room:
        return ""
    if hand.block == "-" and place.block:
        return f"{place.block}-{place.room}"
    block = f"{place.block}{'座' if place.block.isalpha() else hand.block}" if place.block else ""
    if hand.room == "-":
        return f"{block}-{place.room}"
    return f"{block}{place.room}{hand.room}"


def written(place: Place, hand: Hand = REGISTRY) -> str:
    estate = place.estate if hand.with_estate else ""
    room = inside(place, hand)
    gap = "-" if room[:1].isdigit() and hand.number == "无" and not estate else ""
    return f"{head(place, hand)}{place.road}{door(place, hand)}{estate}{gap}{room}{hand.ending}"


def estate_place(estate: str, rng: Random) -> Place:
    """A room in one of the known buildings: many firms share its road and number."""
    at = ESTATES.index(estate)
    block = "" if at % 3 == 0 else rng.choice("ABC" if at % 3 == 1 else "12345678")
    room = f"{rng.randrange(1, 19)}{rng.randrange(1, 13):02d}"
    if estate == "众创空间":
        block, room = "", f"{rng.randrange(1, 4)}楼集群注册{rng.randrange(1, 400):03d}"
    return Place(HOME, ROADS[at * 3 % len(ROADS)], 9 + at * 7, estate, block, room)


def other_room(place: Place, rng: Random) -> Place:
    room = f"{rng.randrange(1, 19)}{rng.randrange(1, 13):02d}"
    return replace(place, room=room) if room != place.room else other_room(place, rng)


def new_place(rng: Random, district: str = "", simple: bool = False) -> Place:
    district = district or rng.choices(list(CITIES), [94, 2, 2, 1, 1])[0]
    way = rng.choices(["street", "room", "estate", "village"], [45, 22, 25, 8])[0]
    if way == "estate" and district == HOME and not simple:
        return estate_place(rng.choice(ESTATES), rng)
    if way == "village" and not simple:
        return Place(district, rng.choice(VILLAGES), rng.randrange(1, 16))
    number = rng.randrange(1, 400) if rng.random() < 0.9 else rng.randrange(400, 1300)
    place = Place(district, rng.choice(ROADS), number)
    if way == "room":
        return other_room(replace(place, block=str(rng.randrange(1, 13))), rng)
    return place
