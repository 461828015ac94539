"""Names of firms in their parts, and every way a name is miswritten."""

from dataclasses import dataclass, replace
from random import Random

from tests.registry.pairs import words
from tests.registry.pairs.places import wide

REGIONS = ["示例市示例区", "示例区", "示例市", "示例", "示例省", ""]
LIMITED = {"有限公司": "有限责任公司", "有限责任公司": "有限公司", "股份有限公司": "股份公司"}
LIMITED |= {"（有限合伙）": "(有限合伙)", "有限公司分公司": "分公司"}
SOLE = "（个体工商户）"


@dataclass(frozen=True)
class Name:
    region: str
    trade: str
    industry: str
    form: str = "有限公司"
    tail: str = ""
    inner: bool = False

    @property
    def text(self) -> str:
        if self.inner and self.region:
            return f"{self.trade}（{self.region}）{self.industry}{self.form}{self.tail}"
        return f"{self.region}{self.trade}{self.industry}{self.form}{self.tail}"


def lucky(rng: Random, length: int) -> str:
    return "".join(rng.sample(words.LUCKY, length))


def person(rng: Random) -> str:
    given = "".join(rng.sample(words.GIVEN, rng.choice([1, 2, 2])))
    return rng.choice(words.SURNAMES) + given


def shop_trade(rng: Random) -> str:
    surname = rng.choice(words.SURNAMES)
    return rng.choice(
        [f"老{surname}", f"{surname}记", f"{surname}家", person(rng), person(rng), person(rng)]
        + [rng.choice(words.NICK), rng.choice(words.FOURS), lucky(rng, 2), lucky(rng, 2)]
    )


def one_trade(rng: Random) -> str:
    way = rng.choices(["two", "three", "sound", "land", "four", "code"], [46, 22, 10, 12, 5, 5])[0]
    if way == "three":
        return lucky(rng, 2) + rng.choice(words.THIRD)
    if way == "sound":
        return "".join(rng.sample(words.SOUNDS, rng.choice([2, 3, 3])))
    if way == "land":
        return rng.choice(words.COLOURS) + rng.choice(words.LANDS) + rng.choice(["", "", "人家", "源"])
    if way == "four":
        return lucky(rng, 4)
    return rng.choice(words.CODED) if way == "code" else lucky(rng, 2)


def new_trade(rng: Random, shop: bool = False) -> str:
    trade = shop_trade(rng) if shop and rng.random() < 0.7 else one_trade(rng)
    return new_trade(rng, shop) if any(known in trade for known in words.FAMOUS) else trade


def new_name(rng: Random, kind: str) -> Name:
    if kind == "co-operative":
        place = rng.choice(["云岭镇", "石桥镇", "青溪镇", "柳河乡", ""])
        return Name(f"示例区{place}", new_trade(rng), rng.choice(words.FARMS), "")
    if kind == "shop":
        region = rng.choice(["示例区", "示例区", "示例市示例区", "示例区新桥街道", "示例市"])
        form = rng.choices(["", SOLE], [85, 15])[0]
        return Name(region, new_trade(rng, shop=True), rng.choice(words.SHOPS), form)
    if rng.random() < 0.06:
        return Name(rng.choice(["示例市", "示例区"]), new_trade(rng), rng.choice(words.WORKS), "")
    region = rng.choices(REGIONS, [14, 18, 38, 14, 6, 10])[0]
    form = rng.choices(["有限公司", "有限责任公司", "股份有限公司", "集团有限公司"], [82, 12, 3, 3])[0]
    trade = new_trade(rng)
    if not region and len(trade) < 3:
        trade += rng.choice(words.THIRD)
    inner = region == "示例" and rng.random() < 0.3
    return Name(region, trade, rng.choice(words.TRADES)[0], form, inner=inner)


def confused(letter: str, rng: Random) -> str:
    if letter.isascii():
        among = "0123456789" if letter.isdigit() else "ABDEGKMNQTXY"
        return rng.choice(among.replace(letter, ""))
    if letter in words.CONFUSABLE and rng.random() < 0.85:
        return rng.choice(words.CONFUSABLE[letter])
    return rng.choice([other for other in words.LUCKY if other != letter])


