"""What two names are to each other."""

from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA, Levenshtein

from gongjian.registry.matching.letters import NUMERAL
from gongjian.registry.matching.mistyped import doubled, exchanged, taken_for
from gongjian.registry.matching.names import Name
from gongjian.registry.matching.rarity import Rarity, pairs_of
from gongjian.registry.matching.regions import Agreed, Regions


class Kin(IntEnum):
    """The closest first."""

    ONE = 0  # the same name
    SAME = 1  # the same but for a place or a form said or left out
    WITHIN = 2  # the same, of a city and of a district in it
    SLIP = 3  # a slip of the hand in a word of the trade
    TYPED = 4  # one sign apart in the firm's own part, as a hand mistypes
    ALIKE = 5  # one sign apart in the firm's own part
    KIN = 6  # the own part is the same, the trade is not
    ELSEWHERE = 7  # the same, but for places that are two
    BRANCH = 8  # the one a branch of the other
    RIVAL = 9  # kept apart by a branch, a number, a place
    STRANGE = 10


@dataclass(frozen=True, slots=True)
class Compared:
    kin: Kin
    reason: str


_KEPT_APART = tuple(
    map(
        frozenset,
        (NUMERAL + "0123456789", "东西南北中", "大小", "上下", "左右", "内外", "前后", "新老旧", "男女"),
    )
) + (frozenset("甲乙丙丁戊己"), frozenset("ABCDEFGH"))
_NUMBERS = frozenset(NUMERAL + "0123456789")
_BODIES = frozenset("厂店行部社馆院所坊铺场站")
_NAMES_NEAR = 0.6


def related(one: Name, other: Name, regions: Regions, rarity: Rarity) -> Compared:
    if not one.core or not other.core:
        return Compared(Kin.STRANGE, "没有名称")
    if one.text == other.text or one.key == other.key:
        return Compared(Kin.ONE, "名称相同")
    near = _cores(one, other, rarity)
    if near.kin >= Kin.KIN and _unlike_read(one, other):
        near = _outside(one, other) or near
    return near if near.kin is Kin.STRANGE else _kept_apart(one, other, regions) or _whole(near, one, other)


def _unlike_read(one: Name, other: Name) -> bool:
    """A slip in the place or the form keeps them from being recognised on one side."""
    return one.form != other.form or len(one.places) != len(other.places)


def _kept_apart(one: Name, other: Name, regions: Regions) -> Compared | None:
    if one.branch and other.branch and one.branch != other.branch:
        return Compared(Kin.RIVAL, f"分店（分公司）不同：{one.branch}/{other.branch}")
    if one.branch != other.branch:
        return Compared(Kin.BRANCH, f"一个是分店（分公司）“{one.branch or other.branch}”，一个不是")
    agreed = regions.agree(one.places, other.places)
    shown = f"{''.join(one.places)}/{''.join(other.places)}"
    if agreed is Agreed.NO:
        return Compared(Kin.ELSEWHERE if one.core == other.core else Kin.RIVAL, f"地名不同：{shown}")
    if agreed is Agreed.WITHIN and one.core == other.core:
        return Compared(Kin.WITHIN, f"名称相同，地名一大一小：{shown}")
    return None


def _whole(near: Compared, one: Name, other: Name) -> Compared:
    return Compared(Kin.SAME, "名称相同，只差" + _left_out(one, other)) if near.kin is Kin.ONE else near


def _left_out(one: Name, other: Name) -> str:
    parts = [("地名", set(one.places) != set(other.places)), ("公司类型", one.form != other.form)]
    return "和".join(word for word, differs in parts if differs) or "写法"


def _cores(one: Name, other: Name, rarity: Rarity) -> Compared:
    """The names without place, form and branch."""
    if one.core == other.core:
        return Compared(Kin.ONE, "名称相同")
    away = OSA.distance(one.core, other.core, score_cutoff=2)
    if away == 1:
        return _one_stroke(one, other, rarity)
    if one.own == other.own:
        if away == 2 and len(one.core) > 7 and _unheard(one.core, other.core, rarity):
            return Compared(Kin.SLIP, f"名称差两字，像笔误：{one.core}/{other.core}")
        return Compared(Kin.KIN, f"字号相同，行业用词不同：{one.core}/{other.core}")
    if one.own.startswith(other.own) or other.own.startswith(one.own):
        return Compared(Kin.KIN, f"字号相同，行业用词不同：{one.core}/{other.core}")
    if _own_alike(one, other):
        return Compared(Kin.ALIKE, f"字号差一字：{one.own}/{other.own}")
    if rarity.likeness(one.core, other.core) >= _NAMES_NEAR:
        return Compared(Kin.KIN, f"名称相近：{one.core}/{other.core}")
    return Compared(Kin.STRANGE, "名称不同")


