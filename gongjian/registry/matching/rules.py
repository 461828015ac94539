"""The rules: what one row and one firm are to each other, given the evidence.

Every rule is one line of reasoning a clerk would follow; docs/decisions tells why each stands as it does."""

from collections.abc import Callable

from gongjian.registry.matching.codes import Told
from gongjian.registry.matching.evidence import Evidence
from gongjian.registry.matching.firm import Verdict
from gongjian.registry.matching.kinship import Kin
from gongjian.registry.matching.nearness import SAYS, Near

Ruling = tuple[Verdict, str]


def judge(seen: Evidence) -> Ruling:
    """The verdict on a pair, and what decided it beyond code, name and address."""
    return _BY_CODE[seen.told](seen)


def reasons(seen: Evidence, decided: str) -> tuple[str, ...]:
    told = (
        seen.code_reason,
        seen.name_reason,
        SAYS[seen.near],
        "台账里已退出" if seen.closed else "",
        decided,
    )
    return tuple(reason for reason in told if reason)


def _same_code(seen: Evidence) -> Ruling:
    """One code is one firm, whatever it calls itself; only when all else speaks against it is it asked."""
    if seen.kin < Kin.BRANCH or seen.once or seen.here:
        return "match", ""
    if seen.kin is Kin.STRANGE:
        if seen.near is Near.UNTOLD:
            return "match", "改过名"
        return "doubtful", "名称、地址都对不上：改名又搬家，还是代码填错"
    return "doubtful", "代码像是借总部或别的店的"


def _slipped_code(seen: Evidence) -> Ruling:
    if seen.kin <= Kin.ALIKE or seen.once:
        return "match", ""
    if seen.kin is Kin.KIN or seen.here:
        return ("match", "") if seen.here and seen.kin is Kin.KIN else ("doubtful", "代码只差一位，名称不同")
    return "doubtful", "代码只差一位，其余都不同"


def _no_code(seen: Evidence) -> Ruling:
    """A code is missing on one side: name and address decide together."""
    if seen.later and not seen.once:
        return _later(seen)
    if seen.closed:
        return _closed(seen)
    if seen.kin <= Kin.SLIP or seen.once:
        return _same_name(seen)
    if seen.kin <= Kin.KIN:
        return _like_name(seen)
    if seen.kin is Kin.BRANCH and seen.near is Near.HERE:
        return "doubtful", "同一处，总店还是分店要人看"
    if seen.kin is Kin.ELSEWHERE and seen.near is Near.HERE:
        return "doubtful", "同一处，名称里的地名要人看"
    return "new", ""


def _later(seen: Evidence) -> Ruling:
    if seen.kin <= Kin.SAME and seen.here:
        return "doubtful", "成立日期对不上"
    return "new", "成立日期对不上"


def _closed(seen: Evidence) -> Ruling:
    """A name that ended may be used again by somebody else."""
    near = seen.here or seen.near is Near.UNTOLD or seen.kin is Kin.ONE and seen.formal
    if near and (seen.kin <= Kin.SLIP or seen.once):
        return "doubtful", "是原来那家，还是同名的新企业"
    return "new", ""


def _same_name(seen: Evidence) -> Ruling:
    if seen.near <= Near.ROOM:
        return "match", ""
    if seen.kin is Kin.WITHIN and seen.near is not Near.UNTOLD:
        return "new", ""
    sure = seen.kin is Kin.ONE or seen.once == "list"
    if sure and seen.formal and (seen.near is Near.UNTOLD or not seen.once):
        return "match", "全名只此一家" if seen.near is Near.UNTOLD else "全名只此一家，像是搬了家"
    if seen.kin is Kin.ONE and seen.near is Near.UNTOLD:
        return "match", "名称只此一家"
    if seen.once == "ledger" and seen.formal and seen.near is Near.UNTOLD:
        return "match", "曾用名写得清楚，没有别的可比"
    if seen.once or seen.near is not Near.AWAY or seen.kin is Kin.ONE:
        return "doubtful", "名称对得上，地址定不下来"
    return ("doubtful", "名称对得上，地址不同") if seen.formal else ("new", "")


def _like_name(seen: Evidence) -> Ruling:
    if seen.kin <= Kin.ALIKE and seen.same_day and seen.here:
        return "match", "成立日期也相同"
    if seen.kin is Kin.TYPED and seen.near is Near.HERE and seen.codeless:
        return "match", "没有代码可问，同一处，像是打错一字"
    if seen.here:
        return "doubtful", "同一处，名称相近"
    if seen.kin <= Kin.ALIKE and seen.near is Near.UNTOLD:
        return "doubtful", "名称相近，没有别的可比"
    return "new", ""


def _apart(seen: Evidence) -> Ruling:
    """The codes differ by much, but one fails its check: it may be misread, or belong to somebody else."""
    if seen.kin <= Kin.SAME and seen.near <= Near.DOOR and not seen.closed:
        return "doubtful", "名称地址都同，代码差得多"
    if seen.kin is Kin.ONE and seen.formal and not seen.closed:
        return "doubtful", "名称相同，代码差得多"
    return "new", ""


def _other_code(seen: Evidence) -> Ruling:
    """Two sound codes are two firms. Where all else agrees, one carries on after the other."""
    if (seen.kin <= Kin.KIN or seen.once) and seen.here:
        return "new", "地址同、代码换了，像是承接的新主体"
    if seen.kin <= Kin.SAME:
        return "new", "同名的另一家"
    return "new", ""


_BY_CODE: dict[Told, Callable[[Evidence], Ruling]] = {
    Told.SAME: _same_code,
    Told.PART: _slipped_code,
    Told.SLIP: _slipped_code,
    Told.SILENT: _no_code,
    Told.APART: _apart,
    Told.OTHER: _other_code,
}
