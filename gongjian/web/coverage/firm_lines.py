"""One firm of the coverage list in words: its members, its reason, its advice, what may be pressed."""

from django.urls import reverse

from gongjian.duties.advice.facts import Advice, Form
from gongjian.rulebook.clause import clause
from gongjian.web.shell import address

TONES = {Form.OWN: "bad", Form.ADJUST: "warn", Form.BACKSTOP: "", Form.KEEP: "ok"}
# What opens a set-up case when it is accepted; the rest is written down as what is to be done first.
SETS_UP = (Form.OWN, Form.JOINT, Form.ATTACH, Form.BACKSTOP)


def line(state, advice: Advice | None, reasons: dict, cases: dict, asked) -> dict:
    firm, reason, case = state.enterprise, reasons.get(state.enterprise_id), cases.get(state.enterprise_id)
    return {
        "number": firm.pk,
        "name": state.name,
        "href": reverse("coverage_firm", args=[firm.pk]) + ("" if asked.today else f"?day={asked.day}"),
        "place": " · ".join(str(each) for each in (state.organisation, firm.site or firm.park) if each),
        "members": members(state),
        "state": covered(state),
        "reason": reason,
        "covered": bool(state.coverage),
        "late": bool(reason and reason.due_on and reason.due_on < asked.day),
        "advice": advice and told(advice),
        "case": case and {"name": case.name, "href": case_page(case.pk)},
        "accepts": asked.today and not case and advice is not None and accepts(advice),
        "elsewhere": elsewhere(firm.pk, advice) if asked.today and advice and not case else None,
    }


def elsewhere(firm: int, advice: Advice) -> dict | None:
    """What is not done from here, with the page where it is."""
    if advice.step == "补派指导员":
        return {
            "label": "派指导员",
            "href": f"{reverse('ledger_add', args=['assignment'])}?enterprise={firm}",
        }
    if advice.form is Form.ADJUST and not accepts(advice) and advice.branch:
        return {"label": "去党组织", "href": reverse("organisation", args=[advice.branch.number])}
    return None


def members(state) -> str:
    if state.formal is None:
        return "正式党员不清"
    said = [f"正式 {state.formal}"]
    said += [f"预备 {state.probationary}"] if state.probationary else []
    said += [f"未转 {state.elsewhere}"] if state.elsewhere else []
    return " · ".join(said)


def covered(state) -> str:
    if state.coverage:
        return f"{state.get_coverage_display()} · {state.branch}"
    work = [
        word
        for word, holds in (
            ("已派指导员", state.instructor_id),
            ("有联络员", state.liaison),
            ("群团承担", state.mass),
        )
        if holds
    ]
    return "、".join(work) if work else "没有组织，也没有派人"


def told(advice: Advice) -> dict:
    step = advice.step if advice.step != advice.form.label else ""
    return {
        "form": advice.form.value,
        "label": advice.form.label,
        "step": step,
        "tone": TONES.get(advice.form, "line"),
        "because": advice.because,
        "clauses": [{"id": each, "brief": clause(each).brief()} for each in advice.clauses],
    }


def accepts(advice: Advice) -> bool:
    """Something that can be begun from here: a case, or a note of what is to be done first."""
    if advice.form in (Form.KEEP, Form.NOT_NOW) or advice.step == "补派指导员":
        return False
    if advice.form is Form.WATCH:
        return advice.branch is None
    return advice.form is not Form.ADJUST or advice.towards in SETS_UP


def opens_case(advice: Advice) -> bool:
    complete = advice.aim is Form.OWN or advice.branch is not None or bool(advice.partners)
    return advice.aim in SETS_UP and complete and not advice.outside


def case_page(number: int) -> str:
    return address("set_up", number) or reverse("ledger_detail", args=["setup", number])
