"""Set-up advice is what the written rules say, on 200 cases people can read."""

from datetime import date

from gongjian.duties.advice.advising import advise
from gongjian.duties.advice.facts import Firm, Form, Situation
from gongjian.duties.advice.numbers import Numbers
from gongjian.rulebook.clause import clause
from tests.duties.advice_table import cases, given, owed, situation

NUMBERS = Numbers.read()


def test_the_table_holds_two_hundred_different_cases():
    table = cases()
    assert [int(case["编号"]) for case in table] == list(range(1, 201))
    assert len({case["情形"] for case in table}) == 200


def test_every_case_gets_the_advice_the_table_owes_it():
    wrong = {}
    for case in cases():
        got, due = given(case, advise(situation(case), NUMBERS)), owed(case)
        if got != due:
            wrong[f"{case['编号']} {case['情形']}"] = {k: (got[k], due[k]) for k in due if got[k] != due[k]}
    assert wrong == {}


def test_every_form_of_advice_stands_in_the_table():
    assert {case["应得建议"] for case in cases()} == {form.label for form in Form}


def test_advice_cites_only_clauses_of_the_rulebook():
    cited = {number for case in cases() for number in advise(situation(case), NUMBERS).clauses}
    assert {number for number in cited if clause(number).id != number} == set()


def test_a_number_changed_in_its_clause_changes_the_advice():
    firm = Firm(number=1, formal=3)
    stricter = Numbers.read(lambda number, name: {"formal_min": 4}.get(name) or clause(number).value(name))
    day = date(2026, 6, 30)
    assert advise(Situation(firm=firm, day=day), NUMBERS).form is Form.OWN
    assert advise(Situation(firm=firm, day=day), stricter).form is Form.BACKSTOP


def test_where_the_line_does_not_belong_to_it_fifty_stays_a_branch():
    without = Numbers.read(lambda number, name: False if name == "inclusive" else clause(number).value(name))
    steps = [
        advise(Situation(firm=Firm(number=1, formal=formal), day=date(2026, 6, 30)), without).step
        for formal in (50, 51, 100, 101)
    ]
    assert steps == ["党支部", "党总支", "党总支", "党委"]
