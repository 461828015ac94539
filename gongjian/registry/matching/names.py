"""A firm's name taken apart: places, its own part and trade, legal form, branch."""

import re
from dataclasses import dataclass
from pathlib import Path

from gongjian.registry.matching.letters import NUMERAL, counted, digits, folded
from gongjian.registry.matching.regions import Regions, bare

_FORM = re.compile(
    r"(集团)?(股份)?有限(?:责任)?公司|(?<!分)公司(?=.+(?:分公司|店|部|厂)$)|(?<!分)公司$|股份公司"
)
_LOOSE_FORM = re.compile(r"有限责?任?公?$|有限公$|公$")
_BRACKET = re.compile(r"\(([^()]*)\)?")
_GONE = "(?:注销|吊销|迁出|迁走|迁移|搬走|搬离|搬迁|停业|停产|歇业|关门|关停|关闭|倒闭|更名|改名|变更|迁|搬)"
_NOTE = re.compile(
    r"(?:特殊)?(?:普通|有限)合伙|个人独资|个体(?:工商户|户|经营)?|筹|筹备.*|存续|在业|开业|在营|一人|"
    r"自然人独资|独资|外资|合资|无照|自主申报|曾用名|备注.*|新(?:增|设|办|开|户)?|小微.*|规[上下].*|限[上下].*|重点.*|"
    rf"(?:现?已|拟|疑似?|待)?{_GONE}|[待未已](?:核实|核查|确认|联系).*|法人.*|法定.*|负责人.*|经营者.*|联系.*|电话.*|\d{{4}}年.*"
)
_SAID_LAST = re.compile(rf"(?:现?已|拟){_GONE}$")
_ONCE = re.compile(r"(?:原名?称?|曾用名|旧名|更名前|变更前|前身)(?:为|是|叫)?:?(?P<name>.{3,})")
_MARKS = re.compile(r"[^\w()&+]|_")
_COUNTER = "分?(?:公司|店|厂|部|号|所|院|校|馆|队|站|处|建|中心|期|车间|门市|连锁|支行|加油站|工区|项目部)"
_COUNTED = re.compile(f"(?<=第)[{NUMERAL}]+|[{NUMERAL}]+(?={_COUNTER})")
_OUTLETS = (
    "超市|便利店|便利|药店|大药房|药房|餐厅|饭店|酒店|宾馆|烘焙|蛋糕|咖啡|奶茶|茶饮|小吃|面馆|快餐|火锅|烧烤|"
    "美容|美发|理发|养生|足浴|健身|眼镜|服装|服饰|鞋业|水果|生鲜|百货|商行|商店|母婴|宠物|手机|通讯|家电|房产|"
    "口腔|诊所|教育|培训|幼儿园|书店|洗车|汽修|干洗|彩票|文具|烟酒|茶叶|茶业|珠宝|摄影|网吧|连锁|专卖|总店"
)
_OUTLET = re.compile(
    f"(?<=..)(?P<head>.*?(?:{_OUTLETS}))"
    "(?P<branch>店?(?:[^()店]{2,8}?|[东西南北中新老总])(?:分店|门店|专卖店|店|门市部|分部))$"
)
_NTH = re.compile(r"(?P<head>.{2,}?)(?P<branch>第?\d+(?:号|分)?(?:店|部|厂|馆|门市部|公司|院|校区|连锁店))$")
_ENDING = re.compile(
    r"(?:分公司|分店|分厂|分部|分院|分所|分校|连锁店|专卖店|门店|旗舰店|直营店|加盟店|店|号店)$"
)
_BRANCH_IN_BRACKETS = re.compile(
    r".*(?:店|分公司|分部|门市部?|分厂|分院|校区|营业部|经营部)|第?\d+号?|总部|总店"
)
# Words that tell the trade, not the firm: what is left of a name without them is its own.
TRADES = frozenset((Path(__file__).parent / "words" / "trades.txt").read_text(encoding="utf-8").split())
_TRADE_AT_END = re.compile(f"(?:{'|'.join(sorted(TRADES, key=len, reverse=True))})$")
_OWN = 2  # signs that are left to the name at least


Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Name:
    text: str  # folded, as it stands
    places: tuple[str, ...]
    core: str  # without places, form, branch
    own: str
    form: str  # "", "有限", "股份", "公司"
    branch: str
    once: str = ""  # an older name that stands in brackets
    key: Key = ()  # two names with one key are one name, whatever hand wrote them

    @property
    def formal(self) -> bool:
        """A name the register gives once only: a company's, or one that opens with its place."""
        return bool(self.form) and len(self.core) > 3 or len(self.places) > 0 and len(self.core) > 4


