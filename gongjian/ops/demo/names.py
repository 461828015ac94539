"""Names, codes and addresses by number: the same number gives the same on every machine."""

from random import Random

from gongjian.ops.demo import words

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ROOTS = len(words.FIRST) * len(words.SECOND)
# Any number with no factor in common with the others walks through all names before one comes back.
STRIDE = 4637
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
