import pytest

from gongjian.registry.matching.addresses import placed
from gongjian.registry.matching.nearness import Near, distance

NEAR = [
    ("江南省云州市青石区锦绣街道人民路１２号锦绣广场3幢1201室", "人民路12号3-1201", Near.HERE),
    ("五一路12、14号", "五一路14号", Near.HERE),
    ("环城东路66号城市广场A座1503-1505室", "环城东路六十六号A座1503", Near.HERE),
    ("万和科创园B座802", "青石区兴业路8号万和科创园B幢802室", Near.HERE),
    ("工业园区兴业路8号", "兴业路八号", Near.HERE),
    ("白石县城关镇南街6号", "南街6号", Near.HERE),
    ("望湖花园12幢103商铺", "望湖花园12-103", Near.HERE),
    ("前进村6组18号", "南湖镇前进村六组18号", Near.HERE),
    ("人民路12号（自主申报）", "人民路12#", Near.HERE),
    ("人民路12号", "人民路12号2楼", Near.DOOR),
    ("人民路12号1203", "人民路12号12楼", Near.DOOR),
    ("人民路12-3号", "人民路12号", Near.DOOR),
    ("人民路12号1203室", "人民路12号1204室", Near.ROOM),
    ("人民路12-3号", "人民路12-5号", Near.ROOM),
    ("人民路12号", "人民路21号", Near.STREET),
    ("人民路12号", "解放路12号", Near.AWAY),
    ("中山东路12号301", "中山西路12号301", Near.AWAY),
    ("云州市人民路12号", "江州市人民路12号", Near.AWAY),
    ("解放街47号门面", "解放街47号", Near.HERE),
    ("铁路二村28号附6号", "铁路二村28-6号", Near.HERE),
    ("建材市场12号铺", "人民路5号建材市场12号铺", Near.DOOR),
    ("建材市场A区12号", "建材市场A区13号", Near.STREET),
    ("菜市场114号", "菜市场176号门面", Near.STREET),
    ("北关村247号门面", "北关村170号附13号", Near.STREET),
    ("菜市场118号门面", "解放街140号", Near.AWAY),
    ("北关村", "北关村247号", Near.UNTOLD),
    ("石桥镇老街8号", "柳林镇老街8号", Near.AWAY),
    ("石桥街道老街8号", "柳林街道老街8号", Near.HERE),
    ("云州市青石区", "云州市青石区人民路12号", Near.UNTOLD),
    ("", "人民路12号", Near.UNTOLD),
]


@pytest.mark.parametrize(("one", "other", "near"), NEAR)
def test_addresses_are_near_whatever_hand_wrote_them(one, other, near):
    assert distance(placed(one), placed(other)) is near
    assert distance(placed(other), placed(one)) is near
