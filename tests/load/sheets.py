"""A sheet with everything in it that a resumed import could get wrong, and what must stand afterwards."""

from stdnum.cn import uscc

HEADING = 1


def code(mark: int, number: int) -> str:
    body = f"91350100M{mark:02d}{number:06d}"
    return body + uscc.calc_check_digit(body)


def kind(n: int) -> str:
    """What line n is about; later lines repeat codes and names of earlier ones."""
    if n % 97 == 5:
        return "wrong"
    if n % 10 == 3:
        return "changed"
    if n > 600 and n % 100 == 7:
        return "code again"
    if n > 600 and n % 100 == 9:
        return "name again"
    return "new"


def line(mark: int, n: int) -> tuple[str, str, int]:
    """Name, code, capital."""
    own = code(mark, n) if n % 2 else ""
    return {
        "wrong": (f"错{mark}-{n}", "短", n),
        "changed": (f"存{mark}-{n}", own, n),
        "code again": (f"重{mark}-{n}", code(mark, earlier(n)), n),
        "name again": (f"新{mark}-{earlier(n)}", "", n),
        "new": (f"新{mark}-{n}", own, n),
    }[kind(n)]


def earlier(n: int) -> int:
    """A line that is new and, for odd numbers, has a code."""
    n -= 500
    while kind(n) != "new":
        n -= 2
    return n


def text(mark: int, rows: int) -> str:
    lines = ["名称,统一社会信用代码,社区,注册资本（万元）"]
    for n in range(1, rows + 1):
        name, credit_code, capital = line(mark, n)
        lines.append(f"{name},{credit_code},云锦里社区,{capital}")
    return "\n".join(lines)


def written(rows: int) -> list[int]:
    """The lines that are written, of so many."""
    return [n for n in range(1, rows + 1) if kind(n) not in ("wrong", "code again")]


def stored(mark: int, rows: int) -> list[tuple[str, str]]:
    """Names and codes that stand in the ledger before, without capital."""
    return [line(mark, n)[:2] for n in range(1, rows + 1) if kind(n) == "changed"]


def standing(mark: int, rows: int, whole: int) -> dict:
    """What the ledger and the log hold when that many lines of the whole sheet were dealt with."""
    own = [n for n in written(rows) if kind(n) != "changed"]
    capital = {f"存{mark}-{n}": n if n <= rows else 0 for n in range(1, whole + 1) if kind(n) == "changed"}
    return {
        "new": sorted([line(mark, n)[0], n] for n in own),
        "stored": capital,
        "logged": len(written(rows)),
        "batch": len(written(rows)),
        "done": len(written(rows)),
        "findings": [],
    }
