"""Days as people write them."""

import re
from datetime import date, datetime, timedelta

from gongjian.reading.values import Cell
from gongjian.reading.words import as_text, narrow, short

_SPLIT = re.compile(r"(\d{4})[-/.,、_年](\d{1,2})[-/.,、_月](\d{1,2})[日号.]?")
_CLOCK = re.compile(
    r"[\sT]*[(（]?(?:(?:星期|周)[一二三四五六日天])?[)）]?"
    r"(?:[\sT]*(?:上午|下午|AM|PM)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?\s*(?:AM|PM|Z|[+-]\d\d:?\d\d)?)?$"
)
_PACKED = re.compile(r"(19|20)\d{6}")
_MONTH = re.compile(r"\d{4}[-/.年]\d{1,2}月?")
_NO_YEAR = re.compile(r"\d{1,2}[-/.月]\d{1,2}[日号]?")
_SHORT_YEAR = re.compile(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?")
_CHINESE = re.compile(
    r"([〇零○Oo0一二三四五六七八九]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)[日号]"
)
_DIGITS = {sign: str(n) for n, sign in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○Oo", "0")
_FIRST, _LAST = 1900, 2100
_LONGEST = 60
_EPOCH = date(1899, 12, 30)  # Excel's day 0, right for every day after its invented 29 February 1900
_SERIALS = range(3_654, 73_051)  # 1910 to 2099: a smaller number is a count, not a day


def as_date(value: Cell) -> date | None:
    """The day in the cell; None when it is empty; ValueError with a sentence when it is no day."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float):
        value = int(value)  # the fraction is the hour
    shown = as_text(value)
    return _of_text(shown) if shown else None


def _of_text(shown: str) -> date:
    if len(shown) > _LONGEST:
        raise ValueError(f"“{short(shown)}”不是日期。日期写成 2026-07-03 的样子。")
    text = narrow(_CLOCK.sub("", shown))
    if text.isdecimal():
        return _of_digits(text, shown)
    found = _SPLIT.fullmatch(text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]), shown)
    spelled = _CHINESE.fullmatch(text)
    if spelled:
        year = int("".join(_DIGITS.get(sign, sign) for sign in spelled[1]))
        return _day(year, _count(spelled[2]), _count(spelled[3]), shown)
    raise ValueError(_why(text, shown))


def _of_digits(text: str, shown: str) -> date:
    if _PACKED.fullmatch(text):
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), shown)
    if len(text) <= 5 and int(text) in _SERIALS:
        return _EPOCH + timedelta(int(text))
    raise ValueError(_why(text, shown))


def _count(signs: str) -> int:
    tens, ten, ones = signs.rpartition("十")
    return (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0"))


def _day(year: int, month: int, day: int, shown: str) -> date:
    if not _FIRST <= year <= _LAST:
        raise ValueError(f"“{shown}”的年份不对。日期写成 2026-07-03 的样子。")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"没有 {year} 年 {month} 月 {day} 日这一天。") from None


def _why(text: str, shown: str) -> str:
    if _MONTH.fullmatch(text) or (len(text) == 6 and text.isdecimal()):
        return f"“{shown}”只有年和月，缺少日。日期写成 2026-07-03 的样子。"
    if _SHORT_YEAR.fullmatch(text):
        return f"“{shown}”的年份只有两位。日期写成 2026-07-03 的样子。"
    if _NO_YEAR.fullmatch(text):
        return f"“{shown}”缺少年份。日期写成 2026-07-03 的样子。"
    return f"“{shown}”不是日期。日期写成 2026-07-03 的样子。"
