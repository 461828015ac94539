"""What the pages of the wizard show."""

from django.db.models import Count

from gongjian.access.roles import CHANGE
from gongjian.ledger.declaration import ledger_named
from gongjian.registry import deciding, feeds
from gongjian.registry.models import Drop, DropRow
from gongjian.tasks.models import OPEN

STEPS = ("传文件", "对列", "核对", "写入")
SHOW = DropRow.Show
WORDS = {
    SHOW.DOUBTFUL: ("存疑", "看一眼再定"),
    SHOW.NEW: ("新企业", "台账里没有"),
    "places": ("没分到社区", "定了才写入"),
    SHOW.CHANGED: ("有变化", "台账里有，要更新"),
    "differs": ("有出入", "台账不动，列出来"),
    SHOW.WRONG: ("写不进", "说明了原因"),
    SHOW.SAME: ("没变化", "自动跳过"),
}
# What ledger and list are compared by, side by side.
SIDES = (("name", "name"), ("code", "credit_code"), ("former", "former_name"), ("address", "address"))


def stepper(now: int) -> list[dict]:
    states = ["done" if n < now else "now" if n == now else "" for n in range(1, len(STEPS) + 1)]
    return [{"label": label, "state": state} for label, state in zip(STEPS, states, strict=True)]


def running(work, now) -> bool:
    return work.state_at(now) in OPEN


def rows(drop: Drop, show: str):
    if show == "places":
        return deciding.unplaced(drop)
    if show == "differs":
        return drop.rows.exclude(stays=[]).order_by("number")
    return drop.rows.filter(show=show).order_by("number")


def sums(drop: Drop, show: str) -> list[dict]:
    counts = dict(drop.rows.values_list("show").annotate(Count("pk")).order_by())
    if counts.get(SHOW.NEW) and drop.kind == Drop.Kind.REGISTRATION:
        counts["places"] = deciding.unplaced(drop).count()
    counts["differs"] = drop.rows.exclude(stays=[]).count()
    show = show if show in WORDS else next((key for key in WORDS if counts.get(key)), SHOW.NEW)
    return [
        {"key": key, "label": label, "hint": hint, "count": counts.get(key, 0), "current": key == show}
        for key, (label, hint) in WORDS.items()
        if key not in ("places", "differs") or counts.get(key) or key == show
    ]


def ready(drop: Drop) -> int:
    """Rows that would be written now."""
    found = drop.rows.filter(show=SHOW.CHANGED).count()
    if drop.kind == Drop.Kind.REGISTRATION:
        found += drop.rows.filter(show=SHOW.NEW).exclude(organisation=None).count()
    return found


def done(drop: Drop) -> dict:
    return {
        "new": drop.rows.filter(show=SHOW.NEW).exclude(firm=None).count(),
        "changed": drop.rows.filter(show=SHOW.CHANGED).count(),
        "left": drop.rows.filter(show__in=(SHOW.DOUBTFUL, SHOW.WRONG)).count(),
        "unplaced": deciding.unplaced(drop).filter(firm=None).count(),
    }


def units(drop: Drop) -> list[dict]:
    """What would go where."""
    placed = drop.rows.filter(show=SHOW.NEW).exclude(organisation=None)
    counts = placed.values_list("organisation__name").annotate(firms=Count("pk")).order_by("-firms")
    return [{"name": name, "firms": firms} for name, firms in counts]


def lines(page, actor) -> list[dict]:
    """Rows for a person, each beside the firms of the ledger it may be, as far as these are within reach."""
    shown = list(page)
    wanted = {each["firm"] for row in shown for each in row.candidates} | {row.firm for row in shown}
    ledger = ledger_named("enterprise")
    found = ledger.rows(actor).select_related("organisation").in_bulk(wanted - {None})
    mine = set(ledger.rows(actor, CHANGE).filter(pk__in=found).values_list("pk", flat=True))
    return [line(row, found, mine) for row in shown]


def line(row: DropRow, found: dict, mine: set[int]) -> dict:
    candidates = [
        {
            "firm": found[each["firm"]],
            "score": each["score"],
            "why": "；".join(each["why"]),
            "pairs": pairs(row, found[each["firm"]]),
        }
        for each in row.candidates
        if each["firm"] in mine
    ]
    labels = feeds.LABELS
    told = [(labels[name], text) for name, text in row.cells.items() if text and name not in ("name", "code")]
    return {"row": row, "told": told, "candidates": candidates, "firm": found.get(row.firm)}


def pairs(row: DropRow, firm) -> list[dict]:
    both = [(feeds.LABELS[theirs], getattr(firm, ours), row.cells.get(theirs, "")) for theirs, ours in SIDES]
    both.append((feeds.LABELS["status"], firm.get_status_display(), row.cells.get("status", "")))
    return [
        {"label": label, "ours": ours, "theirs": theirs} for label, ours, theirs in both if ours or theirs
    ]


def decision(posted) -> str:
    """new, wait, or the firm it is."""
    wanted = posted.get("decision", "")
    return f"{deciding.SAME}{posted.get('firm', '')}" if wanted == "same" else wanted
