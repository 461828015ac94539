"""Names, codes and addresses by number: the same number gives the same on every machine."""

from random import Random

from gongjian.catalogue import industries
from gongjian.ops.demo import words

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ROOTS = len(words.FIRST) * len(words.SECOND)
# Any number with no factor in common with the others walks through all names before one comes back.
STRIDE = 4637
TRADES = {
    "company": words.TRADES,
    "trader": words.STALLS,
    "society": words.SOCIETIES,
    "platform": words.PLATFORMS,
}
OFFICES = {"company": "91350100M", "trader": "92350100M", "society": "52350100M", "platform": "91350100P"}


def root(number: int) -> str:
    """Two signs, and a third once all pairs are used."""
    turn, place = divmod(number, ROOTS)
    third = words.THIRD[(turn - 1) % len(words.THIRD)] if turn else ""
    return words.FIRST[place % len(words.FIRST)] + words.SECOND[place // len(words.FIRST)] + third


def firm(number: int, trades=words.TRADES) -> tuple[str, str]:
    """A name nobody else has, and the division of what it does."""
    whole = ROOTS * len(trades)
    turn, place = divmod(number, whole)
    place = place * STRIDE % whole
    trade, division = trades[place % len(trades)]
    return root(place // len(trades) + turn * ROOTS) + trade, division


def code(number: int, kind: str = "company") -> str:
    body = f"{OFFICES[kind]}{number:08d}"
    return body + SIGNS[-sum(w * SIGNS.index(c) for w, c in zip(WEIGHTS, body, strict=True)) % 31]


def spoiled(code: str) -> str:
    """A code of the old days whose check sign is not the right one."""
    return code[:-1] + SIGNS[(SIGNS.index(code[-1]) + 1) % 31]


def person(pick: Random) -> str:
    return pick.choice(words.SURNAMES) + pick.choice(words.SECOND_GIVEN) + pick.choice(words.GIVEN)


def phone(pick: Random) -> str:
    """No telephone in the world has such a number."""
    return f"000-{pick.randint(0, 9999):04}"


def street(number: int) -> str:
    return root(number * 37 % ROOTS)


def community(street_number: int, number: int) -> str:
    return root((street_number * 131 + number * 29 + 7) % ROOTS)


def called(number: int, kind: str) -> dict:
    """Two firms of one name, a code of the old days, no code at all: all of it happens."""
    twin = number % 149 == 148
    name, division = firm(number - 1 if twin else number, TRADES[kind])
    own = code(number, kind)
    if number % 211 == 210:
        own = spoiled(own)
    if number % 17 == 16 and number % 3:
        own = ""
    known = number % 29 != 28
    return {
        "name": name,
        "credit_code": own,
        "trade": division if known and number % 13 else "",
        "industry": industries.letter_of(division) if known else "",
    }


def lies(place, pick: Random, number: int) -> dict:
    """Where a firm sits: a third in the community's building or mall; some addresses are the neighbour's."""
    house = place.first + pick.randint(0, 99) + (100 if number % 20 == 19 else 0)
    address, site = f"{place.road} {house} 号", None
    if number % 5 < 2:
        site = place.site
        address = f"{site.address}{site.name} {pick.randint(1, 18)} 层"
    inside = place.park is not None and pick.random() < 0.5
    return {
        "site": site,
        "address": address if number % 27 else "",
        "grid": pick.choice(place.grids) if pick.random() < 0.85 else None,
        "park": place.park if inside else None,
        "phone": phone(pick) if pick.random() < 0.8 else "",
    }
