"""The rows of the list: firms of the ledger, firms that only resemble one, and new ones."""

from dataclasses import dataclass
from random import Random

from tests.registry.pairs import codes, names
from tests.registry.pairs.firms import OPEN, Family, Firm, Town
from tests.registry.pairs.places import some_hand, written
from tests.registry.pairs.slips import REGISTRY_WORDS, SLIPS, Draft, draft, is_doubtful

TRUE_CLASSES = {
    "plain": 40,
    "name_typo": 210,
    "name_width": 110,
    "name_spaces": 80,
    "name_traditional": 20,
    "form_variant": 120,
    "region_changed": 160,
    "suffix_dropped": 80,
    "industry_abbreviated": 100,
    "old_name_in_list": 110,
    "old_name_noted": 60,
    "renamed_unrecorded": 80,
    "moved": 170,
    "address_rewritten": 180,
    "code_missing": 170,
    "code_dressed": 60,
    "code_mistyped": 120,
    "status_changed": 70,
}
# What else goes wrong in the same row, by the way, and how often; wording before dress.
EXTRAS = {
    "name_typo": 0.05,
    "industry_abbreviated": 0.03,
    "form_variant": 0.05,
    "region_changed": 0.08,
    "suffix_dropped": 0.02,
    "name_width": 0.06,
    "name_spaces": 0.05,
    "moved": 0.05,
    "address_rewritten": 0.4,
    "address_blank": 0.01,
    "code_missing": 0.12,
    "code_mistyped": 0.04,
    "code_dressed": 0.05,
    "status_changed": 0.06,
}
DOUBTFUL_AT_MOST = {"true": 60, "look-alike": 80}
CODES_ALONE_TELL = (
    "one_character",
    "reused_name",
    "same_name_shop",
    "successor_new_code",
    "parent_subsidiary",
)


@dataclass
class Row:
    name: str
    code: str
    address: str
    status: str
    group: str
    firm: Firm | None = None
    doubtful: bool = False
    note: str = ""


def marred(firm: Firm, first: str, rng: Random) -> Draft | None:
    """The firm's row with this slip and by chance some more; nothing if the slip cannot befall it."""
    row = draft(firm, rng)
    dressing = first in ("name_width", "name_spaces", "name_traditional")
    if not dressing and not SLIPS[first](row, rng):
        return None
    row.slips.append(first)
    for extra, share in EXTRAS.items():
        if extra != first and first != "plain" and rng.random() < share and SLIPS[extra](row, rng):
            row.slips.append(extra)
    if dressing and not SLIPS[first](row, rng):
        return None
    return row


def is_somebody_else(row: Draft, town: Town) -> bool:
    return row.code_left == "none" and row.name.text != row.firm.name.text and row.name.text in town.names


def taken(row: Draft, group: str, doubtful: bool) -> Row:
    row.firm.old, row.firm.code_known = row.old, row.code_known
    note = "+".join(dict.fromkeys(row.slips))
    return Row(row.text, row.code, row.address, row.status, group, row.firm, doubtful, note)


