"""The same row typed on the page, in a sheet, through the API: one verdict, the same words."""

from datetime import date

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.access.roles import ADD
from gongjian.api import deeds
from gongjian.api.answers import Refusal
from gongjian.ledger.constraints import checks
from gongjian.ledger.declaration import ledger_of, ledgers
from gongjian.ledger.forms import form_for, posted
from gongjian.ledger.sheets.check import Checker, Line
from tests.making import make
from tests.world import actor

LEDGERS = pytest.mark.parametrize("ledger", ledgers(), ids=lambda ledger: ledger.name)
CALM = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
FEW, MANY = settings(max_examples=10, **CALM), settings(max_examples=100, **CALM)
WORDS = [
    "示例",
    "a",
    "  两边有空  ",
    "长" * 101,
    "长" * 201,
    "-",
    "0",
    "\u3000",
    "x\0y",
    "=1+1",
    "３８",
    "第一网格",
]
DAYS = [
    "2026-06-01",
    "2026年6月2日",
    "2026/6/3",
    "20260604",
    "2026-02-30",
    "昨天",
    "2019-12-31",
    "99999-01-01",
]
NUMBERS = ["0", "12", "-3", "3.5", "1,234", "约 30 人", "三十", "99999999999", "1e5", "12345678901234567"]
CODES = [
    "91350100M000100Y43",
    "91350100m000100y43",
    "91350100M000100Y4Z",
    "914403001922038216",
    "91SL",
    "O" * 18,
]


def cells(field, world):
    """Words a person might put there: right, nearly right, and wrong."""
    if isinstance(field, models.ForeignKey):
        return st.sampled_from(naming(field.related_model, world))
    if field.choices:
        return st.sampled_from([text for pair in field.flatchoices for text in map(str, pair)] + ["别的"])
    if isinstance(field, models.BooleanField):
        return st.sampled_from(["是", "否", "yes", "no", "也许"])
    if isinstance(field, models.DateField):
        return st.sampled_from(DAYS)
    if isinstance(field, models.IntegerField | models.DecimalField):
        return st.sampled_from(NUMBERS)
    return st.sampled_from(CODES + WORDS if field.max_length == 18 else WORDS) | st.text(max_size=8)


def naming(model, world) -> list[str]:
    """Names, and numbers as the choice box sends them; a bare number is a name in a sheet only."""
    known = list(model._default_manager.all()[:6]) or [make(ledger_of(model), world.northern, world.officer)]
    numbered = [f"#{known[0].pk}", f"{known[0]} #{known[0].pk}", f"别的 #{known[0].pk}"]
    return [*map(str, known), *numbered, "没有的", "#999999"]


def rows(ledger, world):
    fields = {name: cells(ledger.field(name), world) for name in ledger.form}
    return st.fixed_dictionaries({}, optional=fields)


def said(text: str) -> bool:
    """What a page could post: an empty word is nothing said, in a sheet too."""
    return bool(text.strip("\0 \t\r\n"))


def on_page(ledger, who, data) -> dict:
    return form_for(ledger, who, posted(form_for(ledger, who)) | data).sentences()


def in_sheet(ledger, who, data) -> dict:
    names = list(ledger.form)
    checker = Checker(ledger, who, dict(enumerate(names)))
    checker.holdings.by_key = lambda values: [None] * len(values)
    [line] = checker.chunk([Line(2, [data.get(name) for name in names])])
    told: dict[str, list[str]] = {}
    for fault in line.faults:
        told.setdefault(fault.field, []).append(fault.sentence)
    if line.doubts:
        told = {"": [sentence for _, sentence in line.doubts], "reason": ["确实如此，请写理由。"]}
    return told


def through_api(ledger, who, data) -> dict:
    try:
        with transaction.atomic():
            answer = deeds.add(ledger, who, data)
            transaction.set_rollback(True)
    except Refusal as refusal:
        answer = refusal.answer
    assert answer.status in (201, 422), answer
    return answer.content.get("errors", {}) if answer.status == 422 else {}


def alike(told: dict) -> dict:
    return {field: sorted(sentences) for field, sentences in told.items()}


@LEDGERS
@pytest.mark.parametrize("who", ["officer", "clerk", "guide"])
@pytest.mark.parametrize("many", [FEW, pytest.param(MANY, marks=pytest.mark.load)], ids=["few", "many"])
def test_page_sheet_and_api_agree_on_verdict_and_words(ledger, who, many, world):
    actors = {source: actor(getattr(world, who), source) for source in ("page", "sheet", "api")}
    if not ledger.may(actors["page"], ADD):
        return

    @many
    @given(rows(ledger, world))
    def agree(data):
        data = {name: text for name, text in data.items() if said(text)}
        page = alike(on_page(ledger, actors["page"], data))
        assert alike(in_sheet(ledger, actors["sheet"], data)) == page
        assert alike(through_api(ledger, actors["api"], data)) == page

    agree()


@LEDGERS
def test_constraints_answer_as_the_database_does(ledger, world):
    """Every check read in Python refuses exactly the rows the database refuses."""
    row = make(ledger, world.northern, world.officer)
    names = sorted({name for _, _, fields in checks(ledger.model) for name in fields})
    if not names:
        return

    @FEW
    @given(st.fixed_dictionaries({name: few(ledger.field(name)) for name in names}))
    def agree(values):
        for name, value in values.items():
            setattr(row, name, value)
        for constraint, holds, _ in checks(ledger.model):
            said = constraint.condition.check(
                {f.name: models.Value(getattr(row, f.attname), f) for f in ledger.model._meta.concrete_fields}
            )
            assert (holds(row) is not False) == said

    agree()


def few(field):
    """Few values, so that two fields often hold the same, and nothing where nothing may stand."""
    if field.choices:
        values = [code for code, _ in field.flatchoices]
    elif isinstance(field, models.BooleanField):
        values = [True, False]
    elif isinstance(field, models.DateField):
        values = [date(2026, 6, day) for day in (1, 2, 3)]
    else:
        values = [0, 1, 2]
    return st.sampled_from([*values, None] if field.null else values)
