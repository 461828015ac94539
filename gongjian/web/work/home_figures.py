"""The few numbers of the home page: how far the firms within reach are covered, and what is kept of them."""

from django.urls import reverse

from gongjian.access.roles import VIEW
from gongjian.duties.coverage import Coverage
from gongjian.ledger.declaration import ledger_named, ledgers


def figures(actor) -> list[dict]:
    return [*covered(actor), *(line for ledger in ledgers() if (line := kept(ledger, actor)))]


def covered(actor) -> list[dict]:
    if not ledger_named("enterprise").may(actor, VIEW):
        return []
    coverage = Coverage(actor, actor.today)
    found = coverage.figures
    if not found.total:
        return []
    return [
        share("组织覆盖率", found.covered, found.total, "covered"),
        share("工作覆盖率", found.worked, found.total, "worked"),
        line("应建未建", f"{found.owed:,}", "owed", "家"),
        line("未覆盖", f"{found.uncovered:,}", "uncovered", "家"),
    ]


def share(label: str, part: int, whole: int, show: str) -> dict:
    return line(label, f"{part / whole:.1%}", show, f"{part:,} ÷ {whole:,} 家")


def line(label: str, value: str, show: str, note: str) -> dict:
    return {"label": label, "value": value, "note": note, "href": f"{reverse('coverage')}?show={show}"}


def kept(ledger, actor) -> dict | None:
    """The ledger a shelf is named after stands for its shelf."""
    if ledger.label != ledger.shelf or not ledger.may(actor, VIEW):
        return None
    count = ledger.rows(actor, VIEW, actor.today if ledger.when else None).count()
    href = reverse("ledger_list", args=[ledger.name])
    return {"label": ledger.label, "value": f"{count:,}", "note": "条", "href": href} if count else None
