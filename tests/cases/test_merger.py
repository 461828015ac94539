"""Two rows that are one firm: compared, decided, merged in one deed over every ledger, restored by one."""

from datetime import date

import pytest

from gongjian.cases import deeds
from gongjian.cases.lives import merger
from gongjian.cases.lives import twins as twins_of
from gongjian.ledger import facts
from gongjian.ledger.declaration import ledgers
from gongjian.ledger.writing import Refused
from gongjian.records.models import Change, Enterprise, Headcount, Placement, Visit
from gongjian.registry.alike import pairs
from gongjian.registry.matching.firm import Firm
from gongjian.states import keeping
from gongjian.states.models import EnterpriseState
from tests.making import make
from tests.world import FOUNDED, TODAY, actor

JAN, MAR = date(2026, 1, 1), date(2026, 3, 1)
# Some of those that name a firm; the test takes whatever there is.
KEYS = {"placement", "assignment", "headcount", "yearly", "investor", "contact", "reason", "check", "visit"}


@pytest.fixture
def twins(world):
    """The mill, and a second row of it with a code typed wrong and a longer name."""
    world.hand = actor(world.officer)
    world.twin = Enterprise.objects.create(
        name="嘉微纺织有限公司", credit_code="91350100M000100Y4X", organisation=world.northern, phone="000-9",
        address="云锦路 88 号", since=FOUNDED,
    )  # fmt: skip
    keeping.rebuild(TODAY)
    return world


def merge(w, decided=None, chosen=None, reason=""):
    return merger.merge(w.hand, w.mill.pk, w.twin.pk, chosen or {}, decided or {}, reason)


def everything(*models) -> dict:
    """Every row of every ledger as it stands."""
    return {
        (ledger.name, row.pk): facts.of(row) for ledger in ledgers() for row in ledger.model.objects.all()
    }


def test_fields_stand_side_by_side_and_the_filled_one_goes_on(twins):
    found = twins_of.compared(twins.hand, twins.mill, twins.twin)
    told = {each.name: (each.kept, each.other, each.usual) for each in found.fields if each.differs}
    assert told == {
        "capital": ("386", "", "kept"),
        "credit_code": ("91350100M000100Y43", "91350100M000100Y4X", "kept"),
        "phone": ("", "000-9", "other"),
        "address": ("", "云锦路 88 号", "other"),
    }
    assert (found.clashes, found.coming) == ((), ())
    assert merger.may(twins.hand, twins.mill, twins.twin)


def test_the_kept_row_takes_what_was_chosen_and_the_other_is_gone(twins):
    merge(twins, chosen={"credit_code": "other", "phone": "kept"}, reason="同一家登记了两次")
    row = Enterprise.objects.get(pk=twins.mill.pk)
    assert (row.credit_code, row.phone, row.address) == ("91350100M000100Y4X", "", "云锦路 88 号")
    assert not Enterprise.objects.filter(pk=twins.twin.pk).exists()


@pytest.mark.slow
@pytest.mark.parametrize("both", [False, True], ids=["one", "both"])
def test_rows_of_every_ledger_come_over_and_go_back(twins, both):
    """Whatever ledger names a firm, today or later; also where the kept one has such rows itself."""
    for ledger, key in twins_of.pointing():
        for firm in (twins.mill, twins.twin)[not both :] if ledger.name != "enterprise" else ():
            make(ledger, twins.northern, twins.clerk, **{key.name: firm})
    keeping.rebuild(TODAY)
    before, states = everything(), sorted(EnterpriseState.objects.values_list("enterprise", "since", "until"))
    found = twins_of.compared(twins.hand, twins.mill, twins.twin)
    batch = merge(twins, {each.key: "other" for each in found.clashes})
    left = {
        (ledger.name, key.name): twins_of.naming(ledger, key, twins.twin).count()
        for ledger, key in twins_of.pointing()
    }
    assert left == dict.fromkeys(left, 0)
    assert {name for name, _ in left} >= KEYS
    deeds.take_back(batch, twins.hand)
    assert everything() == before
    assert sorted(EnterpriseState.objects.values_list("enterprise", "since", "until")) == states


