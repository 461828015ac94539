"""Which column of a list of firms says what: by its heading, else by what stands in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from gongjian.reading.labels import tried
from gongjian.reading.values import Cell
from gongjian.registry.matching.codes import coded

# field -> headings that mean it, the surest first
KNOWN = {
    "number": (
        "编号 台账编号 企业编号 单位编号 主体编号 台账号 档案号 档案编号 企业id id ledger_id "
        "台账id 系统id id号 系统编号 主键 流水号 序号 no"
    ),
    "name": (
        "企业名称 单位名称 市场主体名称 经营主体名称 商事主体名称 主体名称 企业（机构）名称 "
        "企业(字号)名称 机构名称 公司名称 商户名称 个体工商户名称 纳税人名称 名称 企业全称 "
        "单位全称 企业名 单位名 公司名 店铺名称 店名 户名 字号名称 字号 企业 单位 公司 商户 "
        "纳税人 公司全称 现用名 市场主体 经营主体 主体 入驻企业 申报单位 参保单位 法人单位名称 "
        "name company company_name enterprise_name"
    ),
    "code": (
        "统一社会信用代码 社会信用代码 统一信用代码 信用代码 统一社会信用代码/注册号 统一代码 "
        "纳税人识别号 税务登记号 税号 注册号 工商注册号 营业执照注册号 营业执照号 执照号码 "
        "证照号码 组织机构代码 机构代码 企业代码 单位代码 主体代码 代码 营业执照编号 执照编号 "
        "证照编号 营业执照 信用码 社会信用码 统代 uscc code credit_code"
    ),
    "address": (
        "住所 注册地址 住所（经营场所） 经营场所 经营地址 生产经营地址 生产经营地 实际经营地址 "
        "企业地址 单位地址 注册地 营业地址 登记地址 办公地址 通讯地址 详细地址 场所 地址 所在地 "
        "住址 位置 地理位置 address addr"
    ),
    "former": (
        "曾用名 曾用名称 原名称 原名 原企业名称 原单位名称 变更前名称 更名前名称 旧名称 历史名称 "
        "原用名 老名称 原企业名 改名前 前称 former former_name old_name"
    ),
    "status": (
        "登记状态 经营状态 企业状态 主体状态 存续状态 营业状态 开业状态 状态 企业登记状态 现状 "
        "经营情况 营业状况 登记情况 存续情况 status"
    ),
    "gone": ("注销日期 吊销日期 退出日期 迁出日期 关闭日期 注销时间 是否注销 是否关闭 是否退出 注吊销日期"),
    "successor": (
        "承继企业编号 承继企业 承接企业 承接主体 承继单位 承接企业编号 后继企业 承继 承接 继任企业"
    ),
    "founded": "成立日期 成立时间 登记日期 注册日期 设立日期 开业日期 注册时间 登记时间 发照日期",
    "capital": "注册资本（万元） 注册资本 注册资金 注册资本(金) 资金数额 认缴出资额",
    "business": "经营范围 主营业务 经营项目",
    "year": "年度 所属年度 年报年度 报告年度 年份 税款所属年度",
    "staff": "从业人数 从业人员 从业人员数 职工人数 职工数 员工人数 参保人数 用工人数",
    "revenue": "营业收入 营业总收入 年营业收入 销售收入 营业收入（万元） 销售额 计税营业额",
    "assets": "资产总额 资产总计 总资产 资产总额（万元）",
    "tax": ("纳税额 纳税总额 纳税金额 实缴税额 实缴税款 入库税额 入库税款 缴纳税款 税收 纳税额（万元）"),
}
_RANKS = {
    word: (name, rank)
    for name, words in KNOWN.items()
    for rank, each in enumerate(words.split())
    for word in tried(each)
}
_MANY = {"code", "address", "former", "gone", "status"}
_ELSE = (
    "行业|区划|邮|街道|社区|网格|党|支部|团|工会|楼宇|园区|项目|产品|品牌|投资|股东|上级|主管|母公司|总部|隶属|法定|法人|代表人|负责人|"
    "经营者姓名|联系|电话|网址|邮箱|所属|管辖|机关|登记机关|年报|覆盖|证件|银行|开户|备注|规模|类型|性质|范围|日期|时间|人数|资本|批次"
)
_NOT = re.compile(_ELSE)
_LIKE = (
    ("former", re.compile("曾用|原名|旧名|老名|更名前|改名前|变更前|前名|原.{0,4}名|历史名称")),
    ("successor", re.compile("承继|承接|继任|后继|接续")),
    ("gone", re.compile("(?:注销|吊销|退出|迁出|关闭).{0,3}(?:日期|时间)|是否.{0,2}(?:注销|吊销|退出|关闭)")),
    ("status", re.compile("状态$|存续")),
    ("code", re.compile("信用代码|注册号|识别号|税号|执照号|机构代码|登记证号")),
    ("name", re.compile("(?:企业|单位|主体|公司|商户|机构|店铺|纳税人|户|字号|全).{0,4}名|名称$|^名$")),
    ("address", re.compile("地址|住所|场所|地点|所在地|坐落")),
    ("founded", re.compile("(?:成立|设立|注册|开业|登记)(?:日期|时间)")),
    ("number", re.compile("(?:台账|企业|档案|系统)?编号$|^编码$")),
)
_NAMED = re.compile(r"(?:公司|企业|厂|店|部|行|馆|社|中心|院|所|坊|铺|超市|合伙\)?|个体工商户\)?|分公司)\)?$")
_PLACED = re.compile(r"(?:路|街|巷|道|弄|村|组|大厦|广场|花园).*\d|\d+(?:号|幢|室|组)")
_PROVEN = 0.6


@dataclass
class Columns:
    """Field -> its columns, the surest first."""

    of: dict[str, list[int]] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return bool(self.of.get(name))

    def all(self, name: str) -> list[int]:
        return self.of.get(name, [])

    @property
    def enough(self) -> bool:
        return "name" in self or "code" in self


def words() -> list[str]:
    """Every heading that is known, for finding the heading row."""
    return list(chain.from_iterable(each.split() for each in KNOWN.values()))


def columns_of(headings: Sequence[str], sample: Sequence[Sequence[Cell]]) -> Columns:
    claims: dict[str, list[tuple[int, int]]] = {}
    for column, heading in enumerate(headings):
        found = _meant(heading)
        if found:
            claims.setdefault(found[0], []).append((found[1], column))
    columns = Columns()
    for name, told in claims.items():
        told.sort()
        columns.of[name] = [column for _, column in (told if name in _MANY else told[:1])]
    _by_content(columns, len(headings), sample)
    return columns


def _meant(heading: str) -> tuple[str, int] | None:
    """The field a heading means, and how surely: 0 is surest."""
    ways = tried(heading)
    for order, way in enumerate(ways):
        if way in _RANKS:
            name, rank = _RANKS[way]
            return name, rank + order
    for way in ways:
        for at, (name, pattern) in enumerate(_LIKE):
            if pattern.search(way) and (at < 3 or not _NOT.search(pattern.sub("", way))):
                return name, 100 + len(way)
    return None


def _by_content(columns: Columns, width: int, sample: Sequence[Sequence[Cell]]) -> None:
    """What no heading told: a column full of codes, of names of firms, of addresses."""
    taken = set(chain.from_iterable(columns.of.values()))
    for name, looks in (("code", _is_code), ("name", _is_name), ("address", _is_address)):
        if name in columns:
            continue
        shares = [(_share(sample, column, looks), -column) for column in range(width) if column not in taken]
        share, column = max(shares, default=(0.0, 0))
        if share >= _PROVEN:
            columns.of[name] = [-column]
            taken.add(-column)


def _share(sample: Sequence[Sequence[Cell]], column: int, looks: Callable[[str], bool]) -> float:
    told = (row[column] for row in sample if column < len(row))
    cells = [cell for cell in told if isinstance(cell, str) and cell]
    return sum(looks(cell) for cell in cells) / len(cells) if len(cells) * 4 >= len(sample) > 0 else 0.0


def _is_code(text: str) -> bool:
    code = coded(text)
    return code is not None and len(code.text) in (15, 18)


def _is_name(text: str) -> bool:
    return 3 < len(text) < 50 and bool(_NAMED.search(text))


def _is_address(text: str) -> bool:
    return bool(_PLACED.search(text))
