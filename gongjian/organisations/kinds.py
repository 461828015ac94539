"""The kinds of bodies a new place starts with; their labels are rows, so a place words them its own way."""

from gongjian.organisations.models import Function, Kind, Tree

ANY = ""
NONE = ""
PARTY, PLACE = True, False

# code, label, the tree it is used in, function, Party body or not
STARTING = (
    ("district_committee", "区委", Tree.TERRITORY, NONE, PARTY),
    ("lead_committee", "两新工委", Tree.TERRITORY, Function.LEAD, PARTY),
    ("private_committee", "非公党委", Tree.TERRITORY, Function.LEAD, PARTY),
    ("small_committee", "小个专党委", ANY, Function.FALLBACK, PARTY),
    ("street_committee", "街道党工委", Tree.TERRITORY, Function.TERRITORY, PARTY),
    ("street", "街道", Tree.TERRITORY, Function.TERRITORY, PLACE),
    ("town", "乡镇", Tree.TERRITORY, Function.TERRITORY, PLACE),
    ("community", "社区", Tree.TERRITORY, Function.TERRITORY, PLACE),
    ("park", "园区", ANY, Function.TERRITORY, PLACE),
    ("park_committee", "园区党工委", ANY, Function.TERRITORY, PARTY),
    ("science_park", "科技园", ANY, Function.TERRITORY, PLACE),
    ("cluster", "集聚区", ANY, Function.TERRITORY, PLACE),
    ("business_area", "商圈", ANY, Function.TERRITORY, PLACE),
    ("shopping_street", "商业街区", ANY, Function.TERRITORY, PLACE),
    ("market", "专业市场", ANY, Function.TERRITORY, PLACE),
    ("building", "楼宇", ANY, Function.TERRITORY, PLACE),
    ("sector_system", "行业系统", Tree.SECTOR, Function.SECTOR, PLACE),
    ("sector_committee", "行业党委", Tree.SECTOR, Function.SECTOR, PARTY),
    ("sector", "行业", Tree.SECTOR, Function.SECTOR, PLACE),
    ("association", "行业协会商会", Tree.SECTOR, Function.SECTOR, PLACE),
    ("alliance", "党建联盟", Tree.ALLIANCE, NONE, PLACE),
    ("alliance_chapter", "联盟片区", Tree.ALLIANCE, NONE, PLACE),
    ("alliance_member", "联盟成员", Tree.ALLIANCE, NONE, PLACE),
    ("unit", "单位", ANY, NONE, PLACE),
    ("committee", "党委", ANY, NONE, PARTY),
    ("general_branch", "党总支", ANY, NONE, PARTY),
    ("branch", "党支部", ANY, NONE, PARTY),
    ("joint_branch", "联合党支部", ANY, NONE, PARTY),
    ("mobile_branch", "流动党员党支部", ANY, NONE, PARTY),
    ("provisional_branch", "临时党支部", ANY, NONE, PARTY),
    ("functional_branch", "功能型党支部", ANY, NONE, PARTY),
    ("group", "党小组", ANY, NONE, PARTY),
    ("functional_group", "功能型党小组", ANY, NONE, PARTY),
)


def load() -> None:
    """Add the kinds that are missing; one that a place has reworded is left as it is."""
    known = set(Kind.objects.values_list("code", flat=True))
    Kind.objects.bulk_create(
        Kind(code=code, label=label, tree=tree, function=function, is_party=party, order=order)
        for order, (code, label, tree, function, party) in enumerate(STARTING, start=1)
        if code not in known
    )
