"""The rulebook as a mechanism: editions, their days, and what it refuses to start with."""

from datetime import date

import pytest

from gongjian.rulebook.clause import Rulebook
from gongjian.rulebook.entries import Wrong, read

SOURCES = "某条例: {title: 《某条例》, since: 2018-10-28}\n"
ONE = {
    "id": "R-ORG-16",
    "demands": "一个联合党支部覆盖的单位一般不超过 5 个。",
    "values": "{max_units: 5}",
    "strength": "normally",
    "mark": "duty",
    "why": "超过的出待办",
    "source": "某条例",
    "status": "verified",
}
LATER = ONE | {"values": "{max_units: 8}", "since": "2024-01-01"}


def page(*entries: dict) -> str:
    lines = ["topic: 设置", "clauses:"]
    for entry in entries:
        first, *rest = [f"{name}: {value}" for name, value in entry.items()]
        lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return "\n".join(lines)


@pytest.fixture
def written(tmp_path):
    def write(*entries: dict, text: str = "") -> Rulebook:
        (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
        (tmp_path / "some.yaml").write_text(text or page(*entries), encoding="utf-8")
        return Rulebook(read(tmp_path))

    return write


def test_a_number_is_read_from_its_clause_by_name(written):
    assert written(ONE).clause("R-ORG-16").value("max_units") == 5


def test_a_clause_without_a_day_of_its_own_holds_from_the_day_of_its_source(written):
    book = written(ONE)

    assert book.clause("R-ORG-16", date(2018, 10, 27)) is None
    assert book.clause("R-ORG-16", date(2018, 10, 28)) is book.clause("R-ORG-16")


def test_a_changed_clause_takes_hold_on_its_day_and_leaves_the_past_alone(written):
    book = written(LATER, ONE | {"until": "2024-01-01"})

    values = [
        book.clause("R-ORG-16", day).value("max_units") for day in (date(2023, 12, 31), date(2024, 1, 1))
    ]
    assert values == [5, 8]
    assert book.clause("R-ORG-16").value("max_units") == 8
    assert [each.value("max_units") for each in book.editions("R-ORG-16")] == [5, 8]


def test_between_two_editions_nothing_is_demanded(written):
    book = written(ONE | {"until": "2020-01-01"}, LATER)

    assert book.clause("R-ORG-16", date(2022, 6, 1)) is None


def test_what_a_clause_gives_cannot_be_changed(written):
    given = written(ONE | {"values": "{bands: [30, 35], bounds: {工业: [1, 2]}}"}).clause("R-ORG-16")

    assert (given.value("bands"), given.value("bounds")["工业"]) == ((30, 35), (1, 2))
    with pytest.raises(TypeError):
        given.values["bands"] = ()


@pytest.mark.parametrize(
    ("status", "more", "printed", "in_lists"),
    [
        ("verified", {"article": "第五条"}, "《某条例》第五条", "某条例第五条"),
        (
            "verified",
            {"article": "第五条", "article_checked": "false"},
            "《某条例》（条号待核）",
            "某条例（条号待核）",
        ),
        ("local", {}, "《某条例》", "某条例"),
        ("memory", {"article": "第五条"}, "待核", "待核"),
    ],
)
def test_only_what_was_checked_is_printed_as_authority(written, status, more, printed, in_lists):
    given = written(ONE | {"status": status} | more).clause("R-ORG-16")

    assert (given.citation(), given.brief()) == (printed, in_lists)


def without(name: str) -> dict:
    return {key: value for key, value in ONE.items() if key != name}


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (ONE | {"valeus": "{}"}, "unknown keys"),
        *((without(name), "missing or empty|None") for name in ONE if name != "values"),
        (ONE | {"why": '""'}, "missing or empty"),
        (ONE | {"id": "ORG-16"}, "not an id"),
        (ONE | {"mark": "dutiful"}, "not among the words allowed"),
        (ONE | {"strength": "一般"}, "not among the words allowed"),
        (ONE | {"status": "seen"}, "not among the words allowed"),
        (ONE | {"source": "另一条例"}, "not in sources.yaml"),
        (ONE | {"since": "2018"}, "not a day"),
        (ONE | {"since": "2020-01-01", "until": "2020-01-01"}, "ends before it begins"),
    ],
)
def test_a_faulty_clause_stops_the_start(written, entry, fault):
    with pytest.raises(Wrong, match=fault):
        written(entry)


@pytest.mark.parametrize("earlier", [ONE, ONE | {"until": "2024-01-02"}])
def test_two_editions_may_not_hold_on_one_day(written, earlier):
    with pytest.raises(Wrong, match="overlap"):
        written(earlier, LATER)


def test_a_key_written_twice_stops_the_start(written):
    with pytest.raises(Wrong, match="written twice"):
        written(text=page(ONE) + "\n    mark: text")


def test_a_clause_nobody_wrote_is_not_looked_up_in_silence(written):
    with pytest.raises(Wrong, match="no clause R-ORG-99"):
        written(ONE).clause("R-ORG-99")


def test_only_a_value_there_is_can_be_left_to_places(written):
    assert dict(written(ONE | {"settable": "{max_units: 单位数}"}).clause("R-ORG-16").settable) == {
        "max_units": "单位数"
    }
    with pytest.raises(Wrong, match="settable and no value"):
        written(ONE | {"settable": "{most: 单位数}"})
