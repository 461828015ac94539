"""GB/T 4754 as it comes along, and finer levels a place adds."""

import pytest

from gongjian.catalogue import industries

COUNTS = {
    **{"A": 5, "B": 7, "C": 31, "D": 3, "E": 4, "F": 2, "G": 8, "H": 2, "I": 3, "J": 4},
    **{"K": 1, "L": 2, "M": 3, "N": 4, "O": 3, "P": 1, "Q": 2, "R": 5, "S": 6, "T": 1},
}


def test_all_sections_and_divisions_are_there():
    assert (len(industries.letters()), len(industries.classes())) == (20, 97)
    assert {letter: len(industries.classes(letter)) for letter in industries.letters()} == COUNTS
    assert sorted(industries.classes()) == [f"{number:02}" for number in range(1, 98)]
    assert "2017" in industries.EDITION


def test_no_two_codes_share_a_name():
    names = [*industries.classes().values()]
    assert len(names) == len(set(names))
    assert [
        name for name in [*names, *industries.letters().values()] if name != name.strip() or not name
    ] == []


@pytest.mark.parametrize(
    ("code", "letter", "name"),
    [
        ("C", "C", "制造业"),
        ("17", "C", "纺织业"),
        ("C17", "C", "纺织业"),
        ("1711", "C", "纺织业"),
        ("513", "F", "批发业"),
        ("65", "I", "软件和信息技术服务业"),
        ("59", "G", "装卸搬运和仓储业"),
        ("0511", "A", "农、林、牧、渔专业及辅助性活动"),
        ("97", "T", "国际组织"),
        ("98", None, ""),
        ("00", None, ""),
        ("U", None, ""),
        ("F17", None, ""),
        ("1", None, ""),
        ("17111", None, ""),
        ("", None, ""),
        ("１７", None, ""),
    ],
)
def test_a_code_leads_to_its_letter_and_name(code, letter, name):
    assert (industries.letter_of(code), industries.name_of(code)) == (letter, name)


def written(tmp_path, text):
    file = tmp_path / "finer.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_place_adds_the_finer_levels(tmp_path):
    finer = industries.finer(
        written(tmp_path, "\ufeffcode,name\n513,纺织、服装及家庭用品批发\nF5131,纺织品、针织品及原料批发\n")
    )

    assert {code: industries.name_of(code, finer) for code in ("51", "513", "5131", "5132", "F5131")} == {
        "51": "批发业",
        "513": "纺织、服装及家庭用品批发",
        "5131": "纺织品、针织品及原料批发",
        "5132": "纺织、服装及家庭用品批发",
        "F5131": "纺织品、针织品及原料批发",
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("code,title\n513,批发\n", "缺少列：name"),
        ("code,name\n51,批发业\n", "第 2 行：“51”不是三位或四位的行业代码。"),
        ("code,name\n991,没有\n", "第 2 行：“991”不是三位或四位的行业代码。"),
        ("code,name\n511,\n", "第 2 行：511 没有名称。"),
        ("code,name\n511,甲\n511,乙\n", "第 3 行：511 出现两次。"),
        ("code,name\n5131,甲\n", "5131 的上一级 513 不在表里。"),
    ],
)
def test_a_wrong_table_is_not_taken(tmp_path, text, why):
    with pytest.raises(ValueError, match=why):
        industries.finer(written(tmp_path, text))
