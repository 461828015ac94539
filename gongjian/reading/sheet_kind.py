"""What a file is, by what is in it: its name often lies."""

import re
import struct
import zipfile
from pathlib import Path

from gongjian.reading.values import Unreadable

SAVE_AS = "用 Excel 或 WPS 打开，另存为 .xlsx 再传。"
BROKEN = "文件不完整或已损坏。重新下载或重新导出一份再传；若能打开，另存为 .xlsx 再传。"
LOCKED = "文件设了打开密码。打开后去掉密码，保存再传。"
PACKED = "这是一个压缩包，不是表格。解压后，把里面的表格传上来。"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = {
    b"%PDF": "这是 PDF，读不出表格。找到原来的 Excel 表再传；只有 PDF 时，先转成 .xlsx，核对后再传。",
    b"\x89PNG": "这是图片，不是表格。传原来的 Excel 表。",
    b"\xff\xd8\xff": "这是图片，不是表格。传原来的 Excel 表。",
    b"GIF8": "这是图片，不是表格。传原来的 Excel 表。",
    b"{\\rtf": "这是 Word 文档，不是表格。把里面的表复制到 Excel，存为 .xlsx 再传。",
    b"Rar!": PACKED,
    b"7z\xbc\xaf": PACKED,
    b"\x1f\x8b": PACKED,
    b"BZh": PACKED,
    b"\xfd7zXZ": PACKED,
    b"MIME-Version:": f"这是网页存档，不是表格。{SAVE_AS}",
    b"SQLite format": "这是数据库文件，不是表格。导出成 .xlsx 再传。",
}
_OLD_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x06\x00",
)
_WORD = "这是 Word 文档，不是表格。把里面的表复制到 Excel，存为 .xlsx 再传。"
_SLIDES = "这是演示文稿，不是表格。传 Excel 表。"
_MARKUP = re.compile(rb"\s*<(!doctype html|html|head|body|table|meta|style|script|div|!--|\?xml)", re.I)


def kind_of(path: Path) -> str:
    """`excel` (anything the workbook reader opens), `html` or `text`; Unreadable for the rest."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise Unreadable("文件是空的。选有内容的文件再传。")
    for mark, sentence in _OTHER.items():
        if head.startswith(mark):
            raise Unreadable(sentence)
    if head.startswith(b"PK"):
        return _of_zip(path)
    if head.startswith(_OLE):
        return _of_ole(path)
    if head.startswith(_OLD_BIFF):
        raise Unreadable(f"这是很旧的 Excel 格式。{SAVE_AS}")
    return _of_markup(head) or "text"


def _of_markup(head: bytes) -> str | None:
    plain = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe")
    if not _MARKUP.match(plain):
        return None
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain and b"<Workbook" in plain:
        raise Unreadable(f"这是旧的 XML 表格。{SAVE_AS}")
    if re.match(rb"\s*<\?xml", plain) and b"<html" not in plain.lower():
        raise Unreadable(f"这是 XML 文件，不是表格。{SAVE_AS}")
    return "html"


def _of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except MemoryError:
        raise
    except Exception as error:  # zipfile trips over damaged archives in a dozen ways
        raise Unreadable(BROKEN) from error
    if any(name.startswith("xl/") for name in names) or b"opendocument.spreadsheet" in kind:
        return "excel"
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in kind:
        raise Unreadable(_WORD)
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable(_SLIDES)
    raise Unreadable(PACKED)


def _of_ole(path: Path) -> str:
    body = path.read_bytes()
    if _stream("EncryptedPackage") in body or _has_password(body):
        raise Unreadable(LOCKED)
    if _stream("Workbook") in body or _stream("Book") in body:
        return "excel"
    if _stream("WordDocument") in body:
        raise Unreadable(_WORD)
    if _stream("PowerPoint Document") in body:
        raise Unreadable(_SLIDES)
    raise Unreadable(BROKEN)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


def _has_password(body: bytes) -> bool:
    """Whether an xls is encrypted: a FILEPASS record among the first after the workbook's opening."""
    at = body.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    for _ in range(4):
        if at < 0 or at + 4 > len(body):
            return False
        record, length = struct.unpack_from("<HH", body, at)
        if record == 0x2F:
            return True
        at += 4 + length
    return False
