"""The six acts as pages: who may, what is refused beside which field, what is written and logged."""

import pytest
from django.urls import reverse

from gongjian.audit.models import Batch, Entry
from gongjian.organisations import tree
from gongjian.organisations.models import Act, Organisation, Standing, Succession
from tests.organisations.district import PAPER, day, found, fresh, kind

USUAL = {
    "on": "2026-06-01",
    "paper_number": PAPER.number,
    "paper_title": PAPER.title,
    "decided_by": PAPER.decided_by,
}
VERBS = ("found", "rename", "move", "merge", "split", "dissolve", "correct")


@pytest.fixture
def do(client, world):
    def post(user, verb, body, **given):
        client.force_login(user)
        return client.post(reverse("act", args=[body.pk, verb]), {**USUAL, **given})

    return post


def names_under(body):
    return [node.name for node in tree.under(fresh(body), day(9000))]


def errors(page):
    return {field: list(said) for field, said in page.context["form"].errors.items()}


@pytest.mark.parametrize("verb", VERBS)
def test_a_body_out_of_reach_is_not_found_and_one_only_seen_neither(world, client, verb):
    statuses = {}
    for who, body in (
        ("street", world.northern), ("street", world.southern), ("street", world.district),
        ("clerk", world.northern), ("parker", world.northern), ("nobody", world.northern),
        ("officer", world.northern), ("street", world.park),
    ):  # fmt: skip
        client.force_login(getattr(world, who))
        statuses[who, body.name] = client.get(reverse("act", args=[body.pk, verb])).status_code
    assert {key for key, status in statuses.items() if status == 200} == {
        ("street", "云锦里社区"),
        ("officer", "云锦里社区"),
    }
    assert set(statuses.values()) == {200, 404}


def test_no_other_act_exists(world, client):
    client.force_login(world.officer)
    assert client.get(reverse("act", args=[world.northern.pk, "burn"])).status_code == 404


def test_founding_writes_the_body_its_act_and_the_log(world, do):
    page = do(world.street, "found", world.northern, kind=kind("branch").pk, name="红星公司党支部", code="Z1")
    new = Organisation.objects.get(name="红星公司党支部")
    assert page.headers["Location"] == reverse("organisation", args=[new.pk])
    assert (new.parent, new.code, new.acts.get().decided_by) == (world.northern, "Z1", "区委社会工作部")
    batch = Batch.objects.get()
    assert batch.title == "设立：云锦里社区"
    entries = Entry.objects.filter(batch=batch.pk)
    assert set(entries.values_list("kind", "action", "user_name")) == {
        ("organisation", "add", "街小姜"),
        ("act", "add", "街小姜"),
        ("standing", "add", "街小姜"),
    }


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(world, do):
    page = do(world.street, "found", world.northern, kind=kind("branch").pk, name="甲", decided_by="")
    assert page.status_code == 422
    assert errors(page) == {"decided_by": ["设立党组织要写明由哪个上级党组织批准。"]}
    late = do(world.street, "rename", world.northern, name="乙", kind=world.northern.kind_id, on="2099-01-01")
    assert errors(late) == {"on": ["生效日期 2099-01-01 还没到，到那天再登记。"]}
    assert (Batch.objects.count(), Act.objects.exclude(kind="found").count()) == (0, 0)


def test_a_new_name_is_written(world, do):
    do(world.street, "rename", world.northern, name="云锦里新社区", kind=world.northern.kind_id)
    assert fresh(world.northern).name == "云锦里新社区"


def test_a_move_takes_a_superior_by_number_or_name_within_reach(world, do):
    assert errors(do(world.street, "move", world.northern, parent="梧桐街道")) == {
        "parent": ["没有“梧桐街道”，或不在您的范围内。"]
    }
    assert errors(do(world.street, "move", world.northern, parent=str(world.south.pk))) == {
        "parent": [f"没有“{world.south.pk}”，或不在您的范围内。"]
    }
    do(world.officer, "move", world.northern, parent="梧桐街道")
    assert names_under(world.south) == ["梧桐街道", "云锦里社区", "梧桐里社区"]


def test_a_merger_takes_siblings_along(world, do):
    other = found("云锦东社区", world.north, kind_code="community")
    third = found("云锦西社区", world.north, kind_code="community")
    do(world.street, "merge", world.northern, into=other.name, together=[third.pk])
    assert names_under(world.north) == ["云锦街道", "云锦东社区"]


def test_a_split_hands_children_to_the_new_bodies(world, do):
    branches = [found(f"第{word}支部", world.northern) for word in "一二"]
    given = {"kind": kind("community").pk, "keep": "on", "name_1": "云锦外社区"}
    do(world.street, "split", world.northern, **given, **{f"child_{branches[0].pk}": "1"})
    assert names_under(world.north) == ["云锦街道", "云锦里社区", "第二支部", "云锦外社区", "第一支部"]


def test_a_child_cannot_go_to_a_body_without_a_name(world, do):
    branch = found("第一支部", world.northern)
    given = {"kind": kind("community").pk, "keep": "on", "name_1": "云锦外社区", f"child_{branch.pk}": "2"}
    assert errors(do(world.street, "split", world.northern, **given)) == {
        "name_2": ["第一支部要划给它，填它的名称。"]
    }


