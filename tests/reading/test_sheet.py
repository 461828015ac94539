"""Sheets as people really send them."""

from datetime import datetime, time, timedelta

import pytest

from gongjian.reading.sheet import Limits, open_book
from gongjian.reading.values import CellError, LostDigits
from tests.reading.sheets import with_sheet_xml, worksheet, xls, xlsx, zipped

ROWS = [["企业名称", "职工数", "成立"], ["甲公司", "3", "2026-07-03"], ["乙，公司", "4", ""]]
READ = [["企业名称", "职工数", "成立"], ["甲公司", "3", "2026-07-03"], ["乙，公司", "4", None]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_is_read_in_any_encoding_with_any_delimiter(desk, encoding, delimiter):
    body = "\r\n".join(delimiter.join(row) for row in ROWS).encode(encoding)
    assert desk.rows(body) == READ


def test_quoted_text_keeps_its_delimiters_and_line_breaks(desk):
    assert desk.rows('名称,地址\n"甲, 乙","一楼\n二楼ab""c"""\n,\n,\n'.encode()) == [
        ["名称", "地址"],
        ["甲, 乙", '一楼\n二楼ab"c"'],
    ]


def test_a_quote_without_its_pair_is_told_with_its_line(desk):
    assert desk.sentence('名称,地址\n甲,"一楼\n乙,二楼\n'.encode()).startswith("第 3 行附近的引号没有配对，")


def test_tricks_of_csv_writers_are_undone(desk):
    body = 'sep=;\n证号;说明\n="0012";\'=1+1\n1.10101E+17;-5\n1.5E+2;a\0b\n'.encode()
    assert desk.rows(body) == [
        ["证号", "说明"],
        ["0012", "=1+1"],
        [LostDigits("1.10101E+17"), "-5"],
        ["1.5E+2", "ab"],
    ]


def test_a_web_page_that_calls_itself_xls_is_read(desk):
    page = (
        '<html><meta charset="gb2312"><style>td{color:red}</style><table><tr><th colspan=2>名单</th></tr>'
        "<tr><td>企业&nbsp;名称<td>职工数</tr>"
        "<tr><td rowspan=2>甲<br>公司</td><td>3</td></tr><tr><td>4</td></tr>"
        "</table><table><tr><td>第二</td></tr></table></html>"
    ).encode("gb18030")
    assert desk.rows(page) == [["名单", None], ["企业 名称", "职工数"], ["甲\n公司", "3"], [None, "4"]]
    assert desk.table(page).merges == [(0, 0, 0, 1), (2, 0, 3, 0)]
    assert open_book(desk.path).sheets == ("表格 1", "表格 2")
    assert desk.rows(page, sheet=1) == [["第二"]]


def test_values_of_a_workbook_keep_their_kinds(desk):
    moment = datetime(2026, 7, 3, 8, 5)
    row = ["甲", 3, 2.5, True, moment.date(), moment, time(8, 5), timedelta(hours=30), None, 0]
    body = xlsx([row, [None] * 10, ["end"]])
    expected = [*row[:7], "30:00", None, 0]
    assert desk.rows(body) == [expected, [None] * 10, ["end", *[None] * 9]]
    assert [type(value) for value in desk.rows(body)[0]] == [type(value) for value in expected]


def test_the_name_of_a_file_decides_nothing(desk):
    assert desk.rows(xls([["企业名称", 3], ["甲", 4.5]])) == [["企业名称", 3], ["甲", 4.5]]
    assert desk.rows("企业名称,3".encode()) == [["企业名称", "3"]]


def test_rows_and_columns_begin_where_the_sheet_begins(desk):
    def far(sheet):
        sheet["C3"], sheet["D4"] = "甲", 1
        sheet["F9"].number_format = "0.00"

    rows = desk.rows(xlsx(change=far))
    assert rows == [[None] * 4, [None] * 4, [None, None, "甲", None], [None, None, None, 1]]


def test_long_numbers_are_marked_as_having_lost_digits(desk):
    rows = desk.rows(xlsx([[110101199003071234, 13900000000, "110101199003071234", 999999999999999]]))
    assert rows == [[LostDigits("110101199003071200"), 13900000000, "110101199003071234", 999999999999999]]
    assert rows[0][0].sentence == (
        "“110101199003071200”存成了数字，后几位已经丢失。把这一列设为“文本”，重新填写这一格。"
    )


def test_error_values_and_formulas_without_results_are_marked_and_told(desk):
    def formulas(sheet):
        sheet["A1"], sheet["B1"], sheet["A2"], sheet["D4"] = "=SUM(1,2)", 5, "#N/A", "=B1"

    table = desk.table(xlsx(change=formulas))
    bare = CellError("=")
    assert list(table) == [
        [bare, 5, None, None],
        [CellError("#N/A"), None, None, None],
        [None] * 4,
        [None, None, None, bare],
    ]
    assert table.remarks == [
        "有 2 个公式没有存下结果（如 A1）。用 Excel 或 WPS 打开，保存一次再传。",
        "有 1 个错误值（如 A2 的 #N/A）。改好公式，或直接填写结果。",
    ]


def test_formulas_with_results_are_their_results(desk):
    body = worksheet(
        b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1</f><v>x</v></c>'
        b'<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    assert desk.rows(with_sheet_xml(body)) == [[2, "x", CellError("#DIV/0!")]]


def test_signs_nobody_sees_are_taken_out(desk):
    assert desk.rows(xlsx([["甲_x0000_公_x0007_司", "a\nb"]])) == [["甲公司", "a\nb"]]


def test_merged_cells_are_told(desk):
    def merged(sheet):
        sheet["A1"], sheet["A2"] = "标题", "甲街道"
        sheet["B2"], sheet["B3"] = "a", "b"
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A2:A3")

    table = desk.table(xlsx(change=merged))
    assert table.merges == [(0, 0, 0, 1), (1, 0, 2, 0)]
    assert list(table) == [["标题", None], ["甲街道", "a"], [None, "b"]]


def test_hidden_sheets_stay_out_and_any_sheet_is_read_by_name(desk):
    def several(sheet):
        book = sheet.parent
        sheet.title = "封面"
        book.create_sheet("隐藏").sheet_state = "hidden"
        book.create_sheet("名单").append(["甲", "=1"])

    desk.path.write_bytes(xlsx(change=several))
    book = open_book(desk.path, "b.xls")
    assert (book.sheets, book.filename) == (("封面", "名单"), "b.xls")
    assert list(book.rows("名单")) == [["甲", CellError("=")]]
    assert list(book.rows(0)) == []


def test_an_open_document_is_read(desk):
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="名单"><table:table-row><table:table-cell office:value-type="string">'
        "<text:p>甲</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": b"<manifest/>"}
    assert desk.rows(zipped(**parts)) == [["甲"]]


def test_blocks_are_the_same_cells_by_column(desk):
    body = xlsx([[n, f"企业{n}"] for n in range(5_000)])
    desk.path.write_bytes(body)
    blocks = list(open_book(desk.path, limits=Limits()).read().blocks())
    assert [len(block[0]) for block in blocks] == [2_000, 2_000, 1_000]
    assert blocks[2][1][-1] == "企业4999"
