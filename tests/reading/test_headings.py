from datetime import date

from gongjian.reading.headings import Suggestion, find, match
from gongjian.reading.lines import Line, line_of
from gongjian.reading.merged import remark, spread

COLUMNS = {
    "name": "企业名称",
    "code": "统一社会信用代码",
    "workers": "职工数",
    "contact": "联系人姓名",
    "phone": "联系人电话",
}


def test_headings_are_found_under_title_rows():
    rows = [
        ["某街道非公企业名单", None, None],
        ["填报单位：某街道"],
        [],
        ["*企业名称：", "职工数（人）", "备注"],
        ["甲", 3],
    ]
    found = find(rows, COLUMNS.values())
    assert (found.row_index, found.depth, found.first) == (3, 1, 4)
    assert found.headings == ["*企业名称：", "职工数（人）", "备注"]
    assert found.titles == ["某街道非公企业名单", "填报单位：某街道"]
    assert found.matched == 2


def test_headings_over_two_rows_are_joined():
    rows = [["企业名单"], ["企业名称", "联系人", None], [None, "姓名", "电话"], ["甲", "张三", 13900000000]]
    merges = [(0, 0, 0, 2), (1, 0, 2, 0), (1, 1, 1, 2)]
    found = find(rows, COLUMNS.values(), merges)
    assert found.headings == ["企业名称", "联系人/姓名", "联系人/电话"]
    assert found.first == 3
    assert match(found.headings, COLUMNS).fields == {0: "name", 1: "contact", 2: "phone"}


def test_data_in_words_is_not_taken_for_a_second_heading_row():
    found = find([["企业名称", "联系人姓名"], ["甲公司", "张三"], ["乙公司", "李四"]], COLUMNS.values())
    assert found.first == 1


def test_spaces_width_and_marks_do_not_matter():
    headings = ["企 业 名 称", "统一社会\n信用代码", "３、职工数", "【必填】联系人姓名", "联系人电话*"]
    assert match(headings, COLUMNS).fields == {0: "name", 1: "code", 2: "workers", 3: "contact", 4: "phone"}


def test_a_sheet_nobody_knows_gives_its_first_full_row():
    found = find([["标题"], ["甲", "乙", "丙"], [1, 2, 3]], COLUMNS.values())
    assert (found.row_index, found.matched) == (1, 0)


def test_an_empty_sheet_has_no_headings():
    assert find([], COLUMNS.values()) is None
    assert find([[None, None], []], COLUMNS.values()) is None


def test_two_headings_alike_are_told_and_given_to_neither():
    matching = match(["企业名称", "职工数", "职工数（人）"], COLUMNS, {"单位名称": "name"})
    assert matching.fields == {0: "name", 1: "workers"}
    assert matching.unknown.keys() == {2}
    matching = match(["企业名称", "企业名称", "职工数"], COLUMNS)
    assert matching.twice == {"name": [0, 1]}
    assert matching.fields == {2: "workers"}
    assert matching.missing == ["code", "contact", "phone"]


def test_remembered_words_match_and_unknown_ones_are_suggested():
    matching = match(
        ["序号", "单位名称", "信用代码", "", "天气"], COLUMNS, {"单位名称": "name", "旧词": "gone"}
    )
    assert matching.fields == {1: "name"}
    assert matching.passed == [0, 3]
    assert matching.unknown == {2: [Suggestion("code", 85)], 4: []}


def test_headings_that_differ_only_in_brackets_stay_apart():
    columns = {"here": "人数（本地）", "away": "人数（外地）"}
    assert match(["人数(外地)", "人数（本地）"], columns).fields == {0: "away", 1: "here"}


def test_totals_notes_and_repeated_headings_are_recognised():
    headings = ["序号", "企业名称", "职工数"]
    told = {
        Line.TOTAL: [["合  计", None, 30], [None, "小计：", 3], ["总计（户）", None, None]],
        Line.NOTE: [["注：本表每月报送", None, None], ["填表人：张三", None, None], ["备注：无"]],
        Line.HEADING: [["序号", "企业名称", "职工数"], ["序号", "企业名称", "职工数（人）"]],
        Line.BLANK: [[None, None, None], [], [" ", "", "\u3000"]],
        Line.DATA: [[1, "合计科技公司", 3], ["合计科技公司", "a", 3], [0, None, None], [date(2026, 1, 1)]],
    }
    assert {line: {line_of(row, headings) for row in rows} for line, rows in told.items()} == {
        line: {line} for line in told
    }


def test_merged_values_spread_over_their_range():
    rows = [["甲街道", "a"], [None, "b"], ["乙街道", "c"]]
    assert list(spread(rows, [(0, 0, 1, 0)])) == [["甲街道", "a"], ["甲街道", "b"], ["乙街道", "c"]]
    assert rows[1] == [None, "b"]


def test_merged_data_is_told_with_its_place():
    assert remark([(0, 0, 0, 3), (4, 1, 9, 1)], first=2).startswith("数据里有 1 处合并单元格（B5:B10），")
    assert remark([(0, 0, 0, 3)], first=2) is None
