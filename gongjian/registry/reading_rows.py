"""Words of a feed's cells as values of the ledger; what cannot be read says nothing and harms nothing."""

from datetime import date
from decimal import Decimal

from gongjian.reading.cells import as_date, as_int, as_number
from gongjian.records.words import Status
from gongjian.registry.matching.codes import coded

_STATES = (
    (Status.REVOKED, ("吊销",)),
    (Status.CANCELLED, ("注销", "撤销", "清算", "终止", "解散", "关闭")),
    (Status.MOVED, ("迁出", "迁往", "外迁")),
    (Status.SUSPENDED, ("停业", "歇业")),
    (Status.OPERATING, ("存续", "在营", "开业", "在业", "正常", "在册", "营业")),
)
_NOT = ("未", "非", "拟")


def state(text: str) -> Status | None:
    """存续（在营、开业、在册） is 在营; words nobody knows are no state."""
    for status, words in _STATES:
        for word in words:
            at = text.find(word)
            if at >= 0 and text[max(0, at - 1) : at] not in _NOT:
                return status
    return None


def day(text: str) -> date | None:
    try:
        return as_date(text or None)
    except ValueError:
        return None


def amount(text: str) -> Decimal | None:
    try:
        found = as_number(text or None, "万元")
    except ValueError:
        return None
    return None if found is None or found < 0 else round(found, 2)


def count(text: str) -> int | None:
    try:
        found = as_int(text or None)
    except ValueError:
        return None
    return None if found is None or found < 0 else found


def code(text: str) -> str:
    """A unified code as the ledger keeps it; anything else is none."""
    found = coded(text)
    return found.text if found and len(found.text) == 18 else ""
