"""Lists as they come: what becomes of headings, merged cells, totals, codes in number cells."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from openpyxl import Workbook

from gongjian.reading.values import Unreadable
from gongjian.registry.listed.firms import firms_of
from gongjian.registry.listed.headings import columns_of
from tests.registry.invented import Town

TOWN = Town(31)
A, B, C = (TOWN.code() for _ in range(3))
ROWS = [
    ("云州市嘉微信息科技有限公司", A, "青石区人民路12号"),
    ("青石区锦绣便利店", B, "青石区南湖路8号"),
    ("云州市鼎盛餐饮有限公司", C, "青石区解放路9号"),
]


def book(path, rows, merges=(), title="Sheet"):
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(list(row))
    for merge in merges:
        made.active.merge_cells(merge)
    made.save(path)
    return path


def told(path):
    return [
        (firm.name, firm.codes[0] if firm.codes else "", *firm.addresses) for firm in firms_of(path).firms
    ]


def test_headings_are_found_below_titles_and_totals_are_passed_over(tmp_path):
    rows = [
        ["新登记市场主体名单"],
        ["填报单位：某局"],
        ["序号", "市场主体名称", "社会信用代码（注册号）", "住所（经营场所）"],
    ]
    rows += [[at, *row] for at, row in enumerate(ROWS, 1)]
    rows += [["合计", 3], ["注：以上为本月数据"]]
    assert told(book(tmp_path / "a.xlsx", rows, ["A1:D1", "A2:D2"])) == ROWS


def test_headings_of_two_rows_and_merged_cells_are_read(tmp_path):
    rows = [["编号", "主体情况", None, "地址"], [None, "名称", "信用代码", None]]
    rows += [["甲1", *ROWS[0]], ["甲2", ROWS[1][0], ROWS[1][1], None]]
    path = book(tmp_path / "a.xlsx", rows, ["A1:A2", "B1:C1", "D1:D2", "D3:D4"])
    assert told(path) == [ROWS[0], (*ROWS[1][:2], ROWS[0][2])]
    assert [firm.id for firm in firms_of(path).firms] == ["甲1", "甲2"]


def test_a_csv_of_the_old_encoding_is_read(tmp_path):
    text = "企业（机构）名称,纳税人识别号,生产经营地址\n" + "\n".join(map(",".join, ROWS))
    (tmp_path / "a.csv").write_bytes(text.encode("gb18030"))
    assert told(tmp_path / "a.csv") == ROWS


def test_columns_without_known_headings_are_known_by_what_stands_in_them(tmp_path):
    assert told(book(tmp_path / "a.xlsx", [["甲", "乙", "丙"], *ROWS])) == ROWS
    assert told(book(tmp_path / "b.xlsx", ROWS)) == ROWS


OTHER_HANDS = {
    "number": ("ledger_id", "台账ID", "企业编号"),
    "name": ("经营主体", "公司全称", "参保单位", "company_name"),
    "code": ("统代", "企业代码", "营业执照编号"),
    "address": ("住址", "地理位置", "现地址"),
    "former": ("原用名", "老名称", "原企业名"),
    "status": ("现状", "营业状况", "存续情况"),
}


@pytest.mark.parametrize("meant", OTHER_HANDS)
def test_headings_of_other_hands_are_known(meant):
    assert [set(columns_of([word], []).of) for word in OTHER_HANDS[meant]] == [{meant}] * len(
        OTHER_HANDS[meant]
    )


def test_other_names_in_the_sheet_are_not_taken_for_the_firm(tmp_path):
    heading = [
        "社区名称",
        "党组织名称",
        "单位名称",
        "法定代表人姓名",
        "邮政编码",
        "信用代码",
        "联系地址电话",
        "经营场所",
    ]
    rows = [
        ["南湖社区", "嘉微党支部", n, "某人", "310000", code, "88880000", where] for n, code, where in ROWS
    ]
    assert told(book(tmp_path / "a.xlsx", [heading, *rows])) == ROWS


def test_status_dates_and_older_names_are_understood(tmp_path):
    heading = ["企业编号", "名称", "曾用名", "经营状态", "注销日期", "承接企业"]
    rows = [
        [7, "甲有限公司", "乙有限公司；丙有限公司", "在营", None, None],
        [8, "丁有限公司", "无", "已注销", "2024-03-01", "甲有限公司"],
        [9, "戊有限公司", None, "未注销", "", ""],
    ]
    firms = firms_of(book(tmp_path / "a.xlsx", [heading, *rows])).firms
    assert [(firm.id, firm.former, firm.closed, firm.successor) for firm in firms] == [
        (7, ("乙有限公司", "丙有限公司"), False, ""),
        (8, (), True, "甲有限公司"),
        (9, (), False, ""),
    ]


def test_numbers_that_begin_again_name_no_row(tmp_path):
    rows = [["序号", "名称"], [1, "甲有限公司"], [2, "乙有限公司"], [1, "丙有限公司"]]
    assert [firm.id for firm in firms_of(book(tmp_path / "a.xlsx", rows)).firms] == [1, 2, 3]


def test_a_sheet_of_notes_before_the_list_is_passed_over(tmp_path):
    made = Workbook()
    made.active.append(["填表说明"])
    sheet = made.create_sheet("名单")
    for row in [["企业名称", "统一社会信用代码", "住所"], *ROWS]:
        sheet.append(row)
    made.save(tmp_path / "a.xlsx")
    assert told(tmp_path / "a.xlsx") == ROWS


def test_a_sheet_without_firms_is_told_in_a_sentence(tmp_path):
    with pytest.raises(Unreadable, match="企业名称"):
        firms_of(book(tmp_path / "a.xlsx", [["年份", "数量"], [2024, 3]]))


def printed(*arguments):
    out = StringIO()
    call_command("match", *map(str, arguments), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_command_prints_one_object_a_row(tmp_path):
    ledger = book(
        tmp_path / "l.xlsx",
        [["编号", "名称", "统一社会信用代码", "地址"], *([f"Q{at}", *row] for at, row in enumerate(ROWS))],
    )
    listed = book(
        tmp_path / "m.xlsx",
        [["企业名称", "统一社会信用代码", "住所"], ROWS[1], ("白沙区王记面馆", "", "和平巷7号")],
    )
    found = printed(ledger, listed)
    assert [set(each) for each in found] == [{"row", "verdict", "ledger_id", "candidates", "why"}] * 2
    assert [(each["row"], each["verdict"], each["ledger_id"]) for each in found] == [
        (1, "match", "Q1"),
        (2, "new", None),
    ]


@pytest.mark.parametrize(("body", "said"), [(b"PK\x03\x04broken", "损坏"), (b"", ""), (None, "没有这个文件")])
def test_a_file_that_cannot_be_read_ends_the_command_with_a_sentence(tmp_path, capsys, body, said):
    bad = tmp_path / "bad.xlsx"
    if body is not None:
        bad.write_bytes(body)
    good = book(tmp_path / "l.xlsx", [["编号", "名称"], ["1", "甲有限公司"]])
    with pytest.raises(SystemExit) as ended:
        printed(good, bad)
    assert ended.value.code == 1
    assert said in (told := capsys.readouterr().err)
    assert told.startswith("bad.xlsx：") or "bad.xlsx" in told


def test_the_command_leaves_the_database_alone(tmp_path):
    """No database is marked for this test: a query would be refused."""
    good = book(tmp_path / "l.xlsx", [["编号", "名称"], ["1", "甲有限公司"]])
    assert [each["verdict"] for each in printed(good, good)] == ["match"]