def test_a_body_with_rows_in_a_ledger_is_not_dissolved(world, do):
    page = do(world.street, "dissolve", world.northern)
    (said,) = errors(page)["__all__"]
    assert set(said[len("云锦里社区名下还有：") : -len("。先转走或办结。")].split("；")) == {
        "网格 1",
        "企业 1",
        "联系人 1",
    }
    empty = found("云锦东社区", world.north, kind_code="community")
    do(world.street, "dissolve", empty)
    assert str(fresh(empty).until) == "2026-06-01"


def test_an_act_that_reaches_into_a_past_out_of_reach_is_refused_whole(world, do):
    """Until June the community stood under the other street: what it was called then is theirs."""
    do(world.officer, "move", world.southern, parent=world.north.name)
    given = {"name": "梧桐外社区", "kind": world.southern.kind_id}
    assert errors(do(world.street, "rename", fresh(world.southern), on="2026-05-31", **given)) == {
        "__all__": ["这件事牵涉您范围之外的组织，请上级办理。"]
    }
    assert fresh(world.southern).name == "梧桐里社区"
    assert Batch.objects.count() == 1
    do(world.street, "rename", fresh(world.southern), on="2026-06-01", **given)
    assert fresh(world.southern).name == "梧桐外社区"


def test_a_wrong_name_is_mended_with_a_reason_and_no_act(world, do):
    given = {"name": "云锦里社区居委会", "short_name": "云锦里", "code": "350102", "order": "3"}
    assert errors(do(world.street, "correct", world.northern, **given)) == {"reason": ["写明哪里录错了。"]}
    do(world.street, "correct", world.northern, reason="录入时漏字", **given)
    body = fresh(world.northern)
    assert (body.name, body.short_name, body.code, body.order) == ("云锦里社区居委会", "云锦里", "350102", 3)
    assert {entry.reason for entry in Entry.objects.filter(batch__isnull=False)} == {"录入时漏字"}
    assert Act.objects.exclude(kind="found").count() == 0


def state():
    """Everything an act may write, as it stands."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Organisation, Standing, Act, Succession)
    ]


@pytest.mark.parametrize("verb", ["found", "rename", "move", "merge", "split", "dissolve"])
def test_an_act_is_taken_back_whole_and_both_stand_in_the_log(world, do, client, verb):
    branch = found("第一支部", world.northern)
    empty = found("云锦东社区", world.north, kind_code="community")
    before = state()
    given = {
        "found": {"kind": kind("branch").pk, "name": "新支部"},
        "rename": {"kind": world.northern.kind_id, "name": "新社区"},
        "move": {"parent": world.south.name},
        "merge": {"into": world.southern.name},
        "split": {"kind": kind("community").pk, "keep": "on", "name_1": "外社区", f"child_{branch.pk}": "1"},
        "dissolve": {},
    }[verb]
    do(world.officer, verb, empty if verb == "dissolve" else world.northern, **given)
    assert state() != before
    act = Act.objects.latest("pk")
    client.post(reverse("withdraw", args=[act.pk]), {"reason": "录错了"})
    assert state() == before
    batch = Batch.objects.get()
    assert (batch.undone_by, Entry.objects.filter(reason="录错了").exists()) == ("区小林", True)


def test_an_act_others_were_built_on_is_not_taken_back(world, do, client):
    do(world.street, "found", world.northern, kind=kind("branch").pk, name="新支部")
    act = Act.objects.latest("pk")
    do(world.street, "rename", Organisation.objects.get(name="新支部"), name="又新", kind=kind("branch").pk)
    page = client.post(reverse("withdraw", args=[act.pk]), follow=True)
    assert "先撤回后面的" in page.content.decode()
    assert Organisation.objects.filter(name="又新").exists()


@pytest.mark.parametrize("name", ["withdraw", "act_day"])
def test_an_act_upon_a_body_out_of_reach_is_not_found(world, client, name):
    for who, body, status in (("street", world.southern, 404), ("clerk", world.northern, 404)):
        client.force_login(getattr(world, who))
        assert client.post(reverse(name, args=[body.acts.get().pk])).status_code == status


def test_a_wrong_day_is_mended(world, do, client):
    do(world.street, "rename", world.northern, name="新社区", kind=world.northern.kind_id)
    act = Act.objects.latest("pk")
    client.post(reverse("act_day", args=[act.pk]), {"on": "2026-05-20", "reason": "看错批复"})
    assert str(Act.objects.get(pk=act.pk).on) == "2026-05-20"
    page = client.post(reverse("act_day", args=[act.pk]), {"on": "2019-01-01", "reason": "看错批复"})
    assert set(errors(page)) == {"on"}


def test_a_tree_without_bodies_gets_its_top_from_whoever_keeps_the_whole(world, client):
    given = {**USUAL, "kind": kind("sector_system").pk, "name": "行业系统"}
    address = reverse("found_top", args=["sector"])
    for who, status in (("street", 404), ("clerk", 404), ("parker", 404), ("officer", 302)):
        client.force_login(getattr(world, who))
        offered = "设最上级" in client.get(reverse("tree"), {"tree": "sector"}).content.decode()
        assert (offered, client.post(address, given).status_code) == (status == 302, status)
    top = Organisation.objects.get(tree="sector")
    assert (top.name, top.parent) == ("行业系统", None)
    assert client.get(address).status_code == 404
    assert client.get(reverse("found_top", args=["forest"])).status_code == 404