def test_two_open_placements_must_be_decided(twins):
    twins.north.kind.is_party = True
    twins.north.kind.save()
    for firm, mode, since in ((twins.mill, "joint", JAN), (twins.twin, "own", MAR)):
        Placement.objects.create(enterprise=firm, branch=twins.north, mode=mode, since=since)
    [clash] = twins_of.compared(twins.hand, twins.mill, twins.twin).clashes
    assert (clash.label, clash.alike) == ("组建覆盖", False)
    assert clash.theirs == "党组织 云锦街道，组建方式 单独组建，起 2026-03-01"
    with pytest.raises(Refused, match="组建覆盖有对不上的，先选留哪一条。"):
        merge(twins)
    before = everything()
    key = merge(twins, {clash.key: "other"})
    assert list(Placement.objects.values_list("enterprise", "mode")) == [(twins.mill.pk, "own")]
    deeds.take_back(key, twins.hand)
    assert everything() == before
    merge(twins, {clash.key: "kept"})
    assert list(Placement.objects.values_list("enterprise", "mode")) == [(twins.mill.pk, "joint")]


def test_counts_of_one_day_that_say_the_same_need_no_decision(twins):
    for firm in (twins.mill, twins.twin):
        Headcount.objects.create(enterprise=firm, counted_on=JAN, staff=12)
    [clash] = twins_of.compared(twins.hand, twins.mill, twins.twin).clashes
    assert clash.alike
    merge(twins)
    assert list(Headcount.objects.values_list("enterprise", "staff")) == [(twins.mill.pk, 12)]


def test_a_firm_does_not_become_its_own_successor(twins):
    for one, other in ((twins.mill, twins.twin), (twins.twin, twins.mill)):
        Enterprise.objects.filter(pk=one.pk).update(successor=None)
        Enterprise.objects.filter(pk=other.pk).update(successor=one.pk)
        twins.mill.refresh_from_db()
        twins.twin.refresh_from_db()
        before = everything()
        key = merge(twins, chosen={"successor": "other"})
        assert Enterprise.objects.get(pk=twins.mill.pk).successor is None
        deeds.take_back(key, twins.hand)
        assert everything() == before


def test_the_past_of_both_stands_on_the_kept_one(twins):
    Change.objects.create(enterprise=twins.twin, kind="rename", changed_on=MAR, name_was="嘉微布行")
    Visit.objects.create(enterprise=twins.twin, visitor=twins.clerk, visited_on=MAR)
    merge(twins)
    assert Change.objects.get().enterprise == twins.mill
    assert Visit.objects.filter(enterprise=twins.mill).count() == 2


def test_whoever_may_not_delete_may_not_merge(twins):
    hand = actor(twins.clerk)
    assert not merger.may(hand, twins.mill, twins.twin)
    with pytest.raises(Refused, match="由能删除的人来办"):
        merger.merge(hand, twins.mill.pk, twins.twin.pk, {}, {})


def test_a_firm_out_of_reach_is_not_merged(twins):
    with pytest.raises(Refused, match="两家企业都要在您的范围内"):
        merger.merge(actor(twins.neighbour), twins.shop.pk, twins.mill.pk, {}, {})
    with pytest.raises(Refused):
        merger.merge(twins.hand, twins.mill.pk, twins.mill.pk, {}, {})


def test_likely_twins_are_found_by_code_name_and_house():
    firms = [
        Firm(1, "嘉微纺织有限公司", ("91350100M000100Y43",), ("示例区云锦路88号",)),
        Firm(2, "嘉微纺织有限公司", ("91350100M000100Y4X",), ("示例区云锦路88号",)),
        Firm(3, "朗泰商贸有限公司", ("914403001922038216",), ("示例区梧桐路6号",)),
        Firm(4, "朗泰商贸有限公司", (), ("示例区梧桐路6号",)),
        Firm(5, "序阔商贸有限公司", (), ("示例区梧桐路7号",)),
        Firm(6, "朗泰商贸有限公司", (), ("示例区梧桐路6号",), closed=True),
    ]
    assert {(pair.one, pair.other) for pair in pairs(firms)} == {(1, 2), (3, 4)}


def test_of_two_histories_the_one_goes_on_whose_value_does(twins):
    w = twins
    suspend, move = {"kind": "status", "changed_on": JAN}, {"kind": "move", "changed_on": MAR}
    Change.objects.create(enterprise=w.mill, status_was="shell", **suspend)
    Enterprise.objects.filter(pk=w.twin.pk).update(status="suspended", organisation=w.southern)
    theirs = Change.objects.create(enterprise=w.twin, status_was="operating", kind="status", changed_on=MAR)
    Change.objects.create(enterprise=w.twin, organisation_was=w.northern, **move)
    merge(w, chosen={"status": "other", "organisation": "kept"})
    left = Change.objects.values_list("pk", "enterprise", "kind", "changed_on")
    assert list(left) == [(theirs.pk, w.mill.pk, "status", MAR)]
    before, after = EnterpriseState.objects.filter(enterprise=w.mill).order_by("since")
    assert [(each.status, each.organisation) for each in (before, after)] == [
        ("operating", w.northern), ("suspended", w.northern),
    ]  # fmt: skip
