"""GB/T 2260 by day, and the streets and communities a place adds."""

from datetime import date

import pytest

from gongjian.catalogue import divisions

DAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("350102", DAY, "鼓楼区"),
        ("350100", DAY, "福州市"),
        ("350000", DAY, "福建省"),
        ("110101", DAY, "东城区"),
        ("110103", DAY, ""),
        ("110103", date(2010, 1, 1), "崇文区"),
        ("422800", date(1982, 1, 1), "恩施地区"),
        ("422800", date(1990, 1, 1), "鄂西土家族苗族自治州"),
        ("422800", DAY, "恩施土家族苗族自治州"),
        ("350199", DAY, ""),
        ("990101", DAY, ""),
        ("35010", DAY, ""),
        ("３５０１０２", DAY, ""),
        ("", DAY, ""),
    ],
)
def test_a_code_is_what_it_named_on_the_day(code, day, name):
    assert divisions.name_of(code, day) == name
    assert divisions.exists(code, day) == bool(name)


def test_a_county_is_told_with_what_it_lies_in():
    assert {code: divisions.full_name(code, DAY) for code in ("350102", "110105", "350000", "350199")} == {
        "350102": "福建省福州市鼓楼区",
        "110105": "北京市朝阳区",
        "350000": "福建省",
        "350199": "",
    }


def test_the_edition_is_told():
    assert "GB/T 2260" in divisions.EDITION


def written(tmp_path, text):
    file = tmp_path / "finer.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_place_adds_streets_and_communities_with_their_days(tmp_path):
    finer = divisions.finer(
        written(
            tmp_path,
            "code,name,since,until\n350102001,甲街道,,2025-12-31\n350102001,乙街道,2026-01-01,\n350102001001,丙社区,,\n",
        )
    )

    assert divisions.name_of("350102001", date(2025, 12, 31), finer) == "甲街道"
    assert divisions.name_of("350102001", DAY, finer) == "乙街道"
    assert divisions.full_name("350102001001", DAY, finer) == "福建省福州市鼓楼区乙街道丙社区"
    assert divisions.exists("350102009", DAY, finer) is False


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("350102,鼓楼区,,", "第 2 行：“350102”不是九位或十二位的区划代码。"),
        ("350102001,,,", "第 2 行：350102001 没有名称。"),
        ("350102001,甲,去年,", "第 2 行：“去年”不是日期。"),
        ("350102001,甲,2026-02-01,2026-01-01", "第 2 行：350102001 的起日晚于止日。"),
        ("350102001,甲,,2026-01-01\n350102001,乙,2026-01-01,", "350102001 在 2026-01-01 有两个名称。"),
    ],
)
def test_a_wrong_table_is_not_taken(tmp_path, line, why):
    with pytest.raises(ValueError, match=why):
        divisions.finer(written(tmp_path, f"code,name,since,until\n{line}\n"))
