"""Invented firms, and the same firms as other hands would write them: for tests and measurements."""

import random
from dataclasses import replace

from gongjian.registry.matching.codes import SIGNS, is_sound
from gongjian.registry.matching.firm import Firm

PLACES = ("云州市青石区", "云州市白沙区", "云州市", "青石区", "白沙区", "云州", "")
BRAND = (
    "嘉微锦绣鼎盛恒泰瑞祥博远宏图启航晨曦星海蓝湾金穗丰禾润泽德馨雅集卓越同创"
    "汇智联拓永昌福临顺达腾飞旭日安康乐源清泉翠竹云帆奥凯诺迪欣荣耀华"
)
WORDS = """
    科技 信息技术 贸易 商贸 餐饮管理 餐饮 建筑工程 装饰工程 物流 文化传媒
    广告 教育咨询 企业管理咨询 机械制造 五金制品 服饰 食品 汽车服务 物业管理 医疗器械
    生物科技 环保科技 电子商务 供应链管理 人力资源 房地产经纪 进出口 纺织 包装材料 新能源
    /
    小吃店 便利店 理发店 服装店 五金店 水果店 建材经营部 汽车修理部 烟酒商行 茶叶店
    面馆 药店 口腔诊所 图文工作室
    /
    人民路 解放路 南湖路 兴业大道 环城东路 环城西路 建设街 和平巷 科技路 滨江大道
    学院路 迎宾大道 中山一路 中山二路 新华路 文昌街
    /
    锦绣广场 万和大厦 东方商务中心 望湖花园 创业园 国际商城 城市之光
"""
TRADES, SHOPS, ROADS, HOUSES = (part.split() for part in WORDS.split("/"))