def _own_alike(one: Name, other: Name) -> bool:
    """One sign apart in the own part, all else the same."""
    if min(len(one.own), len(other.own)) < 2 or OSA.distance(one.own, other.own, score_cutoff=1) > 1:
        return False
    return one.core.replace(one.own, "", 1) == other.core.replace(other.own, "", 1)


def _one_stroke(one: Name, other: Name, rarity: Rarity) -> Compared:
    mine, its, at = _difference(one.core, other.core)
    shown = f"{mine or '少一字'}/{its or '少一字'}"
    if doubled(one.core, other.core):
        return Compared(Kin.SLIP, f"名称多打一字：{mine or its}")
    if exchanged(one.core, other.core):
        return Compared(Kin.TYPED, f"名称两字颠倒：{one.core}/{other.core}")
    if _keeps_apart(mine, its):
        return Compared(Kin.RIVAL, f"名称里的数字或方位不同：{shown}")
    own = min(len(one.own), len(other.own))
    same_trade = one.core[len(one.own) :] == other.core[len(other.own) :]
    if at < own or same_trade or one.core[:own] != other.core[:own]:
        return _in_own_part(mine, its, shown)
    if _in_trade(mine, its, one, other, rarity):
        return Compared(Kin.SLIP, f"名称差一字，像笔误：{shown}")
    return Compared(Kin.KIN, f"字号相同，行业用词差一字：{shown}")


def _in_trade(mine: str, its: str, one: Name, other: Name, rarity: Rarity) -> bool:
    """A slip in a word of the trade: 枝术 for 技术, but not 花店 for 药店, nor 厂 for 有限公司."""
    if not mine or not its:
        ends = one.core[-1] in _BODIES or other.core[-1] in _BODIES
        return one.form == other.form or one.core[-1] == other.core[-1] or not ends
    own = min(len(one.own), len(other.own))
    spoiled = one.own != other.own  # 电气 for 电器 leaves a trade, 电汽 leaves none
    return spoiled and taken_for(mine, its) or _unheard(one.core[own:], other.core[own:], rarity)


def _in_own_part(mine: str, its: str, shown: str) -> Compared:
    if not mine or not its:
        return Compared(Kin.TYPED, f"名称差一字：{shown}")
    if taken_for(mine, its):
        return Compared(Kin.TYPED, f"名称差一字，同音或形近：{shown}")
    return Compared(Kin.ALIKE, f"名称差一字：{shown}")


def _outside(one: Name, other: Name) -> Compared | None:
    """Where place or form were not recognised, the whole names tell."""
    if OSA.distance(one.text, other.text, score_cutoff=1) > 1:
        return None
    mine, its, at = _difference(one.text, other.text)
    own, text = min((one.own, one.text), (other.own, other.text), key=lambda pair: len(pair[0]))
    start = text.find(own)
    if start <= at < start + len(own) or _keeps_apart(mine, its):
        return None
    return Compared(Kin.SLIP, f"名称差一字，像笔误：{mine or '少一字'}/{its or '少一字'}")


def _difference(one: str, other: str) -> tuple[str, str, int]:
    """The signs that differ, and where the first of them stands."""
    steps = Levenshtein.editops(one, other)
    at = min(step.src_pos for step in steps)
    mine = "".join(one[step.src_pos] for step in steps if step.tag != "insert")
    its = "".join(other[step.dest_pos] for step in steps if step.tag != "delete")
    return mine, its, at


def _keeps_apart(mine: str, its: str) -> bool:
    """Whether the difference is one by which people tell firms apart: 一建 and 二建, 城东 and 城西."""
    if not mine or not its:
        return bool(set(mine + its) & _NUMBERS)
    return any(mine in kind and its in kind for kind in _KEPT_APART)


def _unheard(one: str, other: str, rarity: Rarity) -> bool:
    """Whether one of the two holds a pair nobody else writes, where the other's pairs are common."""
    mine, its = set(pairs_of(one)), set(pairs_of(other))
    only_mine, only_its = mine - its, its - mine
    return any(
        strange and all(rarity.seen[piece] <= 2 for piece in strange) and any(map(rarity.common, usual))
        for strange, usual in ((only_mine, only_its), (only_its, only_mine))
    )
