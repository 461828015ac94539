"""Secretaries by class, each count opening its rows; posts left empty, and filling one from the pool."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongjian.access.roles import ADD, VIEW
from gongjian.cases import posts
from gongjian.cases.deeds import Doubted
from gongjian.ledger import looking
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.fields import Day, Option, Text
from gongjian.ledger.writing import Refused
from gongjian.rulebook.clause import clause
from gongjian.web.saying import say

AT_ONCE = 50


def ledger_or_404(request, action=VIEW):
    ledger = ledger_named("post")
    if not ledger.may(request.actor, action):
        raise Http404
    return ledger


@never_cache
def secretaries(request):
    ledger, actor, asked = ledger_or_404(request), request.actor, request.GET
    day, by, key = actor.today, asked.get("by", ""), asked.get("is", "")
    groups = posts.groups(actor, day)
    words = {(c.by, c.key): (group.label, c.label) for group in groups for c in group.classes}
    here = words.get((by, key))
    empty = asked.get("show") == "vacant"
    rows = posts.vacant(actor, day) if empty else posts.of_class(actor, day, by, key)
    page = Paginator(rows, AT_ONCE).get_page(asked.get("page"))
    if not empty:
        looking.page(ledger, page.object_list, actor, page.end_index())
    context = {
        "groups": groups,
        "here": here,
        "empty": empty,
        "page": page,
        "total": posts.secretaries(actor, day).count(),
        "vacancies": posts.vacant(actor, day).count(),
        "rule": clause("R-STA-23"),
        "may_add": ledger.may(actor, ADD),
    }
    return render(request, "web/cases/secretaries.html", context)


class FillForm(forms.Form):
    talent = Option(label="人才库里的人", error_messages={"required": "选一个人。"})
    chosen = Option(label="产生方式", error_messages={"required": "选产生方式。"})
    elected = forms.BooleanField(label="经党员大会选举", required=False, initial=True)
    on = Day(label="任职日期", error_messages={"required": "填任职日期。"})
    reason = Text(label="理由", max_length=200, required=False, widget=forms.HiddenInput())

    def __init__(self, data=None, *, actor, body):
        self.actor, self.body = actor, body
        super().__init__(data, initial={"on": actor.today, "chosen": "inside"})
        self.pool = posts.candidates(actor, actor.today, body)
        self.fields["talent"].choices = [(str(one.pk), named(one)) for one in self.pool]
        self.fields["chosen"].choices = ledger_named("post").field("chosen").choices

    def carry_out(self):
        given = self.cleaned_data
        try:
            return posts.fill(
                self.actor, self.body, int(given["talent"]), given["on"], given["chosen"], given["elected"],
                given["reason"],
            )  # fmt: skip
        except Doubted as doubted:
            self.fields["reason"].widget = forms.TextInput()
            self.add_error("reason", str(doubted))
        except Refused as refused:
            self.add_error(None, str(refused))
        return None


def named(one) -> str:
    return f"{one.name}（{one.organisation.name}，{one.get_fit_display()}）"


@never_cache
@require_http_methods(["GET", "POST"])
def fill_post(request, number):
    ledger_or_404(request, ADD)
    body = get_object_or_404(posts.vacant(request.actor, request.actor.today), pk=number)
    form = FillForm(request.POST or None, actor=request.actor, body=body)
    if request.method == "POST" and form.is_valid() and (batch := form.carry_out()):
        say(request, f"已登记：{body.name}的书记。", reverse("take_back", args=[batch]))
        return redirect("organisation", body.pk)
    looking.page(ledger_named("talent"), form.pool, request.actor)
    context = {"form": form, "body": body, "rule": clause("R-ORG-50")}
    return render(request, "web/cases/fill_post.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("cases/secretaries/", secretaries, name="secretaries"),
    path("cases/secretaries/<int:number>/fill/", fill_post, name="fill_post"),
]
