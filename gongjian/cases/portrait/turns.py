"""The turns in a firm's story: how it was covered, who was sent, what it was called and where it went."""

from collections.abc import Iterator
from datetime import date

from gongjian.access.roles import VIEW
from gongjian.cases.portrait.event import Event, rows, short
from gongjian.ledger.declaration import ledger_named


def placements(firm, actor, day: date) -> Iterator[Event]:
    for row in rows("placement", firm, actor, "branch"):
        told = (row.paper, "placement", row.pk)
        yield Event(
            "cover", row.since, f"{row.get_mode_display()}：{row.branch}", row.paper, "", *told[1:], order=8
        )
        if row.until:
            yield Event("cover", row.until, f"不再由{row.branch}覆盖", "", "", *told[1:], order=7)


def assignments(firm, actor, day: date) -> Iterator[Event]:
    for row in rows("assignment", firm, actor, "person"):
        role = row.get_role_display()
        where = ("assignment", row.pk)
        yield Event("cover", row.since, f"派{role}", row.person.name, "", *where, order=8)
        if row.until:
            yield Event("cover", row.until, f"{role}派驻到期", row.person.name, "", *where, order=7)


def reasons(firm, actor, day: date) -> Iterator[Event]:
    for row in rows("reason", firm, actor):
        yield Event(
            "cover", row.since, f"未建原因：{row.get_why_display()}", short(row.measure or row.note), "",
            "reason", row.pk, order=6,
        )  # fmt: skip


def cases(firm, actor, day: date) -> Iterator[Event]:
    """The steps of setting an organisation up for it."""
    steps = (("asked_on", "请示"), ("answered_on", "批复"), ("elected_on", "选举"), ("filed_on", "备案"))
    firms = ledger_named("setupfirm").rows(actor, VIEW).filter(enterprise=firm).values("case")
    for row in ledger_named("setup").rows(actor, VIEW).filter(pk__in=firms):
        for name, label in steps:
            if on := getattr(row, name):
                answer = row.get_answer_display() if name == "answered_on" else ""
                yield Event("cover", on, f"组建{label}{answer}", row.name, "", "setup", row.pk, order=7)


def changes(firm, actor, day: date) -> Iterator[Event]:
    """What stood before each change and what came of it: the next one's before, or what stands now."""
    found = list(rows("change", firm, actor, "organisation_was", "grid_was").order_by("changed_on", "pk"))
    for at, row in enumerate(found):
        told = tuple(
            (label, was, after(firm, found[at + 1 :], row, name)) for name, label, was in was_of(row)
        )
        yield Event(
            "change", row.changed_on, row.get_kind_display(), row.paper, "", "change", row.pk, told, order=9
        )
    if firm.since:
        yield Event("change", firm.since, "纳入台账", order=1)
    if firm.successor_id:
        heir = ledger_named("enterprise").rows(actor, VIEW).filter(pk=firm.successor_id).first()
        on = firm.until or day
        text = str(heir) if heir else "不在您的范围内"
        yield Event("change", on, "由另一家承继", text, "", "enterprise" if heir else "", heir and heir.pk)


SAID = {
    "rename": (("name", "名称"),),
    "status": (("status", "状态"),),
    "move": (("organisation", "社区"), ("grid", "网格")),
    "regrid": (("grid", "网格"),),
}


def was_of(row) -> list[tuple[str, str, str]]:
    return [(name, label, value_was(row, name)) for name, label in SAID[row.kind]]


def value_was(row, name: str) -> str:
    return row.get_status_was_display() if name == "status" else str(getattr(row, f"{name}_was") or "")


def after(firm, later: list, row, name: str) -> str:
    following = next((each for each in later if any(name == field for field, _ in SAID[each.kind])), None)
    if following is not None:
        return value_was(following, name)
    return firm.get_status_display() if name == "status" else str(getattr(firm, name) or "")
