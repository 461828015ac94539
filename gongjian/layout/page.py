"""The empty page of GB/T 9704-2012: A4, 22 lines of 28 characters, the page number below the text."""

from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle

from gongjian.layout import fonts

TOP, LEFT, RIGHT, BOTTOM = 37, 28, 26, 35
TEXT_WIDTH = 210 - LEFT - RIGHT
LINE = Pt(28.95)
# 28 characters of 16 pt are a little wider than the text; a quarter of a point less each, and they fit.
SQUEEZE = -5
CHARACTER = Pt(15.75)
# The dash of the page number stands 7 mm below the text: its line ends here, measured from the page's foot.
FOOT = Mm(25.5)


def blank() -> Document:
    document = new_document()
    _section(document.sections[0])
    _normal(document)
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _number(section.footer, ALIGN.RIGHT)
    _number(section.even_page_footer, ALIGN.LEFT)
    return document


def _section(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(15), FOOT
    # Lines only: a grid of characters makes LibreOffice give each one two places.
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    pitch = str(round(LINE.pt * 20))
    section._sectPr.append(OxmlElement("w:docGrid", {qn("w:type"): "lines", qn("w:linePitch"): pitch}))


def _normal(document: Document) -> None:
    style = document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    style.font.size = Pt(fonts.SIZE_3)
    marks = style.element.get_or_add_rPr()
    _faces(marks.get_or_add_rFonts())
    for faces in document.styles.element.iterfind(f"{qn('w:docDefaults')}//{qn('w:rFonts')}"):
        _faces(faces)
    size = marks.find(qn("w:sz"))
    assert size is not None
    size.addprevious(OxmlElement("w:spacing", {qn("w:val"): str(SQUEEZE)}))
    form = style.paragraph_format
    form.space_before = form.space_after = Length(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    form.alignment = ALIGN.JUSTIFY
    form.widow_control = False


def _faces(element: BaseOxmlElement) -> None:
    for name in list(element.attrib):
        del element.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        element.set(qn(f"w:{name}"), fonts.BODY.name)


def _number(footer: _Footer, side: ALIGN) -> None:
    """— 1 —, one character in from the outer edge."""
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.alignment = side
    line.paragraph_format.line_spacing = Pt(fonts.SIZE_4)
    line.paragraph_format.tab_stops.clear_all()
    if side is ALIGN.RIGHT:
        line.paragraph_format.right_indent = Pt(fonts.SIZE_4)
    else:
        line.paragraph_format.left_indent = Pt(fonts.SIZE_4)
    for text in ("— ", "", " —"):
        run = line.add_run(text)
        run.font.size, run.font.name = Pt(fonts.SIZE_4), fonts.PAGE.name
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), fonts.PAGE.name)
        if not text:
            field = OxmlElement("w:fldSimple", {qn("w:instr"): "PAGE"})
            run._element.addprevious(field)
            run.text = "1"
            field.append(run._element)