NAMELESS = Name("", (), "", "", "", "")


def named(text: str, regions: Regions) -> Name:
    whole = folded(text)
    plain, places, branch, once = _brackets(whole, regions)
    plain = counted(_SAID_LAST.sub("", _MARKS.sub("", plain)), _COUNTED)
    head, form, tail = _formed(plain)
    opened, rest = regions.opening(head)
    if opened and own_part(rest) in TRADES:  # 安康旅行社: the place is all there is of a name
        rest = bare(opened[-1]) + rest
    branch = branch or tail
    if not form and not branch:
        rest, branch = _outlet(rest)
    places, branch = (*opened, *places), _branch_key(branch)
    key = (frozenset(map(bare, places)), rest, form, branch)
    return Name(whole, places, rest, own_part(rest), form, branch, once, key)


def _brackets(text: str, regions: Regions) -> tuple[str, tuple[str, ...], str, str]:
    """What brackets say: a place, a branch, an older name, a remark, or a part of the name."""
    places: list[str] = []
    branch = once = ""

    def taken(found: re.Match[str]) -> str:
        nonlocal branch, once
        inner = found[1]
        if before := _ONCE.fullmatch(inner):
            once = before["name"]
        elif regions.known(inner):
            places.append(inner)
        elif _BRANCH_IN_BRACKETS.fullmatch(inner):
            branch = inner
        elif not _NOTE.fullmatch(inner):
            return inner
        return ""

    return _BRACKET.sub(taken, text).replace(")", ""), tuple(places), branch, once


def _formed(text: str) -> tuple[str, str, str]:
    """Before the legal form, the form, and what follows: a branch."""
    found = _FORM.search(text)
    if found is None or found.start() < 2:
        return _LOOSE_FORM.sub("", text) if _LOOSE_FORM.search(text) else text, "", ""
    form = "股份" if "股份" in found[0] else "有限" if "有限" in found[0] else "公司"
    tail = text[found.end() :]
    return text[: found.start()] + (found[1] or ""), form, "" if _NOTE.fullmatch(tail) else tail


def _outlet(core: str) -> tuple[str, str]:
    for pattern in (_NTH, _OUTLET):
        if found := pattern.search(core):
            start = found.start("branch")
            return core[:start], found["branch"]
    return core, ""


def _branch_key(branch: str) -> str:
    """第一分店, 一店 and 1号店 are one branch."""
    if not branch:
        return ""
    plain = counted(branch, _COUNTED)
    number = re.fullmatch(r"第?(\d+)号?(?:分?(?:公司|店|厂|部|院|校|所)|连锁店|门市部|营业部)?", plain)
    if number:
        return str(int(number[1]))
    bare = _ENDING.sub("", plain)
    lone = re.fullmatch(f"第?([{NUMERAL}]+)", bare)
    return digits(lone[1]) if lone else bare or plain


def own_part(words: str) -> str:
    """The part that is the firm's own: 嘉微 of 嘉微信息科技. All of it when nothing else is left."""
    left = words
    while len(left) > _OWN and (found := _TRADE_AT_END.search(left)) and found.start() >= _OWN:
        left = left[: found.start()]
    return words if left in TRADES else left
