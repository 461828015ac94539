"""A docx file whose bytes depend on nothing but what it says."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.part import Part
from docx.oxml.ns import nsmap

from gongjian.layout import fonts

_EPOCH = date(1980, 1, 1)  # the first day a zip file can tell


def pack(document: Document, title: str, author: str, on: date | None) -> bytes:
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title[:255], author[:255], ""
    about.comments = about.keywords = about.subject = ""
    about.created = about.modified = datetime.combine(on or _EPOCH, datetime.min.time())
    about.revision, about.language = 1, "zh-CN"
    _font_table(document)
    _drop_picture(document)
    raw = BytesIO()
    document.save(raw)
    return _again(raw)


def _font_table(document: Document) -> None:
    """Every face with those a machine may take instead."""
    part = document.part.part_related_by(REL.FONT_TABLE)
    assert type(part) is Part
    lines = [
        f'<w:font w:name="{font.name}"><w:altName w:val="{",".join(font.otherwise)}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for font in fonts.ALL
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    part._blob = f'{head}<w:fonts xmlns:w="{nsmap["w"]}">{"".join(lines)}</w:fonts>'.encode()


def _drop_picture(document: Document) -> None:
    """The template's own first page as a picture, which file managers would show."""
    relations = document.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype == REL.THUMBNAIL]:
        del relations[key]


def _again(raw: BytesIO) -> bytes:
    done = BytesIO()
    with ZipFile(raw) as made, ZipFile(done, "w") as packed:
        for name in made.namelist():
            entry = ZipInfo(name, (_EPOCH.year, _EPOCH.month, _EPOCH.day, 0, 0, 0))
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            packed.writestr(entry, made.read(name))
    return done.getvalue()
