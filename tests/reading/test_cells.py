from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.reading import cells

DAY = date(2026, 7, 3)


@pytest.mark.parametrize(
    "written",
    [
        *[
            "2026-07-03",
            "2026/7/3",
            "2026年7月3日",
            "20260703",
            "2026.7.3",
            "2026.7.3.",
            "２０２６年７月３号",
        ],
        *[
            "2026 年 7 月 3 日",
            "2026-07-03 00:00:00",
            "2026-07-03T10:00:00.000Z",
            "2026年7月3日 星期五 10:30",
        ],
        *[
            "二〇二六年七月三日",
            "46206",
            46206,
            46206.5,
            20260703,
            DAY,
            datetime(2026, 7, 3, 9),
            "\u200b2026-7-3 ",
        ],
    ],
)
def test_a_day_is_understood_however_it_is_written(written):
    assert cells.as_date(written) == DAY


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("2026-02-30", "没有 2026 年 2 月 30 日这一天。"),
        ("2026年7月", "“2026年7月”只有年和月，缺少日。日期写成 2026-07-03 的样子。"),
        (202607, "“202607”只有年和月，缺少日。日期写成 2026-07-03 的样子。"),
        ("26.7.3", "“26.7.3”的年份只有两位。日期写成 2026-07-03 的样子。"),
        ("7月3日", "“7月3日”缺少年份。日期写成 2026-07-03 的样子。"),
        ("3026-07-03", "“3026-07-03”的年份不对。日期写成 2026-07-03 的样子。"),
        (12, "“12”不是日期。日期写成 2026-07-03 的样子。"),
        (True, "“是”不是日期。日期写成 2026-07-03 的样子。"),
        ("长期", "“长期”不是日期。日期写成 2026-07-03 的样子。"),
        ("x" * 40_000, f"“{'x' * 30}…”不是日期。日期写成 2026-07-03 的样子。"),
    ],
)
def test_what_is_no_day_is_told_why(written, sentence):
    with pytest.raises(ValueError, match="^.") as error:
        cells.as_date(written)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("written", "unit", "number"),
    [
        *[
            ("约 30 人", "", 30),
            ("30余人", "", 30),
            ("１，２３４", "", 1234),
            ("1,234.50", "", Decimal("1234.5")),
        ],
        *[("1.2万元", "万元", Decimal("1.2")), ("12000元", "万元", Decimal("1.2")), ("12000", "万元", 12000)],
        *[
            ("1.2万", "", 12000),
            ("3亿元", "万元", 30000),
            ("￥-5", "", None),
            ("-5", "", -5),
            (0.1 + 0.2, "", Decimal("0.3")),
        ],
        *[("12.5%", "", Decimal("0.125")), ("12.5%", "%", Decimal("12.5")), (7, "", 7), ("百余家", "", None)],
        *[
            ("1,23", "", None),
            ("10-20", "", None),
            ("1e5", "", None),
            (True, "", None),
            ("9" * 90 + "x", "", None),
        ],
    ],
)
def test_a_number_is_understood_or_refused(written, unit, number):
    if number is None:
        with pytest.raises(ValueError, match="不是数"):
            cells.as_number(written, unit)
    else:
        assert cells.as_number(written, unit) == number


def test_a_guess_is_known_for_a_guess():
    assert {text: cells.is_rough(text) for text in ("约 30 人", "30余人", "30左右", "30", "近30")} == {
        "约 30 人": True,
        "30余人": True,
        "30左右": True,
        "30": False,
        "近30": True,
    }


def test_a_whole_number_is_asked_for():
    assert (cells.as_int("1,234家"), cells.as_int(3.0), cells.as_int(" ")) == (1234, 3, None)
    with pytest.raises(ValueError, match="“2.5”不是整数。"):
        cells.as_int("2.5")


def test_yes_and_no_are_understood_in_many_words():
    assert {cells.as_bool(word) for word in ("是", "有", "√", "Ｙ", "yes", 1, "1", True)} == {True}
    assert {cells.as_bool(word) for word in ("否", "没有", "×", "N", "0", 0, "无")} == {False}
    assert {cells.as_bool(word) for word in (None, "", " ")} == {None}
    assert cells.as_bool("已建", {"已建": True, "未建": False}) is True
    with pytest.raises(ValueError, match="“也许”看不出是或否。填“是”或“否”。"):
        cells.as_bool("也许")


def test_words_and_codes_lose_what_nobody_sees():
    assert cells.as_text("\ufeff\u3000甲 公司\u200b\n") == "甲 公司"
    assert cells.as_code("９１３１０１ abc\u3000x") == "913101ABCX"
    values = [3, 2.5, True, DAY, datetime(2026, 7, 3, 8, 5), None]
    assert [cells.as_text(value) for value in values] == [
        "3",
        "2.5",
        "是",
        "2026-07-03",
        "2026-07-03 08:05",
        "",
    ]


def test_a_spoiled_cell_refuses_with_its_sentence():
    for reading in (cells.as_text, cells.as_code, cells.as_date, cells.as_number, cells.as_bool):
        with pytest.raises(ValueError, match="后几位已经丢失"):
            reading(cells.LostDigits("110101199003071200"))
        with pytest.raises(ValueError, match="这一格是错误值 #N/A"):
            reading(cells.CellError("#N/A"))


def test_cells_have_the_names_excel_gives_them():
    assert [cells.address(*place) for place in ((0, 0), (4, 25), (9, 26), (0, 16_383))] == [
        "A1",
        "Z5",
        "AA10",
        "XFD1",
    ]


@given(
    st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none()
)
def test_every_reading_answers_or_refuses_with_a_sentence(value):
    for reading in (
        cells.as_text,
        cells.as_code,
        cells.as_date,
        cells.as_number,
        cells.as_int,
        cells.as_bool,
    ):
        try:
            reading(value)
        except ValueError as error:
            assert str(error).endswith("。")
