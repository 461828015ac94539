"""What is due of Party bodies: their size, their boards, their terms."""

from datetime import date, timedelta

import pytest

from gongjian.duties.declared import board
from gongjian.duties.declared import body as sizes
from tests.duties import town
from tests.duties.town import members
from tests.world import TODAY

DAY = timedelta(1)


@pytest.mark.parametrize(
    ("formal", "probationary", "caught"),
    [
        (50, 0, set()),
        (45, 6, {"too_many_members"}),
        (99, 0, {"too_many_members"}),
        (99, 1, {"large_enough_for_a_committee"}),
    ],
)
def test_a_branch_has_fifty_members_probationary_ones_included(
    quiet, found, branch, formal, probationary, caught
):
    members(quiet, branch, formal, probationary)

    of = (sizes.too_many_members, sizes.large_enough_for_a_committee, sizes.general_branch_too_small)
    assert {duty.name for duty in of if found(duty)} == caught


@pytest.mark.parametrize(
    ("code", "formal", "duty"),
    [
        ("general_branch", 49, "general_branch_too_small"),
        ("general_branch", 50, None),
        ("committee", 99, "committee_too_small"),
        ("committee", 100, None),
    ],
)
def test_a_small_general_branch_or_committee_needs_the_paper_that_allowed_it(
    quiet, found, code, formal, duty
):
    upper = town.body(code, "恒田总支", quiet.northern)
    members(quiet, town.body("branch", "一支部", upper), formal)
    paper = town.formed(upper)
    of = (sizes.general_branch_too_small, sizes.committee_too_small)
    assert {each.name for each in of if found(each)} == ({duty} if duty else set())

    paper.ground = "community"
    paper.save()
    assert {each.name for each in of if found(each)} == set()

    paper.ground, paper.paper = "firm", "云组〔2026〕3号"
    paper.save()
    assert {each.name for each in of if found(each)} == set()


@pytest.mark.parametrize(("units", "caught"), [(5, False), (6, True)])
def test_a_joint_branch_covers_five_units(quiet, found, units, caught):
    joint = town.body("joint_branch", "云锦楼宇联合党支部", quiet.northern)
    for number in range(units):
        town.cover(town.firm(quiet.northern, f"企业{number}"), joint, "joint")
    town.cover(town.firm(quiet.northern, "挂靠的"), joint, "attached")

    facts = [fact for _, _, fact in found(sizes.too_many_units)]
    assert facts == (["覆盖 6 个单位，一般不超过 5 个"] if caught else [])


def board_of(branch, size):
    town.post(branch, "secretary")
    for _ in range(size - 1):
        town.post(branch, "committee")
    town.post(branch, "first")


@pytest.mark.parametrize(
    ("formal", "size", "fact"),
    [
        (6, 1, None),
        (7, 1, "正式党员 7 名，没有支委会"),
        (7, 2, "支委会 2 人，应 3 至 5 人"),
        (7, 3, None),
        (7, 7, None),
        (7, 8, "支委会 8 人，应 3 至 5 人"),
    ],
)
def test_seven_formal_members_have_a_committee_of_three_to_seven(quiet, found, branch, formal, size, fact):
    members(quiet, branch, formal, probationary=3)
    board_of(branch, size)

    assert [told for *_, told in found(board.committee_missing_or_misfit)] == ([fact] if fact else [])


@pytest.mark.parametrize(
    ("formal", "kinds", "fact"),
    [
        (6, ("secretary", "deputy"), None),
        (6, ("secretary", "deputy", "full_deputy"), "副书记多于 1 名，正式党员不满 7 名"),
        (6, ("secretary", "committee"), "正式党员 6 名，不满 7 名不设委员"),
        (7, ("secretary", "committee"), None),
    ],
)
def test_fewer_than_seven_have_a_secretary_and_a_deputy(quiet, found, branch, formal, kinds, fact):
    town.formed(branch)
    members(quiet, branch, formal)
    for kind in kinds:
        town.post(branch, kind)

    assert [told for *_, told in found(board.committee_too_early)] == ([fact] if fact else [])


