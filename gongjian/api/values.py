"""Values of a JSON body as the form reads them; what a program read it may send back as it was."""

from gongjian.api.answers import wrong
from gongjian.api.shape import fields
from gongjian.ledger.choices import RowChoice
from gongjian.ledger.forms import RowForm

LEAVE = object()
NO_VERSION = "写上看到的 version，或在 If-Match 头里写，免得盖掉别人的修改。"
TWO_VERSIONS = "正文里的 version 和 If-Match 不一样。"
ODD_VERSION = "version 要是取来的那个整数。"


def typed(form: RowForm, body: dict) -> dict:
    """By field, ready for the form; a field we do not know is refused, never ignored."""
    errors, found = {}, {}
    for name, value in body.items():
        if name not in form.fields:
            errors[name[:80]] = [unknown(form, name)]
            continue
        bare = stripped(value, isinstance(form.fields[name], RowChoice))
        if isinstance(bare, dict | list):
            errors[name] = ["要写一个值，不是一组。"]
        elif bare is not LEAVE:
            found[name] = bare
    if errors:
        raise wrong(errors)
    return found


def unknown(form: RowForm, name: str) -> str:
    if name in {"id", *(column.name for column in fields(form.ledger))}:
        return "这一栏只能看，不能写，去掉它。"
    return f"{form.ledger.label}没有“{name[:40]}”这一栏。"


def stripped(value, is_row: bool):
    """`{"id": 5, "label": …}` means 5, `{"code": "mall", …}` means mall; a row out of reach stays."""
    key = "id" if is_row else "code"
    if not (isinstance(value, dict) and key in value and set(value) <= {key, "label"}):
        return value
    return LEAVE if is_row and value[key] is None else value[key]


def version(body: dict, seen: int | None) -> int:
    own = body.get("version")
    if own is None:
        own = seen
    if own is None:
        raise wrong({"version": [NO_VERSION]})
    if not isinstance(own, int) or isinstance(own, bool):
        raise wrong({"version": [ODD_VERSION]})
    if seen is not None and own != seen:
        raise wrong({"version": [TWO_VERSIONS]})
    return own


def matched(request) -> int | None:
    """The version named by If-Match: `"3"`, or plainly 3."""
    text = request.headers.get("If-Match")
    if text is None:
        return None
    number = text.strip().removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise wrong({"If-Match": [ODD_VERSION]})
    return int(number)
