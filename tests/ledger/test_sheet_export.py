"""What is exported reads back as it was."""

import io
import tracemalloc
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.ledger.sheets.export import file_name, text, workbook
from gongjian.reading.sheet import open_book
from gongjian.reading.sheet_text import decoded

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'=1", "''=1", "'x", '="0012"']


def read_back(path, headings, rows, notes=()):
    workbook(path, "企业台账", headings, rows, notes)
    return list(open_book(path).rows())


def test_headings_rows_and_notes_read_back(tmp_path):
    rows = [("甲公司", 3, date(2026, 7, 3), None), ("乙公司", 2.5, None, "是")]
    path = tmp_path / "企业.xlsx"
    headings = ["企业名称", "职工数", "成立日期", "规上"]
    assert read_back(path, headings, rows, [("截至", "2026-07-03"), ("行数", "2")]) == [
        headings,
        ["甲公司", 3, date(2026, 7, 3), None],
        ["乙公司", 2.5, None, "是"],
    ]
    book = open_book(path)
    assert book.sheets == ("企业台账", "说明")
    assert list(book.rows("说明")) == [["项目", "内容"], ["截至", "2026-07-03"], ["行数", "2"]]


def test_headings_are_bold_and_stay_in_sight(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(path, "企业", ["企业名称"], [("甲",)])
    sheet = openpyxl.load_workbook(path).active
    assert (sheet.freeze_panes, sheet["A1"].font.b, sheet["A2"].font.b) == ("A2", True, False)
    assert sheet.column_dimensions["A"].width > 10


def test_no_rows_still_give_headings():
    body = io.BytesIO()
    workbook(body, "企业", ["企业名称", "职工数"], iter([]))
    assert [cell.value for cell in next(openpyxl.load_workbook(body).active.rows)] == ["企业名称", "职工数"]


def test_what_begins_like_a_formula_stays_a_text(tmp_path):
    path = tmp_path / "a.xlsx"
    assert read_back(path, ["=A1"], [(value,) for value in FORMULAS])[1:] == [[value] for value in FORMULAS]
    kinds = {cell.data_type for row in openpyxl.load_workbook(path).active.rows for cell in row}
    assert kinds == {"s"}


def test_a_csv_never_begins_a_text_like_a_formula(tmp_path):
    path = tmp_path / "a.csv"
    text(path, ["=A1", "n"], [(value, -1) for value in FORMULAS])
    cells = [line.split(",")[0].strip('"') for line in decoded(path.read_bytes()).splitlines()]
    assert {cell[0] for cell in cells} <= set("'\"")
    assert list(open_book(path).rows()) == [["=A1", "n"], *([value, "-1"] for value in FORMULAS)]


def test_numbers_that_excel_would_cut_are_written_as_text(tmp_path):
    rows = [(110101199003071234, Decimal("12.50"), Decimal("1234567890123456.78")), (5, Decimal(7), None)]
    assert read_back(tmp_path / "a.xlsx", ["a", "b", "c"], rows)[1:] == [
        ["110101199003071234", 12.5, "1234567890123456.78"],
        [5, 7, None],
    ]


def test_a_number_among_days_is_not_shown_as_a_day(tmp_path):
    rows = [(date(2026, 7, 3), 1), (5, date(2026, 7, 3)), (date(1899, 1, 1), 2)]
    assert read_back(tmp_path / "a.xlsx", ["a", "b"], rows)[1:] == [
        [date(2026, 7, 3), "1"],
        ["5", date(2026, 7, 3)],
        ["1899-01-01", "2"],
    ]


def test_moments_keep_their_hour(tmp_path):
    path = tmp_path / "a.xlsx"
    moment = datetime(2026, 7, 3, 8, 5, 9)
    assert read_back(path, ["何时"], [(moment,)])[1:] == [[moment]]
    assert openpyxl.load_workbook(path).active["A2"].number_format == "yyyy-mm-dd hh:mm:ss"


def test_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path):
    value = read_back(tmp_path / "a.xlsx", ["a"], [("字" * 40_000,)])[1][0]
    assert (len(value), value[-15:]) == (32_767, "字……（过长，后面的没有写出）")


def test_more_rows_than_a_sheet_holds_go_on_several(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(path, "企业", ["序"], ((n,) for n in range(7)), [("行数", "7")], count=7, per_sheet=3)
    book = open_book(path)
    assert book.sheets == ("企业", "企业 2", "企业 3", "说明")
    assert [list(book.rows(n)) for n in range(3)] == [
        [["序"], [0], [1], [2]],
        [["序"], [3], [4], [5]],
        [["序"], [6]],
    ]
    with pytest.raises(ValueError, match="more rows"):
        workbook(path, "企业", ["序"], ((n,) for n in range(7)), per_sheet=3)


def test_titles_and_headings_that_excel_refuses_are_made_fit(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(path, "[企业]/走访:2026*上半年?" + "很长的名字" * 9, ["电话", "电话"], [(1, 2)])
    book = open_book(path)
    assert book.sheets == ("企业 走访 2026 上半年 很长的名字很长的名字很",)
    assert list(book.rows()) == [["电话", "电话（2）"], [1, 2]]
    assert file_name("企业/走访: 上半年?", date(2026, 7, 3)) == "企业 走访 上半年_2026-07-03.xlsx"


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=20)
KINDS = [
    words.filter(lambda word: "E+" not in word.upper()),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.integers(-(10**8), 10**8).map(lambda number: number / 8),
]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_rows_of_any_columns_read_back_the_same(tmp_path, data):
    columns = [st.none() | kind for kind in KINDS]
    rows = data.draw(st.lists(st.tuples(st.just("甲"), *columns), max_size=30))
    read = read_back(tmp_path / "a.xlsx", ["名", "词", "数", "日", "额"], rows)
    assert read[1:] == [[None if value == "" else value for value in row] for row in rows]


@pytest.mark.slow
def test_a_long_export_keeps_a_small_memory(tmp_path):
    rows = ((n, f"企业{n}", date(2026, 7, 3), n / 7) for n in range(30_000))
    tracemalloc.start()
    workbook(tmp_path / "a.xlsx", "企业", ["序", "名", "日", "额"], rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
