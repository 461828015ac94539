import pytest

from gongjian.registry.matching.kinship import Kin, related
from gongjian.registry.matching.names import named
from gongjian.registry.matching.rarity import Rarity
from gongjian.registry.matching.regions import Agreed, Regions

REGIONS = Regions()
REGIONS.learn(
    ["江南省云州市青石区人民路1号", "江南省云州市白沙区解放路2号"] * 2, ["云州市嘉微贸易有限公司"] * 2
)
FIRM = "云州市嘉微贸易有限公司"
REMARKS = (
    "(已搬走)", "（新）", "（重点企业）", "（2023年新增）", "（待核实）",
    "（法人：王五）", "★", "、", " 已注销", "(迁)",
)  # fmt: skip


def kin(one, other):
    return related(named(one, REGIONS), named(other, REGIONS), REGIONS, Rarity(())).kin


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_behind_a_name_is_no_part_of_it(remark):
    assert kin(FIRM, FIRM + remark) is Kin.ONE


@pytest.mark.parametrize("branch", ["（城东）", "城东分公司", "（东街店）"])
def test_a_branch_behind_a_name_is_another_firm(branch):
    assert kin(FIRM, FIRM + branch) is Kin.BRANCH


def test_a_place_that_is_all_there_is_of_a_name_belongs_to_it():
    assert kin("南京贸易有限公司", "南京市贸易有限公司") is Kin.ONE
    assert kin("南京贸易有限公司", "武汉贸易有限公司") is Kin.STRANGE
    assert kin("安康旅行社有限公司", "岸康旅行社有限公司") is Kin.TYPED


def test_one_name_in_two_places_is_told_from_another_name():
    assert kin("白石市嘉微贸易有限公司", "白石市嘉微贸易有限公司") is Kin.ONE
    assert kin("南京嘉微贸易有限公司", "武汉嘉微贸易有限公司") is Kin.ELSEWHERE
    assert kin("南京嘉微贸易有限公司", "武汉嘉微商贸有限公司") is Kin.RIVAL


@pytest.mark.parametrize(
    ("one", "other", "meant"),
    [
        ("嘉微信息枝术有限公司", "嘉微信息技术有限公司", Kin.SLIP),
        ("嘉微信息技有限公司", "嘉微信息技术有限公司", Kin.SLIP),
        ("嘉微电气有限公司", "嘉微电器有限公司", Kin.KIN),
        ("吴嫂药店", "吴嫂花店", Kin.KIN),
        ("嘉微劳务厂", "嘉微劳务有限公司", Kin.KIN),
        ("锦绣打印店店", "锦绣打印店", Kin.SLIP),
        ("锦绣便利店东街店", "锦绣便利店", Kin.BRANCH),
        ("白石镇A8眼镜店", "A8眼镜店", Kin.SAME),
        ("云州高新区嘉微贸易有限公司", "嘉微贸易有限公司", Kin.SAME),
    ],
)
def test_a_slip_in_the_trade_is_told_from_another_trade_form_or_branch(one, other, meant):
    assert kin(one, other) is meant


def test_places_nested_in_one_another_agree_and_two_districts_of_a_city_do_not():
    assert REGIONS.agree(["江南省"], ["青石"]) is Agreed.WITHIN
    assert REGIONS.agree(["云州市"], ["青石区"]) is Agreed.WITHIN
    assert REGIONS.agree(["云州市", "青石区"], ["云州市", "白沙区"]) is Agreed.NO
