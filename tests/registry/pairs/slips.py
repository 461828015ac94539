"""What happens to a firm on its way into the list, and how much of it a reader can still rely on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.registry.pairs import codes, names
from tests.registry.pairs.firms import CLOSED, OPEN, Firm
from tests.registry.pairs.names import Name
from tests.registry.pairs.places import HOME, new_place, some_hand, written

REGISTRY_WORDS = {
    "在营": ["存续（在营、开业、在册）", "存续（在营、开业、在册）", "存续", "在业", "开业", "在营"],
    "停业": ["歇业", "停业", "存续"],
    "注销": ["注销", "注销", "已注销"],
    "吊销": ["吊销，未注销", "吊销"],
    "迁出": ["迁出", "迁往市外"],
}


@dataclass
class Draft:
    """One row of the list in the making; the grades say what is left of name, code and address."""

    firm: Firm
    name: Name
    code: str
    address: str
    status: str
    old: list[Name]
    code_known: bool
    dressed: str = ""
    slips: list[str] = field(default_factory=list)
    name_left: str = "same"
    code_left: str = "same"
    place_left: str = "same"

    @property
    def text(self) -> str:
        return self.dressed or self.name.text


def draft(firm: Firm, rng: Random) -> Draft:
    address = firm.address if rng.random() < 0.45 else written(firm.place)
    status = rng.choice(REGISTRY_WORDS[firm.status])
    begun = Draft(firm, firm.name, firm.code, address, status, list(firm.old), firm.code_known)
    if not firm.code_known:
        begun.code_left = "none"
    return begun


def name_slip(change: Callable, left: str = "same") -> Callable:
    def slip(row: Draft, rng: Random) -> bool:
        other = change(row.name, rng)
        if other is None or other == row.name or row.dressed or row.name_left == "other":
            return False
        row.name = other
        row.name_left = left if left != "same" else row.name_left
        return True

    return slip


def text_slip(change: Callable) -> Callable:
    def slip(row: Draft, rng: Random) -> bool:
        row.dressed = change(row.text, rng) or row.dressed
        return bool(row.dressed)

    return slip


def old_name_in_list(row: Draft, rng: Random) -> bool:
    if row.name != row.firm.name:
        return False
    row.old = row.old or [names.renamed(row.firm.name, rng)]
    row.name = rng.choice(row.old)
    return True


def old_name_noted(row: Draft, rng: Random) -> bool:
    row.old = row.old or [names.renamed(row.firm.name, rng)]
    return True


def moved(row: Draft, rng: Random) -> bool:
    if row.firm.family in ("chain_branch", "number_in_name") or row.firm.place.district != HOME:
        return False
    row.address, row.place_left = written(new_place(rng, HOME)), "moved"
    return True


def address_rewritten(row: Draft, rng: Random) -> bool:
    hand = some_hand(rng)
    if row.place_left != "same" or written(row.firm.place, hand) == row.firm.address:
        return False
    row.address = written(row.firm.place, hand)
    if row.firm.place.room and not hand.with_room:
        row.place_left = "coarse"
    if rng.random() < 0.05:
        road = row.firm.place.road
        row.address = row.address.replace(road, names.mangled(road[:2], "wrong", rng) + road[2:])
        row.place_left = "coarse"
    return True


def address_blank(row: Draft, rng: Random) -> bool:
    row.address, row.place_left = "", "none"
    return True


def code_missing(row: Draft, rng: Random) -> bool:
    """The code is missing in the list, in the ledger, or in both."""
    if row.code != row.firm.code:
        return False
    side = "list" if row.firm.code_needed else rng.choice(["list", "ledger", "both"])
    row.code_left = "none"
    row.code_known = row.code_known and side == "list"
    if side != "ledger":
        row.code = codes.missing(row.firm.place.district, rng)
    return True


def code_dressed(row: Draft, rng: Random) -> bool:
    row.code = codes.ill_written(row.code, rng) if row.code == row.firm.code else row.code
    return row.code_left == "same" and row.code != row.firm.code


def code_mistyped(row: Draft, rng: Random) -> bool:
    if row.code != row.firm.code or row.code_left == "none":
        return False
    row.code, row.code_left = codes.mistyped(row.code, rng), "near"
    return True


def status_changed(row: Draft, rng: Random) -> bool:
    others = [status for status in REGISTRY_WORDS if status != row.firm.status]
    row.status = rng.choice(REGISTRY_WORDS[OPEN if row.firm.status != OPEN else rng.choice(others)])
    return True


SLIPS = {
    "name_typo": name_slip(names.typo, "near"),
    "form_variant": name_slip(names.other_form),
    "region_changed": name_slip(names.another_region),
    "suffix_dropped": name_slip(names.without_form),
    "industry_abbreviated": name_slip(names.shortened, "near"),
    "old_name_in_list": old_name_in_list,
    "old_name_noted": old_name_noted,
    "renamed_unrecorded": name_slip(names.renamed, "other"),
    "name_width": text_slip(names.widened),
    "name_spaces": text_slip(names.spaced),
    "name_traditional": text_slip(names.traditional),
    "moved": moved,
    "address_rewritten": address_rewritten,
    "address_blank": address_blank,
    "code_missing": code_missing,
    "code_dressed": code_dressed,
    "code_mistyped": code_mistyped,
    "status_changed": status_changed,
    "plain": lambda row, rng: True,
}
NEAR_NAMESAKES = {"one_character", "number_in_name", "successor_known", "successor_new_code"}
NEAR_NAMESAKES |= {
    "reused_name",
    "same_name_shop",
    "same_owner",
    "parent_subsidiary",
    "same_trade_other_industry",
}


def is_doubtful(row: Draft) -> bool:
    """Whether a careful reader of these columns alone could not be sure."""
    if row.code_left == "same":
        return False
    if row.code_left == "near":
        return row.name_left == "other" or (row.name_left == "near" and row.place_left in ("moved", "none"))
    if row.place_left in ("moved", "none") or row.name_left == "other":
        return True
    if row.firm.status in CLOSED and row.status in REGISTRY_WORDS[OPEN]:
        return True
    if row.firm.family in ("reused_name", "successor_new_code", "successor_known"):
        return True
    return row.name_left == "near" and (row.place_left == "coarse" or row.firm.family in NEAR_NAMESAKES)
