"""Hard cases, one line each: the ledger's firm, the list's row, the verdict."""

from dataclasses import replace
from datetime import date

import pytest

from gongjian.registry.matching.compare import Firm, compare
from tests.registry.invented import Town

TOWN = Town(11)
CODE, CODE2 = TOWN.code(), TOWN.code()
HERE, AWAY = "云州市青石区人民路12号3幢1201室", "云州市青石区解放路88号"
SLIPPED = CODE[:12] + ("8" if CODE[12] != "8" else "9") + CODE[13:]
OTHERS = TOWN.town(300)

FIRM = Firm("A1", "云州市嘉微信息科技有限公司", (CODE,), (HERE,))
BARE = replace(FIRM, codes=())
SHOP = Firm("A1", "云州市锦绣便利店", (), (HERE,))


def row(name="云州市嘉微信息科技有限公司", code=CODE, address=HERE, **more):
    return Firm(1, name, (code,) if code else (), (address,) if address else (), **more)


CASES = {
    "the same in other widths": (FIRM, row("云州市 嘉微信息科技（有限责任公司）", CODE.lower()), "match"),
    "renamed at its place": (FIRM, row("云州市鼎盛实业有限公司"), "match"),
    "renamed, no address told": (FIRM, row("云州市鼎盛实业有限公司", address=""), "match"),
    "code the same, all else not": (FIRM, row("白沙区王记面馆", address=AWAY), "doubtful"),
    "code slipped by a stroke": (FIRM, row(code=SLIPPED, address=AWAY), "match"),
    "look-alike name with the code": (FIRM, row("云州市嘉薇信息科技有限公司", address=AWAY), "match"),
    "successor with a new code": (FIRM, row(code=CODE2), "new"),
    "a new firm in the closed one's name": (replace(FIRM, closed=True), row(code=CODE2, address=AWAY), "new"),
    "closed, no code to tell": (replace(BARE, closed=True), row(), "doubtful"),
    "moved, the ledger without code": (BARE, row(address=AWAY), "match"),
    "moved shop without place in its name": (
        replace(SHOP, name="锦绣便利店"), row("锦绣便利店", "", AWAY), "doubtful"),
    "look-alike elsewhere": (BARE, row("云州市嘉薇信息科技有限公司", "", AWAY), "new"),
    "another letter at the place, no code": (BARE, row("云州市嘉恒信息科技有限公司", ""), "doubtful"),
    "a letter of like sound in one room": (BARE, row("云州市嘉薇信息科技有限公司", ""), "doubtful"),
    "two letters exchanged, the code the same": (
        FIRM, row("云州市微嘉信息科技有限公司", address=AWAY), "match"),
    "an older name with a slip at its place": (
        replace(BARE, former=("云州市鼎盛实业有限公司",)), row("云州市鼎胜实业有限公司", ""), "doubtful"),
    "an older name, and nothing else to compare": (
        replace(BARE, former=("云州市鼎盛实业有限公司",)), row("云州市鼎盛实业有限公司", "", ""), "match"),
    "an older name with a slip elsewhere": (
        replace(BARE, former=("云州市鼎盛实业有限公司",)), row("云州市鼎胜实业有限公司", "", AWAY), "new"),
    "limited by shares and elsewhere": (BARE, row("云州市嘉微信息科技股份有限公司", "", AWAY), "new"),
    "slip in a word of the trade": (BARE, row("云州市嘉微信息科枝有限公司", ""), "match"),
    "slip in the form": (BARE, row("云州市嘉微信息科技有限司公", ""), "match"),
    "region left out": (BARE, row("嘉微信息科技有限公司", ""), "match"),
    "region moved into brackets": (BARE, row("嘉微信息科技（云州）有限公司", ""), "match"),
    "another region": (BARE, row("宁波市嘉微信息科技有限公司", "", AWAY), "new"),
    "another region in the name, one door": (BARE, row("宁波市嘉微信息科技有限公司", ""), "doubtful"),
    "a branch elsewhere": (FIRM, row("云州市嘉微信息科技有限公司白沙分公司", CODE2, AWAY), "new"),
    "a branch under the head's code": (
        FIRM, row("云州市嘉微信息科技有限公司白沙分公司", CODE, AWAY), "doubtful"),
    "another shop of a chain": (
        replace(SHOP, name="锦绣便利店（南湖店）"), row("锦绣便利店（东门店）", "", AWAY), "new"),
    "the chain's shop by number": (
        replace(SHOP, name="锦绣便利店一店"), row("锦绣便利店第二分店", "", HERE), "new"),
    "one shop, the number written otherwise": (
        replace(SHOP, name="锦绣便利店第一分店"), row("锦绣便利店1店", "", HERE), "match"),
    "numbers tell firms apart": (
        replace(BARE, name="云州市第一建筑有限公司"), row("云州市第二建筑有限公司", ""), "new"),
    "the list tells the old name": (BARE, row("云州市鼎盛实业有限公司", former=(BARE.name,)), "match"),
    "the list still writes the old name": (
        replace(BARE, former=("云州市鼎盛实业有限公司",)), row("云州市鼎盛实业有限公司"), "match"),
    "an old name inside brackets": (BARE, row(f"鼎盛实业有限公司（原{BARE.name}）", ""), "match"),
    "founded after the other ended": (
        replace(BARE, ended=date(2020, 1, 1), closed=True),
        row(address=AWAY, founded=date(2021, 1, 1)), "new"),
    "an old number beside a new code": (replace(FIRM, codes=("330102000012345",)), row(), "match"),
    "old forms of signs": (BARE, row("雲州市嘉微信息科技有限公司", ""), "match"),
    "nothing alike": (FIRM, row("白沙区王记面馆", CODE2, AWAY), "new"),
    "another firm in the house": (FIRM, row("云州市鼎盛实业有限公司", CODE2), "new"),
    "nothing to compare": (FIRM, row("", "", HERE), "doubtful"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_hard_case_is_judged_as_a_clerk_would(case):
    firm, listed, verdict = CASES[case]
    (judgement,) = compare([firm, *OTHERS[:40]], [listed])
    assert (judgement.verdict, judgement.ledger_id if verdict == "match" else None) == (
        verdict,
        "A1" if verdict == "match" else None,
    ), judgement.why


def test_the_second_row_with_one_code_is_left_to_people():
    first, second = compare([FIRM], [row(), row("云州市嘉微信息科技公司")])
    assert (first.verdict, second.verdict) == ("match", "doubtful")
    assert "名单第 1 行" in second.why


def test_rows_that_repeat_a_firm_are_told_whose_they_are_when_only_that_is_asked():
    rows = [row(), row("云州市嘉微信息科技公司"), row("云州市鼎盛实业有限公司")]
    judged = compare([FIRM], rows, once=False)
    assert [each.verdict for each in judged] == ["match", "match", "doubtful"]
    assert all("名单第 1 行" in each.why for each in judged[1:])


def test_a_registered_name_listed_twice_names_one_firm_until_two_codes_bear_it():
    moved = row(code="", address=AWAY)
    assert [each.verdict for each in compare([FIRM], [moved, row(code="")], once=False)] == [
        "doubtful",
        "match",
    ]
    (judgement, _) = compare([BARE], [moved, row(code=CODE2, address="")], once=False)
    assert "同名的不止一家" not in judgement.why
    (judgement, *_) = compare([BARE], [moved, row(code=CODE), row(code=CODE2)], once=False)
    assert "同名的不止一家" in judgement.why


def test_where_the_list_has_no_codes_a_slip_at_one_door_is_a_slip():
    town = [replace(firm, codes=()) for firm in OTHERS[:40]]
    (judgement,) = compare(
        [replace(BARE, addresses=(AWAY,)), *town], [row("云州市嘉薇信息科技有限公司", "", AWAY)]
    )
    assert judgement.verdict == "match", judgement.why


def test_the_name_of_one_at_the_place_of_another_is_left_to_people():
    other = replace(BARE, id="A2", name="云州市嘉薇信息科技有限公司", addresses=(AWAY,))
    (judgement,) = compare([BARE, other, *OTHERS[:40]], [row("云州市嘉薇信息科技有限公司", "")])
    assert (judgement.verdict, "名称是一家，地址是另一家" in judgement.why) == ("doubtful", True)


def test_a_new_firm_listed_twice_is_new_once():
    verdicts = [judged.verdict for judged in compare([FIRM], [row("王记面馆", CODE2, AWAY)] * 2)]
    assert verdicts == ["new", "doubtful"]


def test_several_in_the_ledger_who_fit_are_shown_best_first():
    twins = [replace(BARE, id=at) for at in range(8)]
    (judgement,) = compare(twins, [row(code="")])
    assert judgement.verdict == "doubtful"
    assert [candidate.id for candidate in judgement.candidates] == [0, 1, 2, 3, 4]


def test_invented_pairs_are_told_apart():
    town = Town(21)
    ledger = town.town(600)
    rows = [(firm.id, town.again(firm)[1]) for firm in ledger[:200] if not firm.closed]
    rows += [(None, town.other(firm)[1]) for firm in ledger[200:400]]
    judged = compare(ledger, [made for _, made in rows])
    told = [(truth, judgement) for (truth, _), judgement in zip(rows, judged, strict=True)]
    wrong = [j.why for truth, j in told if j.verdict == "match" and j.ledger_id != truth]
    missed = [j.why for truth, j in told if truth and j.verdict == "new"]
    doubtful = [j.why for _, j in told if j.verdict == "doubtful"]
    assert wrong == []
    assert len(missed) <= len(rows) * 0.01
    assert len(doubtful) <= len(rows) * 0.05