class Town:
    def __init__(self, seed: int = 1) -> None:
        self.luck = random.Random(seed)
        self.used: set[str] = set()

    def pick(self, among):
        return self.luck.choice(among)

    def code(self) -> str:
        while True:
            front = self.pick(("91330102MA2", "92330102MA2", "913301027", "91330102MA1"))
            body = front + "".join(self.pick(SIGNS) for _ in range(17 - len(front)))
            for sign in SIGNS:
                if is_sound(body + sign) and body not in self.used:
                    self.used.add(body)
                    return body + sign

    def brand(self) -> str:
        return "".join(self.luck.sample(BRAND, self.pick((2, 2, 2, 3, 4))))

    def name(self) -> str:
        while True:
            place = self.pick(PLACES)
            if self.luck.random() < 0.6:
                made = f"{place}{self.brand()}{self.pick(TRADES)}有限公司"
            else:
                made = f"{place or '青石区'}{self.brand()}{self.pick(SHOPS)}"
            if made not in self.used:
                self.used.add(made)
                return made

    def address(self) -> str:
        road = f"云州市{self.pick(('青石区', '白沙区'))}{self.pick(ROADS)}{self.luck.randint(1, 400)}号"
        style = self.luck.random()
        if style < 0.35:
            return road
        if style < 0.7:
            house, room = self.pick(HOUSES), self.luck.randint(1, 25) * 100 + self.luck.randint(1, 9)
            return f"{road}{house}{self.luck.randint(1, 9)}幢{room}室"
        return f"{road}{self.luck.randint(1, 6)}层{self.luck.randint(100, 699)}室"

    def firm(self, at: int) -> Firm:
        code = self.code() if self.luck.random() < 0.85 else ""
        former = (self.name(),) if self.luck.random() < 0.1 else ()
        closed = self.luck.random() < 0.08
        return Firm(f"Q{at:06d}", self.name(), (code,) if code else (), (self.address(),), former, closed)

    def town(self, count: int) -> list[Firm]:
        return [self.firm(at) for at in range(1, count + 1)]

    # the same firm by another hand

    def again(self, firm: Firm) -> tuple[str, Firm]:
        kind = self.pick(
            ("plain", "wide", "typo", "code slip", "old name", "moved", "short", "loose address")
        )
        made = getattr(self, f"_{kind.replace(' ', '_')}")(firm)
        if self.luck.random() < 0.2 and kind not in ("code slip", "moved"):
            made = replace(made, codes=())
        return kind, replace(made, closed=False)

    def _plain(self, firm):
        return replace(firm, former=())

    def _wide(self, firm):
        wide = str.maketrans(
            "0123456789ABCDEFGHJKLMNPQRTUWXY",
            "０１２３４５６７８９ＡＢＣＤＥＦＧＨＪＫＬＭＮＰＱＲＴＵＷＸＹ",
        )
        return replace(
            firm,
            name=f" {firm.name.replace('有限公司', '有限责任公司')} ",
            codes=tuple(code.lower().translate(wide) for code in firm.codes),
            addresses=tuple(text.translate(wide).replace("号", "號") for text in firm.addresses),
            former=(),
        )

    def _typo(self, firm):
        at = self.luck.randrange(len(firm.name))
        way = self.pick(("swap", "drop", "double", "turn"))
        if way == "swap":
            name = firm.name[:at] + self.pick("锦绵微薇徵辉晖饮饪司思") + firm.name[at + 1 :]
        elif way == "drop":
            name = firm.name[:at] + firm.name[at + 1 :]
        elif way == "double":
            name = firm.name[: at + 1] + firm.name[at:]
        else:
            at = min(at, len(firm.name) - 2)
            name = firm.name[:at] + firm.name[at + 1] + firm.name[at] + firm.name[at + 2 :]
        return replace(firm, name=name, former=())

    def _code_slip(self, firm):
        if not firm.codes:
            return firm
        code = firm.codes[0]
        at = self.luck.randrange(17)
        slipped = self.pick((
            code[:at] + self.pick(SIGNS) + code[at + 1 :],
            code[:at] + code[at + 1] + code[at] + code[at + 2 :],
            code[:at] + code[at + 1 :],
            code.replace("0", "O").replace("1", "I"),
        ))  # fmt: skip
        return replace(firm, codes=(slipped,), former=())

    def _old_name(self, firm):
        if firm.former:
            return replace(firm, name=firm.former[0], former=())
        return replace(firm, name=self.name(), former=(firm.name,))

    def _moved(self, firm):
        return replace(firm, addresses=(self.address(),), former=())

    def _short(self, firm):
        name = firm.name
        for place in PLACES[:-1]:
            name = name.removeprefix(place)
        return replace(firm, name=name, former=())

    def _loose_address(self, firm):
        loose = (
            firm.addresses[0]
            .replace("云州市", "")
            .replace("青石区", "")
            .replace("幢", "栋")
            .replace("号", "#", 1)
        )
        return replace(firm, addresses=(loose,), former=())

    # another firm that looks like it

    def other(self, firm: Firm) -> tuple[str, Firm]:
        kind = self.pick(
            ("successor", "reused", "branch", "one sign", "neighbour", "place", "number", "trade")
        )
        made = getattr(self, f"_{kind.replace(' ', '_')}")(firm)
        return kind, replace(made, former=(), closed=False)

    def _successor(self, firm):
        return replace(firm, codes=(self.code(),)) if firm.codes else self._neighbour(firm)

    def _reused(self, firm):
        return (
            replace(firm, codes=(self.code(),), addresses=(self.address(),))
            if firm.codes
            else self._neighbour(firm)
        )

    def _branch(self, firm):
        tail = self.pick(("南湖分公司", "第二分公司", "青石店", "（白沙店）"))
        return replace(firm, name=firm.name + tail, codes=self._new_code(), addresses=(self.address(),))

    def _one_sign(self, firm):
        at = next(
            at
            for at, sign in enumerate(firm.name)
            if sign in BRAND and firm.name[:at].rstrip("区市云州青石白沙") == ""
        )
        name = (
            firm.name[:at]
            + self.pick([sign for sign in BRAND if sign != firm.name[at]])
            + firm.name[at + 1 :]
        )
        return replace(firm, name=name, codes=self._new_code(), addresses=(self.address(),))

    def _neighbour(self, firm):
        return replace(firm, name=self.name(), codes=self._new_code())

    def _place(self, firm):
        name = "江州市" + firm.name.removeprefix("云州市").removeprefix("青石区").removeprefix(
            "白沙区"
        ).removeprefix("云州")
        return replace(firm, name=name, codes=self._new_code(), addresses=(self.address(),))

    def _number(self, firm):
        name = (
            firm.name.replace("有限公司", "第二有限公司") if "有限公司" in firm.name else firm.name + "二店"
        )
        return replace(firm, name=name, codes=self._new_code(), addresses=(self.address(),))

    def _trade(self, firm):
        name = firm.name
        for trade in TRADES:
            name = name.replace(trade, "投资", 1) if trade in name else name
        if name == firm.name:
            name = firm.name[:-2] + "棋牌室"
        return replace(firm, name=name, codes=self._new_code(), addresses=(self.address(),))

    def _new_code(self):
        return (self.code(),) if self.luck.random() < 0.7 else ()
