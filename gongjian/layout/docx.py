"""A paper set as GB/T 9704-2012 asks, as a docx that any office program opens and people go on writing in."""

import re
from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from gongjian.layout import fonts, packing
from gongjian.layout.page import CHARACTER, TEXT_WIDTH, blank
from gongjian.layout.paper import Annex, Block, Heading, Paper, Table, day, numbered, signature, width

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADINGS = (fonts.FIRST, fonts.SECOND, fonts.BODY, fonts.BODY)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ROW_LINE = Pt(18)


def docx(paper: Paper) -> bytes:
    """The file; the same paper gives the same bytes."""
    document = blank()
    if paper.number:
        _centred(document, paper.number, fonts.BODY, fonts.SIZE_3)
        _empty(document, 2)
    _centred(document, paper.title, fonts.TITLE, fonts.SIZE_2)
    _empty(document)
    if paper.to:
        _write(document.add_paragraph(), f"{paper.to}：")
    _body(document, paper.body)
    _named(document, paper.attachments)
    _signed(document, paper)
    enclosed = [annex for annex in paper.attachments if annex.body]
    for number, annex in enumerate(enclosed, 1):
        _annex(document, annex, f"附件{number}" if len(paper.attachments) > 1 else "附件")
    return packing.pack(document, paper.title.replace("\n", ""), paper.signed_by, paper.on)


def _write(line: Paragraph, text: str, font: fonts.Font = fonts.BODY, size: int = fonts.SIZE_3) -> Run:
    run = line.add_run(_UNSEEN.sub("", text))
    run.font.size = Pt(size)
    run.font.name = font.name
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font.name)
    return run


def _empty(document: Document, lines: int = 1) -> None:
    for _ in range(lines):
        document.add_paragraph()


def _centred(document: Document, text: str, font: fonts.Font, size: int) -> None:
    line = document.add_paragraph()
    line.alignment = ALIGN.CENTER
    _write(line, text, font, size)


def _body(document: Document, body: Sequence[Block]) -> None:
    for block in numbered(body):
        if isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Heading):
            line = _indented(document, block.text, _HEADINGS[block.level - 1])
            line.paragraph_format.keep_with_next = True
            level = OxmlElement("w:outlineLvl", {qn("w:val"): str(block.level - 1)})
            line._p.get_or_add_pPr().append(level)
        else:
            for text in block.splitlines():
                _indented(document, text, fonts.BODY)


def _indented(document: Document, text: str, font: fonts.Font) -> Paragraph:
    line = document.add_paragraph()
    line.paragraph_format.first_line_indent = CHARACTER * 2
    _write(line, text, font)
    return line


def _named(document: Document, attachments: Sequence[Annex]) -> None:
    """What is enclosed: one blank line below the text, a second line of a name under its first character."""
    if attachments:
        _empty(document)
    for number, annex in enumerate(attachments, 1):
        mark = f"{number}. " if len(attachments) > 1 else ""
        first = "附件：" if number == 1 else ""
        line = document.add_paragraph()
        hanging = round(CHARACTER * width(f"附件：{mark}"))
        begins = round(CHARACTER * (width("附件：") - width(first)))
        line.paragraph_format.left_indent = CHARACTER * 2 + hanging
        line.paragraph_format.first_line_indent = begins - hanging
        _write(line, first + mark + annex.title)


def _signed(document: Document, paper: Paper) -> None:
    on = day(paper.on)
    if not paper.signed_by and not on:
        return
    _empty(document, 2 if paper.sealed else 1)
    for text, blanks in zip((paper.signed_by, on), signature(paper.signed_by, on, paper.sealed), strict=True):
        line = document.add_paragraph()
        line.alignment = ALIGN.RIGHT
        line.paragraph_format.right_indent = round(CHARACTER * blanks)
        line.paragraph_format.keep_together = True
        _write(line, text)


def _annex(document: Document, annex: Annex, mark: str) -> None:
    line = document.add_paragraph()
    line.paragraph_format.page_break_before = True
    _write(line, mark, fonts.FIRST)
    _empty(document)
    _centred(document, annex.title, fonts.TITLE, fonts.SIZE_2)
    _empty(document)
    _body(document, annex.body)


def _table(document: Document, table: Table) -> None:
    columns = max(len(row) for row in table.rows)
    parts = list(table.widths) or [1] * columns
    made = document.add_table(len(table.rows), columns, "Table Grid")
    made.autofit = False
    for number, (row, texts) in enumerate(zip(made.rows, table.rows, strict=True)):
        for cell, text, part in zip(row.cells, texts, parts, strict=False):
            cell.width = Mm(TEXT_WIDTH * part / sum(parts))
            _cell(cell, text, fonts.BODY if number else fonts.FIRST)
    head = made.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))


def _cell(cell: _Cell, text: str, font: fonts.Font) -> None:
    line = cell.paragraphs[0]
    line.alignment = ALIGN.CENTER if font is fonts.FIRST else ALIGN.LEFT
    line.paragraph_format.line_spacing = _ROW_LINE
    _write(line, text, font, fonts.SIZE_4_SMALL)
