"""Firms that resemble one another without being the same: chains, namesakes, heirs, neighbours."""

from dataclasses import replace
from random import Random

from tests.registry.pairs import words
from tests.registry.pairs.firms import OPEN, Family, Firm, Town
from tests.registry.pairs.names import Name, confused, lucky, new_trade, renamed
from tests.registry.pairs.places import (
    DIGITS,
    ESTATES,
    HOME,
    ROADS,
    Place,
    estate_place,
    new_place,
    other_room,
)


def split(kind: str, firms: list[Firm], held: int) -> Family:
    for firm in firms:
        firm.family = kind
    for firm in firms[-held:]:
        firm.status = OPEN
    return Family(kind, firms[:-held], firms[-held:])


def store_places(town: Town, count: int) -> list[Place]:
    roads = town.rng.sample(ROADS, count)
    return [replace(new_place(town.rng, HOME, simple=True), road=road) for road in roads]


def chain(town: Town) -> Family:
    """One brand, many stores: named by road, by building, or counted."""
    rng = town.rng
    held = rng.choice([1, 2, 2, 3])
    stores = store_places(town, held + rng.randrange(1, 5))
    brand = new_trade(rng) + rng.choice(["", "", rng.choice(words.THIRD)])
    if rng.random() < 0.35:
        kind, name = "shop", Name("示例区", brand, rng.choice(words.CHAIN_SHOPS), "")
    else:
        kind, name = "company", Name(rng.choice(["示例市", "示例", ""]), brand, rng.choice(words.CHAINS))
    way = rng.choice(["road", "road", "bracket", "counted", "numbered"])
    firms = [
        town.firm(replace(name, tail=store_tail(way, at, place, kind)), place, kind=kind)
        for at, place in enumerate(stores, 1)
    ]
    if rng.random() < 0.4:
        firms.insert(0, town.firm(name, new_place(rng, HOME), kind=kind))
    return split("chain_branch", firms, held)


def store_tail(way: str, at: int, place: Place, kind: str) -> str:
    if way == "road":
        return f"{place.road}店" if kind == "company" else f"{place.road}分店"
    if way == "bracket":
        return f"（{place.road}店）"
    number = str(at) if way == "numbered" else DIGITS[at]
    return f"第{number}分公司" if kind == "company" else f"{number}店"


def one_character(town: Town) -> Family:
    """Two firms whose names a tired eye takes for one."""
    rng = town.rng
    base = town.plain()
    at = rng.randrange(len(base.name.trade))
    other = base.name.trade[:at] + confused(base.name.trade[at], rng) + base.name.trade[at + 1 :]
    name = replace(base.name, trade=other)
    if name.text in town.names:
        return one_character(town)
    near = rng.random() < 0.25 and base.place.room
    place = other_room(base.place, rng) if near else new_place(rng, HOME)
    return split("one_character", [base, town.firm(name, place, kind=base.kind)], 1)


def number_in_name(town: Town) -> Family:
    """Firms that are told apart by a number alone."""
    rng = town.rng
    count = rng.choice([2, 3, 3, 4])
    numbers = rng.sample(range(1, 10), count)
    trade = rng.choice([lucky(rng, 2), new_trade(rng), rng.choice(ROADS)[:2]])
    village = rng.choice(["石桥", "柳湾", "上坪", "白鹤", "双河", "大塘", "龙头"])
    industry = rng.choice(["建筑安装工程", "建筑工程", "建设工程", "市政园林", "汽车运输"])
    makers = [
        lambda n: Name("示例市", f"第{DIGITS[n]}", industry, "公司"),
        lambda n: Name("示例市", f"{trade}{DIGITS[n]}建", "建筑工程"),
        lambda n: Name("示例市示例区", f"{trade}{n}号", "餐馆", ""),
        lambda n: Name("示例区", f"{trade}第{DIGITS[n]}", "加油站", "有限公司"),
        lambda n: Name("示例区", f"{village}村第{DIGITS[n]}", "卫生室", ""),
        lambda n: Name("示例市", f"{trade}{n}{n}{n}", rng.choice(words.TRADES)[0]),
        lambda n: Name("示例市", trade, "机械厂", "", f"第{DIGITS[n]}车间经营部"),
        lambda n: Name("", f"{trade}产业{DIGITS[n]}号", "股权投资合伙企业", "（有限合伙）"),
    ]
    make = rng.choice(makers)
    names = [make(n) for n in numbers]
    if any(name.text in town.names for name in names) or len({name.text for name in names}) < count:
        return number_in_name(town)
    places = store_places(town, count)
    firms = [town.firm(name, place) for name, place in zip(names, places, strict=True)]
    return split("number_in_name", firms, rng.choice([1, 1, 2]) if count > 2 else 1)


def other_region(town: Town) -> Family:
    """The same words under the name of another district or city."""
    rng = town.rng
    name = town.fresh_name("company")
    here, there = rng.choice([("示例市示例区", "示例市样本区"), ("示例区", "试验区"), ("示例市", "范例市")])
    district = {"示例市样本区": "样本区", "试验区": "试验区", "范例市": "范例区"}[there]
    home = town.firm(replace(name, region=here, inner=False), new_place(rng, HOME))
    # Half of the strangers have moved in: only the name still says where they come from.
    place = new_place(rng, rng.choice([district, HOME]))
    away = town.firm(replace(name, region=there, inner=False), place, code=town.code("company", district))
    return split("other_region", [home, away], 1)


