"""What happened to a row, newest first, and the past of one value; from here a deed is taken back."""

from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongjian.audit import log
from gongjian.ledger import extras, looking, past, reaching, undo
from gongjian.ledger.declaration import Ledger
from gongjian.web.ledgers.finding import row_at

DEEDS = {"add": ("新增", "plus", "ok"), "change": ("修改", "edit", ""), "delete": ("删除", "trash", "bad")}
OTHER = ("看过", "eye", "")
AT_ONCE = 200


def timeline(entries, wording: past.Wording, actor, every) -> list[dict]:
    """`every` are all entries of the row: only what nothing was built on since is offered back."""
    newest = settled(every)
    return [item(entry, wording, actor, newest) for entry in entries]


def settled(entries) -> dict[str, int]:
    """The number of the last entry that touched each field; entries stand newest first."""
    newest: dict[str, int] = {}
    for entry in entries:
        for name in (*entry.was, *entry.now):
            newest.setdefault(name, entry.pk)
    return newest


def item(entry, wording: past.Wording, actor, newest: dict[str, int]) -> dict:
    word, icon, tone = DEEDS.get(entry.action, OTHER)
    changes = wording.changes(entry)
    at = timezone.localtime(entry.at)
    free = all(newest.get(name) == entry.pk for name in (*entry.was, *entry.now))
    return {
        "month": f"{at.year} 年 {at.month} 月",
        "tone": tone,
        "icon": icon,
        "title": headline(word, entry, changes),
        "text": "内容已按规定销毁" if entry.forgotten else entry.reason and f"理由：{entry.reason}",
        "changes": changes if entry.action != "add" else [],
        "filled": changes if entry.action == "add" else [],
        "when": f"{at:%Y-%m-%d %H:%M} · {entry.user_name or '系统'} · {past.source(entry)}",
        "batch": reverse("batch", args=[entry.batch]) if entry.batch else "",
        "undo": reverse("undo_entry", args=[entry.pk]) if free and undo.may_undo(entry, actor) else "",
    }


def headline(word: str, entry, changes) -> str:
    if entry.action == "change" and changes:
        labels = [label for label, _, _ in changes]
        return f"{word}{'、'.join(labels[:3])}{'等' if len(labels) > 3 else ''}"
    return word


@never_cache
def history(request, name, pk):
    ledger, row = row_at(request, name, pk)
    entries = log.entries_of(ledger.name, pk)
    looking.row(ledger, row, request.actor)
    shown = [entry for entry in entries if entry.action != looking.LOOK][:AT_ONCE]
    looks = [entry for entry in entries if entry.action == looking.LOOK][:AT_ONCE]
    wording = past.Wording(ledger, request.actor, shown)
    context = {
        "ledger": ledger,
        "row": row,
        "title": reaching.title(row, request.actor),
        "entries": timeline(shown, wording, request.actor, entries),
        "looks": looks,
        "count": len(shown),
    }
    return render(request, "web/ledger/history.html", context)


@never_cache
def past_of_field(request, name, pk, field):
    """A drawer where a script asks, a page of its own otherwise."""
    ledger, row = row_at(request, name, pk)
    if field not in known(ledger, request.actor):
        raise Http404
    values = log.field_history(ledger.name, pk, field)
    looking.row(ledger, row, request.actor)
    wording = past.Wording(ledger, request.actor, [value.entry for value in values])
    lines = [
        (
            wording.value(field, value.now),
            value.entry,
            past.source(value.entry),
        )
        for value in values
    ]
    context = {
        "ledger": ledger,
        "row": row,
        "title": reaching.title(row, request.actor),
        "label": wording.label(field),
        "lines": lines,
        "now": lines[0][0] if lines else past.EMPTY,
        "base": "web/parts/drawer.html"
        if request.headers.get("HX-Request")
        else "web/parts/drawer_page.html",
    }
    return render(request, "web/ledger/past.html", context)


def known(ledger: Ledger, actor) -> set[str]:
    return {*ledger.form, *(extra.name for extra in extras.columns(ledger, actor))}


urlpatterns = [
    path("ledgers/<slug:name>/<int:pk>/history/", history, name="ledger_history"),
    path("ledgers/<slug:name>/<int:pk>/history/<slug:field>/", past_of_field, name="ledger_past"),
]
