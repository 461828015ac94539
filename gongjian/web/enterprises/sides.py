"""What a firm's page shows beside its five blocks: the strip, advice, ways out, all that is registered."""

from django.urls import reverse

from gongjian.access.roles import ADD, CHANGE, DELETE, VIEW
from gongjian.audit import log
from gongjian.cases.portrait import five, strip
from gongjian.duties.situations import advice_for
from gongjian.ledger import columns, extras
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.reaching import Reached
from gongjian.ledger.related import related
from gongjian.rulebook.clause import clause
from gongjian.web.coverage.firm_lines import told
from gongjian.web.ledgers import ledger_detail
from gongjian.web.ledgers.finding import may
from gongjian.web.shell import address


def strip_of(found: strip.Portrait, marks: list[five.Mark], actor) -> dict:
    state = found.state
    done, of = five.clear(marks)
    least = clause("R-ORG-10").value("formal_min")
    due = bool(state and not state.coverage and state.status == "operating" and (state.formal or 0) >= least)
    return {
        "marks": marks,
        "aloud": five.aloud(marks),
        "clear": f"{done}/{of}",
        "calls": strip.calls(found, actor),
        "due": due,
        "branch": state and state.branch_id and address("organisation", state.branch_id),
    }


def advised(found: strip.Portrait, want, actor) -> dict | None:
    """What the rules advise of a firm without an organisation, and where it is decided."""
    state = found.state
    if want.past or state is None or state.coverage or state.status != "operating":
        return None
    advice = advice_for(actor, want.day, [found.firm.pk]).get(found.firm.pk)
    return advice and told(advice) | {"href": address("coverage_firm", found.firm.pk)}


def doors(ledger, row, actor) -> dict:
    visit = ledger_named("visit")
    return {
        "may_change": may(ledger, actor, CHANGE, row),
        "may_delete": may(ledger, actor, DELETE, row),
        "call": f"{reverse('ledger_add', args=['visit'])}?enterprise={row.pk}"
        if visit.may(actor, ADD)
        else "",
        "calls_list": f"{reverse('ledger_list', args=['visit'])}?enterprise={row.pk}"
        if visit.may(actor, VIEW)
        else "",
    }


def plain(ledger, row, actor) -> dict:
    """What every ledger's row shows: all its columns with their source, and the rows that name it."""
    added = extras.columns(ledger, actor)
    shown = {column.name: column for column in columns.detail(ledger, added)}
    reached = Reached(actor, [row], list(shown.values()))
    given = log.latest_of_fields(ledger.name, row.pk)
    beside = (ledger_detail.side(each, row, actor) for each in related(ledger, row, actor))
    return {
        "parts": ledger_detail.parts(ledger, row, reached, shown, added, given),
        "related": list(beside),
    }