@pytest.mark.parametrize(
    ("code", "ground", "years"),
    [
        ("branch", "firm", 3),
        ("branch", "community", 5),
        ("general_branch", "firm", 3),
        ("committee", "firm", 5),
    ],
)
def test_a_term_runs_from_the_election_and_is_listed_half_a_year_before_its_end(
    quiet, found, code, ground, years
):
    upper = town.body(code, "恒田党组织", quiet.northern)
    town.formed(upper, ground=ground)
    ends = date(2027, 2, 28)
    elected = date(2027 - years, 2, 28)
    town.post(upper, elected_on=elected)
    town.post(upper, "committee", elected_on=date(2025, 9, 1))
    duty = board.branch_term if code == "branch" else board.committee_term

    told = {("恒田党组织", ends, f"{elected} 选举，任期 {years} 年")}
    days = (date(2026, 8, 27), date(2026, 8, 28), ends, ends + DAY)
    assert [found(duty, day) for day in days] == [set(), told, told, told]


def test_a_board_nobody_elected_has_no_term_but_an_election_to_come(quiet, found, branch):
    town.post(branch, since=date(2026, 6, 1), chosen="sent")
    assert found(board.never_elected) == {
        ("恒田党支部", date(2026, 7, 1), "书记 2026-06-01 起任职，没有选举记录")
    }
    assert found(board.branch_term) == set()

    town.post(branch, "committee", elected_on=date(2026, 6, 2))
    assert found(board.never_elected) == set()


@pytest.mark.parametrize(("formal_since", "caught"), [(date(2025, 7, 4), True), (date(2025, 7, 3), False)])
def test_a_secretary_has_been_a_formal_member_for_a_year(quiet, found, branch, formal_since, caught):
    town.post(branch, since=date(2026, 6, 1), member_since=formal_since)

    facts = [fact for *_, fact in found(board.secretary_too_new)]
    assert facts == ([f"{formal_since} 转正，党龄不满 12 个月"] if caught else [])


def test_a_body_without_a_secretary_is_to_get_one(quiet, found, branch):
    left = town.post(branch, until=date(2026, 6, 1))
    told = {("恒田党支部", date(2026, 7, 1), "2026-06-01 起没有书记")}
    assert (found(board.no_secretary), found(board.no_secretary, left.until - DAY)) == (told, set())

    town.post(branch, since=TODAY)
    assert found(board.no_secretary) == set()


@pytest.mark.parametrize("form", ["temporary", "functional", "floating"])
def test_passing_branches_are_held_to_none_of_this(quiet, found, branch, form):
    town.formed(branch, form, until=date(2030, 1, 1))

    assert found(board.no_secretary) == set()


def test_the_owner_of_a_large_firm_who_is_secretary_has_a_full_time_deputy(quiet, found, branch):
    firm = town.firm(quiet.northern, "恒田制造", industry="C", trade="17")
    town.Yearly.objects.create(enterprise=firm, year=2025, staff=1200, revenue=50000)
    town.cover(firm, branch)
    town.post(branch, standing="owner", since=date(2026, 6, 1))
    assert found(board.owner_without_a_deputy) == {
        ("恒田党支部", date(2026, 7, 1), "大型企业出资人任书记，没有专职副书记")
    }

    town.post(branch, "full_deputy")
    assert found(board.owner_without_a_deputy) == set()


@pytest.mark.parametrize(("size", "caught"), [(4, True), (5, False), (7, False), (8, True)])
def test_a_committee_of_the_place_has_five_to_seven(quiet, found, size, caught):
    upper = town.body("committee", "恒田党委", quiet.northern)
    board_of(upper, size)

    facts = [fact for *_, fact in found(board.larger_committee_misfit)]
    assert facts == ([f"委员会 {size} 人，本地规定 5 至 7 人"] if caught else [])
