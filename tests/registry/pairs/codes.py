"""Unified social credit codes (GB 32100) of no existing place, and what hands do to them."""

from random import Random

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
# No province of the country has the number 99, so no code made here can belong to anyone.
DISTRICTS = {
    "示例区": "990107",
    "样本区": "990103",
    "试验区": "990105",
    "例南县": "990122",
    "范例区": "990202",
}
KINDS = {"company": "91", "shop": "92", "co-operative": "93"}
LOOK_ALIKES = {"0": "OD", "1": "I7", "2": "Z", "5": "S", "6": "G", "8": "B3", "B": "8", "D": "0", "G": "6"}
LOOK_ALIKES |= {"U": "V", "Y": "V", "M": "N", "N": "M", "3": "8", "7": "1", "E": "F", "F": "E", "Q": "O"}
NOTHING = ["", "", "", "", "", "", "", "无", "-", "9.19901E+17"]


def body_check(body: str) -> str:
    """The ninth character of an organisation's number, by GB 11714."""
    total = sum(int(letter, 36) * weight for letter, weight in zip(body, BODY_WEIGHTS, strict=True))
    return "0123456789X"[(11 - total % 11) % 11]


def last_check(first_seventeen: str) -> str:
    total = sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(first_seventeen))
    return ALPHABET[-total % 31]


def is_valid(code: str) -> bool:
    return len(code) == 18 and not set(code) - set(ALPHABET) and code[-1] == last_check(code[:-1])


def whole(kind: str, district: str, body: str) -> str:
    first = KINDS[kind] + DISTRICTS[district] + body + body_check(body)
    return first + last_check(first)


def new_code(kind: str, district: str, rng: Random) -> str:
    if kind == "company" and rng.random() < 0.2:
        return whole(kind, district, f"{rng.randrange(10_000_000, 80_000_000)}")
    letters = "".join(rng.choice(ALPHABET) for _ in range(4))
    return whole(kind, district, f"MA{rng.choice('01235678ABCDE')}{letters}{rng.randrange(10)}")


def next_code(code: str, steps: int = 1) -> str:
    """A code given out on the same morning: all but the last characters are the same."""
    following = (int(code[15]) + steps) % 10 if code[15].isdigit() else steps
    first = f"{code[:15]}{following}"
    first += body_check(first[8:16])
    return first + last_check(first)


def mistyped(code: str, rng: Random) -> str:
    """One slip of the hand: an eye's confusion, swapped neighbours, seldom a lost character."""
    way = rng.choices(["alike", "swapped", "lost", "other"], [50, 30, 8, 12])[0]
    where = rng.randrange(2, 17)
    wrong = code[:where] + rng.choice(ALPHABET) + code[where + 1 :]
    if way == "lost":
        return code[:where] + code[where + 1 :]
    if way == "swapped":
        wrong = code[:where] + code[where + 1] + code[where] + code[where + 2 :]
    if way == "alike":
        where = rng.choice([place for place in range(2, 18) if code[place] in LOOK_ALIKES])
        wrong = code[:where] + rng.choice(LOOK_ALIKES[code[where]]) + code[where + 1 :]
    return mistyped(code, rng) if is_valid(wrong) else wrong


def ill_written(code: str, rng: Random) -> str:
    """The same code as other programs and hands write it."""
    way = rng.choices(["lower", "half lower", "gaps", "wide", "end", "quote"], [40, 10, 15, 15, 10, 10])[0]
    half = code[:10] + code[10:].lower()
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    gaps = f"{code[:8]} {code[8:17]} {code[17]}"
    written = {"lower": code.lower(), "half lower": half, "gaps": gaps, "wide": wide}
    return written.get(way) or (code + " " if way == "end" else "'" + code)


def missing(district: str, rng: Random) -> str:
    """An empty cell, a dash, a number ruined by a spreadsheet, or the old fifteen-digit number."""
    if rng.random() < 0.15:
        return f"{DISTRICTS[district]}{rng.randrange(600_000_000, 600_099_999)}"
    return rng.choice(NOTHING)
