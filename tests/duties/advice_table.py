"""Reads the table of cases, which is written for people, into situations and what they are owed."""

import csv
import re
from datetime import date
from pathlib import Path

from gongjian.duties.advice.facts import Advice, Branch, Firm, Mode, Near, Neighbour, Situation, Sort

TABLE = Path(__file__).parent / "advice_cases.csv"
DAY = date(2026, 6, 30)
NEAR = {near.label: near for near in Near if near is not Near.TRADE}
MODES = {"单独": Mode.OWN, "联合": Mode.JOINT, "挂靠": Mode.ATTACHED, "兜底": Mode.BACKSTOP}
SORTS = {sort.value: sort for sort in Sort} | {"流动": Sort.PASSING, "功能型": Sort.PASSING}
OWN = {"党支部": Sort.FIRM, "党总支": Sort.GENERAL, "党委": Sort.COMMITTEE}
COVERED = {Mode.JOINT: Sort.JOINT, Mode.ATTACHED: Sort.AREA, Mode.BACKSTOP: Sort.AREA}


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def situation(case: dict[str, str]) -> Situation:
    status = case["经营状态"] or "在营"
    mode, cover = covering(case["现状"])
    firm = Firm(
        number=0,
        name="本企业",
        formal=None if case["正式党员"] == "不清" else number(case["正式党员"]),
        probationary=number(case["预备党员"]),
        elsewhere=number(case["关系未转"]),
        status=status,
        operating=status in ("在营", "拟注销"),
        closing=status == "拟注销",
        registered_on=day(case["登记日期"]),
        mode=mode,
    )
    return Situation(
        firm=firm,
        day=day(case["日期"]) or DAY,
        cover=cover,
        neighbours=tuple(neighbour(*each) for each in listed(case["邻近企业"])),
        branches=tuple(branch(*each) for each in listed(case["附近党组织"])),
        instructor=bool(case["指导员"]),
        bodies=tuple(case["群团"].split("、")) if case["群团"] else (),
    )


def owed(case: dict[str, str]) -> dict[str, object]:
    return {
        "应得建议": case["应得建议"],
        "做法": case["做法"],
        "伙伴或党组织": set(case["伙伴或党组织"].split("、")) - {""},
        "再看日期": case["再看日期"],
        "备选": case["备选"],
        "依据条款": set(case["依据条款"].split()),
        "理由里没有的": [],
    }


def given(case: dict[str, str], advice: Advice) -> dict[str, object]:
    said = "".join(advice.because)
    outside = {f"范围外 {advice.outside} 家"} if advice.outside else set()
    # The table names an organisation only where it is one to go to.
    stays = advice.form.label in ("保持", "先观察") or (advice.form.label == "调整" and not advice.towards)
    branch = {advice.branch.name} if advice.branch and not stays else set()
    return {
        "应得建议": advice.form.label,
        "做法": advice.step,
        "伙伴或党组织": {firm.name for firm in advice.partners} | outside | branch,
        "再看日期": str(advice.again_on or ""),
        "备选": "、".join(each.form.label for each in advice.alternatives),
        "依据条款": set(advice.clauses),
        "理由里没有的": [each for each in case["理由要点"].split("；") if each not in said],
    }


def listed(cell: str) -> list[tuple[int, str, list[str]]]:
    """“甲厂（同楼宇，正式 2）；乙厂（…）” as numbered names with their marks."""
    found = re.findall(r"([^；（]+)（([^）]*)）", cell)
    return [(place, name, marks.split("，")) for place, (name, marks) in enumerate(found, 1)]


def neighbour(place: int, name: str, marks: list[str]) -> Neighbour:
    formal = counted(marks, "正式")
    firm = Firm(
        number=place,
        name=name,
        formal=formal,
        probationary=counted(marks, "预备") or 0,
        elsewhere=counted(marks, "未转") or 0,
        operating="停业" not in marks,
        closing="拟注销" in marks,
        registered_on=day(after(marks, "登记")),
        mode=next((MODES[mark] for mark in marks if mark in MODES), Mode.NONE),
        in_hand="在办" in marks,
    )
    return Neighbour(firm=firm, near=near(marks), same_trade="同行业" in marks, within="范围外" not in marks)


def branch(place: int, name: str, marks: list[str]) -> Branch:
    return Branch(
        number=place,
        name=name,
        sort=SORTS[marks[0]],
        near=near(marks),
        same_trade="同行业" in marks,
        units=next((int(mark[:-1]) for mark in marks if re.fullmatch(r"\d+ 家", mark)), 0),
        members=counted(marks, "党员") or 0,
        guests=counted(marks, "挂靠") or 0,
    )


def covering(cell: str) -> tuple[Mode, Branch | None]:
    if not cell:
        return Mode.NONE, None
    [(word, inside)] = re.findall(r"^([^（]+)(?:（([^）]*)）)?$", cell)
    marks = inside.split("，")
    mode = MODES.get(word, Mode.JOINT)
    sort = COVERED.get(mode, Sort.PASSING) if word in MODES else Sort.PASSING
    return mode, Branch(
        number=99,
        name="原支部",
        sort=OWN.get(marks[0], sort),
        near=Near.FAR if "外街道" in marks else Near.COMMUNITY,
        by_trade="行业" in marks,
        units=next((int(mark[:-1]) for mark in marks if re.fullmatch(r"\d+ 家", mark)), 0),
        formal=counted(marks, "正式") or 0,
        members=counted(marks, "党员") or 0,
        short_since=day(after(marks, "不足自")),
    )


def near(marks: list[str]) -> Near:
    found = next(NEAR[mark] for mark in marks if mark in NEAR)
    return Near.TRADE if found is Near.STREET and "同行业" in marks else found


def after(marks: list[str], word: str) -> str:
    return next((mark.removeprefix(f"{word} ") for mark in marks if mark.startswith(f"{word} ")), "")


def counted(marks: list[str], word: str) -> int | None:
    said = after(marks, word)
    return int(said) if said.isdecimal() else None


def number(cell: str) -> int:
    return int(cell or 0)


def day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
