"""Whatever is sent, the answer is rows or one Chinese sentence; never another error, never a dead process."""

import struct
import time

import pytest

from gongjian.reading.sheet import Limits, open_book
from gongjian.reading.sheet_limits import MEGABYTE
from tests.reading.sheets import OLE, with_sheet_xml, worksheet, xls, xlsx, zipped

TOO_LARGE = "这个表展开后太大，或有格子落在很远的行、列。把要导入的部分复制到一个新表再传。"
BROKEN = "文件不完整或已损坏。重新下载或重新导出一份再传；若能打开，另存为 .xlsx 再传。"
LOCKED = "文件设了打开密码。打开后去掉密码，保存再传。"
WORD = "这是 Word 文档，不是表格。把里面的表复制到 Excel，存为 .xlsx 再传。"
PDF = "这是 PDF，读不出表格。找到原来的 Excel 表再传；只有 PDF 时，先转成 .xlsx，核对后再传。"
PAGE = "这是网页，里面没有表格。重新导出 Excel 表再传；若打开是登录页，先登录原系统。"
PACKED = "这是一个压缩包，不是表格。解压后，把里面的表格传上来。"


def wide(name):
    return name.encode("utf-16-le") + b"\0\0"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "文件是空的。选有内容的文件再传。"),
        (b"\xef\xbb\xbf \r\n", "文件是空的。选有内容的文件再传。"),
        (b"%PDF-1.7 ...", PDF),
        (b"\x89PNG\r\n", "这是图片，不是表格。传原来的 Excel 表。"),
        (b"Rar!\x1a\x07", PACKED),
        (zipped(**{"名单.xlsx": b"PK"}), PACKED),
        (zipped(**{"word/document.xml": b"<w/>"}), WORD),
        (zipped(**{"ppt/presentation.xml": b"<p/>"}), "这是演示文稿，不是表格。传 Excel 表。"),
        (zipped(**{"xl/workbook.xml": b"<broken"}), BROKEN),
        (b"PK\x03\x04" + b"0" * 200, BROKEN),
        (OLE + b"\0" * 600 + wide("EncryptedPackage"), LOCKED),
        (OLE + b"\0" * 600 + wide("WordDocument"), WORD),
        (OLE + b"\0" * 600, BROKEN),
        (OLE + b"\0" * 600 + wide("Workbook"), BROKEN),
        (b"<html><body>login</body></html>", PAGE),
        (b'<?xml version="1.0"?><a/>', "这是 XML 文件，不是表格。用 Excel 或 WPS 打开，另存为 .xlsx 再传。"),
        (bytes(range(1, 32)) * 99, "认不出这是什么文件。用 Excel 或 WPS 打开，另存为 .xlsx 再传。"),
        (b"a,b\n\xff\xfe\xff,c,d,e\n", "认不出文件的文字编码。用 Excel 或 WPS 打开，另存为 .xlsx 再传。"),
    ],
)
def test_what_is_no_sheet_is_told_by_what_it_is(desk, body, sentence):
    assert desk.sentence(body) == sentence


def test_an_xls_with_a_password_is_told(desk):
    body = bytearray(xls([["甲"]]))
    opening = body.index(b"\x09\x08\x10\x00")
    body[opening + 20 : opening + 22] = struct.pack("<H", 0x2F)
    assert desk.sentence(bytes(body)) == LOCKED


def test_a_file_cut_short_is_told(desk):
    body = xlsx([["甲", 1]] * 50)
    assert {desk.sentence(body[:length]) for length in (100, len(body) // 2, len(body) - 30)} == {BROKEN}
    old = xls([["甲", 1]] * 50)
    assert desk.sentence(old[: len(old) // 2]) == BROKEN


def test_a_file_over_the_limit_is_told_before_it_is_opened(desk):
    assert desk.sentence(b"x" * (40 * MEGABYTE)) == (
        "文件有 40 MB，超过 32 MB。删去图片和不用的工作表，或分成几个文件再传。"
    )


def test_a_zip_bomb_is_told(desk):
    bomb = with_sheet_xml(worksheet(b"<row/>" * MEGABYTE))
    assert len(bomb) < 100_000
    expected = "文件展开后超过 4 MB。把要导入的行复制到一个新表，或分成几个文件再传。"
    assert desk.sentence(bomb, Limits(inflated=4 * MEGABYTE)) == expected


@pytest.mark.slow
def test_a_zip_bomb_that_lies_about_its_size_is_told(desk):
    cell = b'<c r="A1" t="inlineStr"><is><t>%s</t></is></c>' % (b"x" * 60 * MEGABYTE)
    inside = worksheet(b'<row r="1">%s</row>' % cell)
    bomb = with_sheet_xml(inside).replace(struct.pack("<I", len(inside)), struct.pack("<I", 5_000))
    assert desk.sentence(bomb, Limits(inflated=4 * MEGABYTE, memory=192 * MEGABYTE)) in {BROKEN, TOO_LARGE}


def test_two_cells_at_opposite_corners_do_not_kill_us(desk):
    def corners(sheet):
        sheet.cell(1, 1).value = "企业名称"
        sheet.cell(1_048_576, 16_384).value = "远"

    assert desk.sentence(xlsx(change=corners)) == TOO_LARGE


def test_too_many_columns_are_told(desk):
    row = ["x"] * 3_000
    sentence = "这个表有 3,000 列，超过 2,000 列。把要导入的列复制到一个新表再传。"
    assert desk.sentence(xlsx([row])) == sentence
    assert desk.sentence(",".join(row).encode()) == sentence


@pytest.mark.slow
def test_a_million_empty_rows_cost_seconds_and_no_rows(desk):
    styled = b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>'
    empty = b"".join(styled % (number, number) for number in range(2, 1_048_577))
    body = with_sheet_xml(worksheet(b'<row r="1"><c r="A1"><v>7</v></c></row>' + empty))
    began = time.perf_counter()
    assert desk.rows(body) == [[7]]
    assert time.perf_counter() - began < 10


def test_a_dimension_that_lies_is_not_believed(desk):
    body = with_sheet_xml(
        worksheet(b'<row r="1"><c r="A1"><v>7</v></c></row>').replace(
            b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
        )
    )
    assert desk.rows(body) == [[7]]


def test_xml_entities_are_never_expanded(desk):
    lol = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    secret = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for before, name in ((lol, b"&c;"), (secret, b"&a;")):
        cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>' % name
        told = desk.sentence(with_sheet_xml(worksheet(cell, before)))
        assert told in {BROKEN, "read 1 rows", "read 0 rows"}
        assert "haha" not in told
        assert "root" not in told


@pytest.mark.slow
def test_one_long_text_in_thousands_of_cells_is_stopped_by_the_limit_of_memory(desk):
    body = xlsx([["x" * 32_000]] * 4_000)
    assert len(body) < MEGABYTE
    assert desk.sentence(body, Limits(memory=128 * MEGABYTE)) == TOO_LARGE


@pytest.mark.slow
def test_a_read_that_takes_too_long_is_stopped(desk):
    # Several times the second it is given, on any machine of these years.
    rows = (b"<row>" + b"<c><v>1</v></c>" * 8 + b"</row>") * MEGABYTE
    sentence = "读这个文件用时太久，已停下。把要导入的部分复制到一个新表再传。"
    assert desk.sentence(with_sheet_xml(worksheet(rows)), Limits(seconds=1)) == sentence


def test_a_reader_left_half_way_leaves_no_process_behind(desk):
    desk.path.write_bytes(xlsx([["x" * 30] * 20] * 2_500))
    rows = open_book(desk.path).rows()
    assert len(next(rows)) == 20
    rows.close()
