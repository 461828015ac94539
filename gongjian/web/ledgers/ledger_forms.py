"""Adding, changing and removing a row: the form the declaration gives, and a way back after saving."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from gongjian.access.roles import ADD, CHANGE, DELETE
from gongjian.audit import log
from gongjian.ledger import looking, past, prefill, reaching, referring, sections, undo, writing
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.forms import RowForm, form_for
from gongjian.ledger.related import related
from gongjian.ledger.writing import Refused
from gongjian.web.ledgers.finding import ledger_at, row_at
from gongjian.web.saying import say

AGAIN = "again"


@never_cache
def add(request, name):
    ledger, actor = ledger_at(request, name, ADD), request.actor
    if request.method == "POST":
        form = form_for(ledger, actor, request.POST)
        if row := saved(form, actor):
            say(request, f"已新增“{reaching.title(row, actor)}”。", way_back(ledger, row.pk))
            return HttpResponseRedirect(onward(request, ledger, row))
        return show(request, form, status=422)
    form = form_for(ledger, actor)
    prefill.fill(form, request.GET.dict())
    return show(request, form)


@never_cache
def change(request, name, pk):
    ledger, row = row_at(request, name, pk, CHANGE)
    actor = request.actor
    if request.method != "POST":
        looking.row(ledger, row, actor)
        return show(request, form_for(ledger, actor, instance=row))
    posted, seen = request.POST.copy(), row.version
    reaching.unveil(ledger, row, posted)
    form = form_for(ledger, actor, posted, row)
    if saved(form, actor):
        if row.version == seen:
            say(request, "没有变化，没有写入。")
        else:
            say(request, f"已保存“{reaching.title(row, actor)}”。", way_back(ledger, row.pk))
        return redirect("ledger_detail", name, pk)
    looking.row(ledger, row, actor)
    return show(request, form, status=422, since=meanwhile(form, actor))


def saved(form: RowForm, actor):
    """The written row, or None with the form saying why not."""
    if not form.is_valid():
        referring.refer(form, actor)
        return None
    try:
        return writing.save(form, actor)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def meanwhile(form: RowForm, actor) -> list[tuple]:
    """What others changed since this form was opened; seen, the next press saves over it."""
    stored = form.ledger.rows(actor, CHANGE).filter(pk=form.instance.pk).first()
    seen = form.data.get("version", "")
    if stored is None or seen == str(stored.version) or not seen.isdecimal():
        return []
    form.data["version"] = str(stored.version)
    entries = [e for e in log.entries_of(form.ledger.name, stored.pk) if e.action == CHANGE]
    entries = entries[: stored.version - int(seen)]
    wording = past.Wording(form.ledger, actor, entries)
    return [(*each, entry) for entry in entries for each in wording.changes(entry)]


def way_back(ledger: Ledger, pk: int) -> str:
    return reverse("undo_entry", args=[undo.latest(ledger.name, pk)])


def onward(request, ledger: Ledger, row) -> str:
    if AGAIN not in request.POST:
        return reverse("ledger_detail", args=[ledger.name, row.pk])
    # The next one starts from where this one did: the enterprise just visited, not its answers.
    query = {name: value for name, value in request.GET.items() if name in ledger.form}
    return reverse("ledger_add", args=[ledger.name]) + (f"?{urlencode(query)}" if query else "")


def show(request, form: RowForm, status: int = 200, since=()):
    ledger, row = form.ledger, form.instance
    reaching.veil(form)
    own = ("ledger_detail", [ledger.name, row.pk]) if row.pk else ("ledger_list", [ledger.name])
    groups = sections.sections(ledger, form.columns_added)
    context = {
        "ledger": ledger,
        "row": row if row.pk else None,
        "title": reaching.title(row, form.actor) if row.pk else "",
        "form": form,
        "groups": [(label, [form[name] for name in names]) for label, names in groups],
        "doubted": bool(form.doubts) or "reason" in form.errors,
        "since": since,
        "back": reverse(own[0], args=own[1]),
    }
    return render(request, "web/ledger/form.html", context, status=status)


@never_cache
def delete(request, name, pk):
    ledger, row = row_at(request, name, pk, DELETE)
    refused, title = "", reaching.title(row, request.actor)
    if request.method == "POST":
        try:
            writing.delete(row, request.actor, request.POST.get("reason", "").strip()[:200])
        except Refused as error:
            refused = str(error)
        else:
            say(request, f"已删除“{title}”。", way_back(ledger, pk))
            return redirect("ledger_list", name)
    looking.row(ledger, row, request.actor)
    pointing = [each for each in related(ledger, row, request.actor) if each.count]
    context = {"ledger": ledger, "row": row, "title": title, "refused": refused, "pointing": pointing}
    return render(request, "web/ledger/delete.html", context, status=422 if refused else 200)


urlpatterns = [
    path("ledgers/<slug:name>/add/", add, name="ledger_add"),
    path("ledgers/<slug:name>/<int:pk>/change/", change, name="ledger_change"),
    path("ledgers/<slug:name>/<int:pk>/delete/", delete, name="ledger_delete"),
]
