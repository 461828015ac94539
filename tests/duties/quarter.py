"""A small quarter: a firm with enough members, two of one building, one with none, one covered."""

from gongjian.records.models import Site
from tests.duties import town


def settled(world):
    """Two firms of one building, one with enough members, one with none, one covered; in the north."""
    world.tower = Site.objects.create(name="新华楼", kind="building", organisation=world.northern)
    world.committee = town.body("committee", "云锦里社区党委", world.northern)
    world.host = town.body("branch", "云锦里社区党支部", world.committee)
    town.formed(world.host, ground="community")
    for key, name, formal, more in (
        ("own", "恒田商贸有限公司", 4, {}),
        ("one", "百川物流", 1, {"site": world.tower}),
        ("two", "明光印务", 2, {"site": world.tower}),
        ("none", "宏远餐饮", 0, {}),
        ("done", "远航软件", 1, {}),
    ):
        firm = town.firm(world.northern, name, **more)
        town.count(firm, formal)
        setattr(world, key, firm)
    town.cover(world.done, world.host, "attached")
    town.kept(world.mill, world.shop)
    return world
