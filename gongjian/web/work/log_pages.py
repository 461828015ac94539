"""The log, for auditors: narrowed, paged by number so that its length costs nothing, taken out as a file."""

from io import BytesIO

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongjian.access.roles import EXPORT, VIEW
from gongjian.ledger import logbook, past, proving
from gongjian.ledger.sheets import export
from gongjian.web.work.task_pages import line

PAGE, MOST = 50, 50_000
HEAD = ("编号", "时间", "谁", "动作", "类别", "对象", "单位", "改了哪几项", "来自", "地址")


class LogFilter(forms.Form):
    person = forms.CharField(
        label="谁", required=False, max_length=40, widget=forms.TextInput({"placeholder": "谁"})
    )
    action = forms.ChoiceField(label="动作", required=False)
    kind = forms.ChoiceField(label="类别", required=False)
    first = forms.DateField(label="从", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    last = forms.DateField(label="到", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, data):
        super().__init__(data)
        self.fields["action"].choices = [("", "全部动作"), *logbook.ACTIONS.items()]
        self.fields["kind"].choices = [("", "全部类别"), *logbook.kinds().items()]

    @property
    def asked(self) -> logbook.Asked:
        self.is_valid()
        return logbook.Asked(**{name: value for name, value in self.cleaned_data.items() if value})


@never_cache
def log_page(request):
    actor = request.actor
    if not actor.reach(VIEW, logbook.GUARD):
        raise Http404
    form = LogFilter(request.GET)
    found = logbook.entries(actor, form.asked)
    if (before := request.GET.get("before", "")).isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    lines = logbook.lines(found[: PAGE + 1], actor)
    context = {
        "form": form,
        "lines": lines[:PAGE],
        "older": lines[PAGE - 1].pk if len(lines) > PAGE else None,
        "sources": past.SOURCES,
        "narrowed": form.asked != logbook.Asked(),
        "proof": (row := proving.last()) and line(row, actor.now),
        "may_export": bool(actor.reach(EXPORT, logbook.GUARD)),
    }
    return render(request, "web/log/page.html", context)


@require_POST
def export_log(request):
    actor = request.actor
    if not actor.reach(EXPORT, logbook.GUARD):
        raise Http404
    asked = LogFilter(request.POST).asked
    lines = logbook.lines(logbook.entries(actor, asked, EXPORT)[:MOST], actor)
    file = BytesIO()
    export.text(file, HEAD, [cells(each) for each in lines])
    with transaction.atomic():
        logbook.note_export(actor, asked, len(lines))
    name = export.file_name("日志", actor.today, "csv")
    return FileResponse(BytesIO(file.getvalue()), as_attachment=True, filename=name)


@require_POST
def prove_log(request):
    if not request.actor.reach(VIEW, logbook.GUARD):
        raise Http404
    proving.start(request.actor, reverse("log"))
    messages.success(request, "正在核对，结果写在这一页上方。")
    return redirect("log")


def cells(each: logbook.Line) -> tuple:
    at = f"{timezone.localtime(each.at):%Y-%m-%d %H:%M:%S}"
    where = past.source(each)
    told = (each.who, each.action, each.kind, each.what, each.place, each.fields, where, each.address)
    return (each.pk, at, *told)


urlpatterns = [
    path("settings/log/verify/", prove_log, name="prove_log"),
    path("settings/log/", log_page, name="log"),
    path("settings/log/export/", export_log, name="export_log"),
]