def true_rows(town: Town, ledger: list[Firm]) -> list[Row]:
    """Two thousand rows, each the same firm as one of the ledger."""
    rng = town.rng
    free = [firm for firm in ledger if firm.family != "successor_known"]
    rng.shuffle(free)
    rows, allowed = [], DOUBTFUL_AT_MOST["true"]
    for group, count in TRUE_CLASSES.items():
        here = 0
        while here < count:
            firm = free.pop()
            row = marred(firm, group, rng)
            if row is None or is_somebody_else(row, town):
                free.insert(rng.randrange(len(free) // 2), firm)
                continue
            doubtful = is_doubtful(row)
            if doubtful and (not allowed or rng.random() < 0.75):
                free.insert(rng.randrange(len(free) // 2), firm)
                continue
            allowed -= doubtful
            here += 1
            rows.append(taken(row, group, doubtful))
    return [*rows, *heirs(town, ledger), *again(town, rows)]


def heirs(town: Town, ledger: list[Firm]) -> list[Row]:
    """A closed firm and its successor both stand in the ledger; the list has one of them."""
    known = [firm for firm in ledger if firm.family == "successor_known" and firm.code_known][:40]
    rows = []
    for firm in known:
        row = None
        while row is None or is_doubtful(row):
            row = marred(
                firm, town.rng.choice(["address_rewritten", "name_spaces", "code_dressed"]), town.rng
            )
        rows.append(taken(row, "successor_known", False))
    return rows


def again(town: Town, rows: list[Row]) -> list[Row]:
    """Firms that stand in the list a second time, as when two months are pasted together."""
    known = [row.firm for row in rows if row.firm.code_known and row.code]
    twice = []
    for firm in town.rng.sample(known, 20):
        row = None
        while row is None or row.code_left != "same":
            row = marred(
                firm, town.rng.choice(["address_rewritten", "form_variant", "name_spaces"]), town.rng
            )
        twice.append(taken(row, "listed_twice", False))
    return twice


def stranger(town: Town, firm: Firm, group: str, lost: float, mistyped: float = 0.0) -> Row:
    """A row nobody in the ledger stands behind, as well or badly written as any other."""
    rng = town.rng
    code = firm.code
    way = rng.random()
    if way < lost:
        code = codes.missing(firm.place.district, rng)
    elif way < lost + mistyped:
        code = codes.mistyped(code, rng)
    elif way < lost + mistyped + 0.06:
        code = codes.ill_written(code, rng)
    dress = rng.choices([None, names.widened, names.spaced], [86, 8, 6])[0]
    text = (dress and dress(firm.name.text, rng)) or firm.name.text
    address = written(firm.place, some_hand(rng)) if rng.random() < 0.3 else written(firm.place)
    status = rng.choice(REGISTRY_WORDS[OPEN if rng.random() < 0.96 else "注销"])
    return Row(text, code, address, status, group)


def is_risky(family: Family, firm: Firm) -> bool:
    """Whether nothing but the code tells this firm from its sibling."""
    if family.kind in CODES_ALONE_TELL:
        return True
    doors = {(kept.place.road, kept.place.number) for kept in family.kept}
    by_trade = family.kind == "same_trade_other_industry"
    neighbour = family.kind in ("same_owner", "same_building")
    by_letter = neighbour and any(is_a_letter_apart(kept.name.trade, firm.name.trade) for kept in family.kept)
    return by_letter or (by_trade and (firm.place.road, firm.place.number) in doors)


def is_a_letter_apart(one: str, other: str) -> bool:
    differing = sum(mine != theirs for mine, theirs in zip(one, other, strict=False))
    return differing + abs(len(one) - len(other)) <= 1


def is_another_form_of_a_living_firm(family: Family, firm: Firm) -> bool:
    """Two open firms of one name at one door: is one of the codes wrong?"""
    return any(
        kept.place == firm.place
        and not kept.is_closed
        and (kept.name.region, kept.name.trade, kept.name.industry)
        == (firm.name.region, firm.name.trade, firm.name.industry)
        and family.kind in ("reused_name", "successor_new_code")
        for kept in family.kept
    )


def look_alikes(town: Town, families: list[Family]) -> list[Row]:
    """Rows of the siblings that were kept out of the ledger. Runs before the true rows."""
    rng = town.rng
    rows, allowed = [], DOUBTFUL_AT_MOST["look-alike"]
    for family in families:
        for firm in family.held:
            risky = is_risky(family, firm)
            open_question = risky and allowed > 0 and rng.random() < 0.08
            near_code = family.kind == "same_owner"
            row = stranger(
                town, firm, family.kind, open_question or (not risky) * 0.22, 0.03 * (not near_code)
            )
            for kept in family.kept if risky else []:
                kept.code_needed, kept.code_known = True, True
            row.doubtful = open_question or is_another_form_of_a_living_firm(family, firm)
            row.note = f"像{family.kept[0].number}"
            allowed -= row.doubtful
            rows.append(row)
    return rows