def mangled(text: str, way: str, rng: Random) -> str:
    at = rng.randrange(len(text))
    if way == "lost":
        return text[:at] + text[at + 1 :]
    if way == "doubled":
        return text[:at] + text[at] + text[at:]
    if way == "swapped":
        return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    return text[:at] + confused(text[at], rng) + text[at + 1 :]


def typo(name: Name, rng: Random) -> Name:
    """One character wrong, lost, doubled or swapped with its neighbour."""
    ways = rng.choices(["wrong", "lost", "doubled", "swapped"], [72, 9, 7, 12])
    part = "trade"
    if rng.random() < 0.2 and any(letter in words.CONFUSABLE for letter in name.industry):
        part = "industry"
    text = getattr(name, part)
    wrong = mangled(text, ways[0], rng)
    if part == "industry" and ways[0] == "wrong":
        at = rng.choice([at for at, letter in enumerate(text) if letter in words.CONFUSABLE])
        wrong = text[:at] + rng.choice(words.CONFUSABLE[text[at]]) + text[at + 1 :]
    too_little = ways[0] in ("lost", "swapped") and len(text) < 3
    return typo(name, rng) if wrong == text or too_little else replace(name, **{part: wrong})


def another_region(name: Name, rng: Random) -> Name | None:
    """The same region left out, put in, or named at another level."""
    if name.region not in (*REGIONS, "示例区新桥街道"):
        return None
    inner = not name.inner and name.region == "示例" and rng.random() < 0.4
    if inner:
        return replace(name, inner=True)
    home = ["示例市示例区", "示例区", "示例市", "示例", "", "", ""]
    return replace(name, region=rng.choice([each for each in home if each != name.region]), inner=False)


def other_form(name: Name, rng: Random) -> Name | None:
    if name.form in LIMITED:
        return replace(name, form=LIMITED[name.form])
    if name.industry in words.SHOPS and not name.tail:
        return replace(name, form="" if name.form else SOLE)
    return None


def without_form(name: Name, rng: Random) -> Name | None:
    return replace(name, form="") if name.form and name.industry else None


def shortened(name: Name, rng: Random) -> Name | None:
    longer = {"科技": "信息科技", "商贸": "商贸服务", "贸易": "商贸", "建材": "建材销售"}
    other = words.SHORT.get(name.industry) or longer.get(name.industry)
    return replace(name, industry=other) if other else None


def widened(text: str, rng: Random) -> str | None:
    """Brackets, digits and letters in the other width, or the other kind of numeral."""
    narrow = text.replace("（", "(").replace("）", ")")
    numerals = text.translate(str.maketrans("一二三四五六七八九", "123456789")) if "第" in text else text
    ways = [each for each in (narrow, wide(text), numerals, text.replace("（", "【").replace("）", "】"))]
    ways = [each for each in ways if each != text]
    return rng.choice(ways) if ways else None


def spaced(text: str, rng: Random) -> str:
    at = rng.randrange(2, len(text) - 1)
    gap = rng.choice([" ", " ", "　", "  "])
    return rng.choice(
        [text[:at] + gap + text[at:], text + gap, gap + text, text[:at] + gap + text[at:] + gap]
    )


def traditional(text: str, rng: Random) -> str | None:
    other = text.translate(words.TRADITIONAL)
    return other if other != text else None


def renamed(name: Name, rng: Random) -> Name:
    """A name the same firm may have borne before or bear after."""
    way = rng.random()
    if way < 0.45:
        return replace(name, trade=new_trade(rng))
    if way < 0.75 and name.form:
        return replace(name, industry=rng.choice([full for full, _ in words.TRADES if full != name.industry]))
    if way < 0.85 and name.form == "有限公司":
        return replace(name, form="集团有限公司", trade=name.trade)
    return replace(name, trade=new_trade(rng), industry=name.industry)
