"""A paper of our own, set and opened again."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length

from gongjian.layout import fonts
from gongjian.layout.docx import docx
from gongjian.layout.paper import Annex, Heading, Paper, Table

PAPER = Paper(
    title="关于成立云锦纺织有限公司党支部的\n请示",
    number="云纺〔2026〕1号",
    to="中共云锦街道工作委员会",
    body=[
        "我公司现有正式党员 4 名，符合单独成立党支部的条件。",
        Heading("党员情况"),
        Heading("正式党员", 2),
        Table([["姓名", "入党日期"], ["（待填）", "（待填）"]], (1, 2)),
        Heading("班子设想"),
        "拟设书记 1 名。\n妥否，请批示。",
    ],
    attachments=[Annex("党员名册", ["名册附后。"]), Annex("公司情况")],
    signed_by="云锦纺织有限公司",
    on=date(2026, 5, 20),
)


@pytest.fixture(scope="module")
def made():
    return docx(PAPER)


@pytest.fixture(scope="module")
def opened(made):
    return Document(BytesIO(made))


def texts(document):
    return [line.text for line in document.paragraphs if line.text]


def line(document, text):
    return next(each for each in document.paragraphs if each.text == text)


def face(each):
    return each.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")), each.runs[0].font.size.pt


def test_the_same_paper_gives_the_same_bytes(made):
    assert docx(PAPER) == made


def test_no_clock_and_no_stranger_is_in_the_file(made, opened):
    with ZipFile(BytesIO(made)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [name for name in packed.namelist() if "thumbnail" in name] == []
    about = opened.core_properties
    assert (about.author, about.title, about.last_modified_by, about.comments) == (
        *("云锦纺织有限公司", "关于成立云锦纺织有限公司党支部的请示", "", ""),
    )
    assert about.created.date() == about.modified.date() == PAPER.on


def test_everything_is_said_in_its_order(opened):
    assert texts(opened) == [
        "云纺〔2026〕1号",
        "关于成立云锦纺织有限公司党支部的\n请示",
        "中共云锦街道工作委员会：",
        "我公司现有正式党员 4 名，符合单独成立党支部的条件。",
        "一、党员情况",
        "（一）正式党员",
        "二、班子设想",
        "拟设书记 1 名。",
        "妥否，请批示。",
        "附件：1. 党员名册",
        "2. 公司情况",
        "云锦纺织有限公司",
        "2026年5月20日",
        "附件1",
        "党员名册",
        "名册附后。",
    ]


def test_the_page_is_the_one_of_the_standard(opened):
    section = opened.sections[0]
    sizes = {
        name: round(getattr(section, name).mm)
        for name in (
            *("page_width", "page_height", "top_margin", "left_margin", "right_margin", "bottom_margin"),
        )
    }
    assert [*sizes.values()] == [210, 297, 37, 28, 26, 35]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_twenty_two_lines_of_twenty_eight_characters_fit_and_no_more(opened):
    section, normal = opened.sections[0], opened.styles["Normal"]
    height = section.page_height - section.top_margin - section.bottom_margin
    wide = section.page_width - section.left_margin - section.right_margin
    squeeze = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert height // normal.paragraph_format.line_spacing == 22
    assert int(Length(wide).pt // (normal.font.size.pt + squeeze)) == 28


@pytest.mark.parametrize(
    ("text", "font", "size"),
    [
        ("关于成立云锦纺织有限公司党支部的\n请示", "方正小标宋简体", 22),
        ("中共云锦街道工作委员会：", "仿宋_GB2312", 16),
        ("拟设书记 1 名。", "仿宋_GB2312", 16),
        ("一、党员情况", "黑体", 16),
        ("（一）正式党员", "楷体_GB2312", 16),
        ("附件1", "黑体", 16),
    ],
)
def test_every_part_has_its_face_and_size(opened, text, font, size):
    assert face(line(opened, text)) == (font, size)


def test_text_and_headings_are_indented_by_two_characters_and_the_addressee_is_not(opened):
    indents = [
        line(opened, text).paragraph_format.first_line_indent
        for text in ("拟设书记 1 名。", "一、党员情况", "中共云锦街道工作委员会：")
    ]
    assert [each and each.pt for each in indents] == [31.5, 31.5, None]


def test_names_of_annexes_stand_under_one_another(opened):
    lines = [line(opened, text).paragraph_format for text in ("附件：1. 党员名册", "2. 公司情况")]
    begin = [each.left_indent.pt + each.first_line_indent.pt for each in lines]
    assert [each.left_indent for each in lines] == [lines[0].left_indent] * 2
    assert [round(each / 15.75, 2) for each in begin] == [2, 5]


def test_an_annex_begins_a_page_and_one_without_text_does_not(opened):
    breaks = [each.text for each in opened.paragraphs if each.paragraph_format.page_break_before]
    assert breaks == ["附件1"]


def test_the_table_repeats_its_head_and_shares_out_the_page(opened):
    table = opened.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [[*r] for r in PAPER.body[3].rows]
    assert [round(cell.width.mm) for cell in table.rows[0].cells] == [52, 104]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_odd_pages_are_numbered_at_the_right_and_even_ones_at_the_left(opened):
    section = opened.sections[0]
    feet = [section.footer, section.even_page_footer]
    shown = ["".join(each.text for each in foot.paragraphs[0]._p.iter(qn("w:t"))) for foot in feet]
    assert shown == ["— 1 —", "— 1 —"]
    assert [foot.paragraphs[0].alignment.name for foot in feet] == ["RIGHT", "LEFT"]
    assert opened.settings.odd_and_even_pages_header_footer is True


def test_every_face_names_others_to_take_instead(made):
    with ZipFile(BytesIO(made)) as packed:
        table = packed.read("word/fontTable.xml").decode()
    assert [font.name for font in fonts.ALL if f'w:name="{font.name}"' not in table] == []
    assert table.count("w:altName") == len(fonts.ALL)


def test_a_paper_may_lack_everything_but_a_title():
    bare = Document(BytesIO(docx(Paper("草稿"))))
    assert texts(bare) == ["草稿"]


def test_a_single_annex_has_no_number():
    told = texts(Document(BytesIO(docx(Paper("题", attachments=[Annex("名单", ["一人。"])])))))
    assert told == ["题", "附件：名单", "附件", "名单", "一人。"]


def test_signs_no_file_may_hold_are_left_out():
    assert texts(Document(BytesIO(docx(Paper("题", body=["甲\x00\x1f乙\ud800"]))))) == ["题", "甲乙"]


def test_what_looks_like_markup_stays_text():
    assert texts(Document(BytesIO(docx(Paper("<b>&amp;", signed_by='"&<'))))) == ["<b>&amp;", '"&<']
