import pytest

from tests.registry.pairs.score import Count, Truth, score

TRUTHS = [
    Truth(1, "moved", "QY1", False),
    Truth(2, "moved", "QY2", False),
    Truth(3, "new", "", False),
    Truth(4, "reused_name", "", True),
]


def test_a_perfect_matcher_has_nothing_against_it():
    verdicts = {1: ("same", "QY1"), 2: ("same", "QY2"), 3: ("new", ""), 4: ("new", "")}
    result = score(verdicts, TRUTHS)
    assert (result.wrong, result.missed, result.doubtful) == (0, 0, 0)


def test_wrong_missed_and_doubtful_rows_are_counted_apart():
    verdicts = {1: ("same", "QY2"), 2: ("new", ""), 3: ("doubtful", ""), 4: ("doubtful", "QY1")}
    result = score(verdicts, TRUTHS)
    assert (result.wrong, result.missed, result.doubtful) == (0.25, 0.5, 0.5)
    assert (result.wrong_rows, result.missed_rows) == ([1], [2])
    assert result.classes == {
        "moved": Count(rows=2, wrong=1, missed=1),
        "new": Count(rows=1, doubtful=1, needlessly=1),
        "reused_name": Count(rows=1, doubtful=1),
    }


def test_a_new_firm_taken_for_a_known_one_is_wrong():
    result = score({3: ("same", "QY1")}, TRUTHS[2:3])
    assert result.wrong == 1


def test_a_verdict_nobody_knows_is_refused():
    with pytest.raises(ValueError):
        score({3: ("perhaps", "")}, TRUTHS[2:3])
