"""The page at a new firm's door: what is asked of whom, what is kept when something is wrong."""

import pytest

from gongjian.organisations.models import Kind, Organisation
from gongjian.records.models import Contact, Enterprise, Headcount
from gongjian.registry.models import Drop, DropRow
from tests.world import account, found, grant

PAGE = "/ledgers/enterprise/new/"
CODE = "914403001922038216"


@pytest.fixture
def clerk(world, client):
    client.force_login(world.clerk)
    return client


def typed(world, **more) -> dict:
    own = {"name": "序阔商贸有限公司", "organisation": f"#{world.northern.pk}", "status": "operating"}
    return own | {name: str(value) for name, value in more.items()}


def test_whoever_has_one_community_stands_in_it(world, clerk):
    found = clerk.get(PAGE).context
    assert ([each.name for each in found["places"]], found["place"]) == (["云锦里社区"], world.northern.pk)
    assert found["places"][0].grids == ((world.grid.pk, "第一网格"),)


def test_a_branch_below_the_community_is_no_place(world, clerk):
    branch = Kind.objects.get_or_create(code="branch", defaults={"label": "党支部", "is_party": True})[0]
    made = found("territory", "云锦里楼宇党支部", world.northern)
    Organisation.objects.filter(pk=made.pk).update(kind=branch)
    assert [each.name for each in clerk.get(PAGE).context["places"]] == ["云锦里社区"]


def test_a_firm_is_saved_shown_and_taken_back(world, clerk):
    before = Enterprise.objects.count()
    answers = {"band": "约 10—49 人", "staff": "12", "members": "2", "why": "too_few", "caller": "周敏"}
    answer = clerk.post(
        PAGE, typed(world, credit_code=CODE, grid=f"#{world.grid.pk}", **answers), follow=True
    )
    assert answer.context["found"].name == "序阔商贸有限公司"
    state = answer.context["found"].state
    assert (state.staff, state.formal, answer.context["clear"]) == (12, 2, "3/5")
    [said] = answer.context["messages"]
    clerk.post(said.extra_tags)
    assert (Enterprise.objects.count(), Headcount.objects.count(), Contact.objects.count()) == (before, 0, 1)


def test_only_name_place_and_state_are_asked_for(world, clerk):
    answer = clerk.post(PAGE, {})
    assert (answer.status_code, set(answer.context["form"].errors)) == (
        422,
        {"name", "organisation", "status"},
    )


def test_what_was_tapped_stands_when_something_is_wrong(world, clerk):
    answer = clerk.post(PAGE, typed(world, name="", staff="十来个", members="more", why="other"))
    assert set(answer.context["form"].errors) == {"name", "staff", "remark"}
    assert (answer.context["place"], answer.context["status_now"]) == (world.northern.pk, "operating")
    assert answer.context["questions"]["members"].value() == "more"


def test_a_band_without_a_number_makes_no_number(world, clerk):
    clerk.post(PAGE, typed(world, band="约 10—49 人", members="more"))
    row = Headcount.objects.get()
    assert (row.staff, row.formal, row.source) == (None, None, "初次登记，约 10—49 人")


def test_the_code_is_judged_beside_its_box(world, clerk):
    told = {
        code: clerk.get(f"{PAGE}code/?credit_code={code}").content.decode()
        for code in (CODE[:-1] + "0", world.mill.credit_code, CODE, CODE[:5])
    }
    texts = list(told.values())
    assert "校验位不对" in texts[0] and 'class="err"' in texts[0]
    assert f'href="/ledgers/enterprise/{world.mill.pk}/"' in texts[1]
    assert (texts[2].strip(), 'class="hint"' in texts[3]) == ("", True)


def test_a_code_a_list_knows_brings_the_name_within_reach(world, client):
    drop = Drop.objects.create(day="2026-06-01", user=world.officer, filename="名单.xlsx", sent_at=world.now)
    told = {"code": CODE, "name": "序阔商贸有限公司", "address": "云锦路 6 号"}
    DropRow.objects.create(drop=drop, number=1, show="new", cells=told, organisation=world.northern)
    shown = {}
    for who in (world.clerk, world.neighbour):
        client.force_login(who)
        shown[who.username] = client.get(f"{PAGE}code/?credit_code={CODE}").content.decode().strip()
    assert 'data-listed="序阔商贸有限公司"' in shown["clerk"]
    assert shown["neighbour"] == ""


def test_a_wrong_code_is_kept_only_when_one_says_so(world, clerk):
    wrong = CODE[:-1] + "0"
    answer = clerk.post(PAGE, typed(world, credit_code=wrong))
    assert (answer.status_code, answer.context["doubted"]) == (422, True)
    answer = clerk.post(PAGE, typed(world, credit_code=wrong, reason=answer.context["sure"]))
    assert (answer.status_code, Enterprise.objects.filter(credit_code=wrong).count()) == (302, 1)


def test_a_grid_worker_stands_in_the_own_grid_and_is_not_asked_for_persons(world, client):
    keeper = account("keeper", "网小吴")
    grant(keeper, "grid_worker", world.northern)
    world.grid.keeper = keeper
    world.grid.save()
    client.force_login(keeper)
    found = client.get(PAGE).context
    assert (found["grid"], found["may_name"]) == (world.grid.pk, False)


def test_whoever_may_add_no_firm_has_no_such_page(world, client):
    client.force_login(world.auditor)
    assert {client.get(path).status_code for path in (PAGE, f"{PAGE}code/?credit_code=1")} == {404}
