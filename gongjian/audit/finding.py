"""What is wrong with the log, in a sentence."""

from typing import NamedTuple

SENTENCES = {
    "changed": "第 {lane} 道第 {number} 条被改过：内容与封签不符。",
    "removed": "第 {lane} 道第 {number} 条不见了。",
    "removed many": "第 {lane} 道第 {number} 条到第 {until} 条不见了。",
    "reordered": "第 {lane} 道第 {number} 条被挪了位置。",
    "inserted": "第 {lane} 道第 {number} 条是后来塞进去的。",
    "head changed": "第 {lane} 道的末端记录被改过，它说有 {number} 条。",
    "head missing": "第 {lane} 道的末端记录不见了。",
    "rewound": "第 {lane} 道的末端被退回，第 {number} 条到第 {until} 条不算在内了。",
    "anchored": "第 {lane} 道第 {number} 条与 {at} 的存证不符。",
    "anchored away": "第 {lane} 道第 {number} 条到第 {until} 条不见了，{at} 存证时还在。",
    "anchor changed": "存证文件第 {number} 行被改过，或它前面少了行。",
    "more": "第 {lane} 道另有 {until} 处不符，从第 {number} 条起。",
    "unreadable": "记录读不下去，数据库可能损坏：{why}",
}


class Finding(NamedTuple):
    """What kind, and the first entry it touches: its lane and its number there."""

    kind: str
    lane: int
    number: int
    sentence: str

    @classmethod
    def of(cls, kind: str, lane: int, number: int, until: int = 0, at: str = "", why: str = "") -> "Finding":
        words = {"lane": lane, "number": number, "until": until, "at": at, "why": why}
        return cls(kind.split()[0], lane, number, SENTENCES[kind].format(**words))