def reused_name(town: Town) -> Family:
    """A name freed by a firm that closed or took another, and now borne by a stranger."""
    rng = town.rng
    gone = town.plain()
    gone.status = rng.choice(["注销", "注销", "注销", "吊销", "迁出"])
    again = rng.random() < 0.15 and gone.kind == "shop"
    place = gone.place if again else new_place(rng, HOME)
    fresh = town.firm(gone.name, place, kind=gone.kind)
    if again and rng.random() < 0.4:
        gone.status = OPEN
    elif not again and rng.random() < 0.25:
        gone.status, gone.old = OPEN, [gone.name]
        gone.name = renamed(gone.name, rng)
        gone.shown = gone.name.text
        town.names.add(gone.shown)
    return split("reused_name", [gone, fresh], 1)


def same_name_shops(town: Town) -> Family:
    """Small shops in different streets, all called the same, as the law allows them."""
    name = town.fresh_name("shop")
    firms = [town.firm(name, place, kind="shop") for place in store_places(town, 3)]
    return split("same_name_shop", firms, 1)


def heir_name(name: Name, kind: str, rng: Random) -> tuple[Name, str]:
    """What the heir of a firm is called, and what kind of firm it is."""
    if kind != "company":
        industry = name.industry.removesuffix("店") or name.industry
        return Name("示例市", name.trade, industry + rng.choice(["", "经营", "服务"])), "company"
    if name.form == "":
        return replace(name, industry=name.industry.removesuffix("厂"), form="有限公司"), "company"
    ways = [
        replace(name, trade=rng.choice(["新", "鑫"]) + name.trade),
        replace(name, trade=name.trade + rng.choice(words.THIRD)),
        replace(name, industry=rng.choice(words.TRADES)[0]),
        replace(name, form="有限责任公司" if name.form == "有限公司" else "有限公司"),
    ]
    return rng.choice(ways), kind


def heir(town: Town) -> tuple[Firm, Firm]:
    """A firm closed and its successor at the same door under a new code."""
    rng = town.rng
    gone = town.plain()
    gone.status = rng.choices(["注销", "吊销", "停业", "在营"], [70, 8, 12, 10])[0]
    name, kind = heir_name(gone.name, gone.kind, rng)
    if name.text in town.names:
        return heir(town)
    return gone, town.firm(name, gone.place, kind=kind)


def successor_new_code(town: Town) -> Family:
    return split("successor_new_code", list(heir(town)), 1)


def successor_known(town: Town) -> Family:
    """Both stand in the ledger, the old one pointing to the new."""
    gone, fresh = heir(town)
    gone.status, gone.successor, fresh.status = "注销", fresh, OPEN
    gone.family = fresh.family = "successor_known"
    return Family("successor_known", [gone, fresh], [])


def same_building(town: Town) -> Family:
    """Neighbours in one building, all in the same line of business."""
    rng = town.rng
    estate = rng.choice(ESTATES)
    shops = "市场" in estate or "城" in estate[-3:]
    kind = "shop" if shops and rng.random() < 0.6 else "company"
    model = town.fresh_name(kind)
    firms = [
        town.firm(replace(model, trade=trade), estate_place(estate, rng), kind=kind)
        for trade in (new_trade(rng, shop=kind == "shop") for _ in range(rng.choice([2, 3])))
    ]
    if len({firm.name.trade for firm in firms}) < len(firms):
        return same_building(town)
    return split("same_building", firms, 1)


def parent_subsidiary(town: Town) -> Family:
    """A group, its companies and its branches, often behind one door."""
    rng = town.rng
    model = replace(town.fresh_name("company"), form="有限公司", inner=False)
    industry = rng.choice([full for full, _ in words.TRADES if full != model.industry])
    place = new_place(rng, HOME)
    names = [
        model,
        replace(model, industry="", form="集团有限公司"),
        replace(model, industry=f"集团{model.industry}"),
        replace(model, industry=f"集团{industry}"),
        replace(model, industry=f"控股集团{industry}"),
        replace(model, tail="示例分公司"),
        replace(model, industry=f"{model.industry}销售"),
    ]
    names = rng.sample([name for name in names if name.text not in town.names], rng.choice([2, 3]))
    places = [rng.choice([place, place, new_place(rng, HOME)]) for _ in names]
    firms = [town.firm(name, place) for name, place in zip(names, places, strict=True)]
    return split("parent_subsidiary", firms, 1)


def same_owner(town: Town) -> Family:
    """Two firms of one owner at one address, often registered on one morning."""
    rng = town.rng
    first = town.firm(town.fresh_name("company"), new_place(rng, HOME))
    second = town.fresh_name("company")
    if rng.random() < 0.35:
        trade = first.name.trade[:1] + lucky(rng, 1)
        second = replace(first.name, trade=trade)
    if second.text in town.names or second.trade == first.name.trade:
        return same_owner(town)
    code = town.following(first.code) if rng.random() < 0.5 else ""
    other = town.firm(second, first.place, code=code)
    return split("same_owner", [first, other], 1)


def same_trade(town: Town) -> Family:
    """One trade name, two lines of business."""
    rng = town.rng
    first = town.firm(town.fresh_name("company"), new_place(rng, HOME))
    industry = rng.choice([full for full, _ in words.TRADES if full[:2] != first.name.industry[:2]])
    second = replace(first.name, industry=industry, form="有限公司")
    if second.text in town.names:
        return same_trade(town)
    place = first.place if rng.random() < 0.3 else new_place(rng, HOME)
    return split("same_trade_other_industry", [first, town.firm(second, place)], 1)


FAMILIES = {
    chain: 330,
    one_character: 260,
    number_in_name: 200,
    other_region: 180,
    reused_name: 120,
    same_name_shops: 40,
    successor_new_code: 180,
    same_building: 180,
    parent_subsidiary: 170,
    same_owner: 160,
    same_trade: 180,
}
