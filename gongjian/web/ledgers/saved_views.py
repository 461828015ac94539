"""Views people keep: a name for what the address of a list asks for, one's own or shared with a unit."""

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from gongjian.access.roles import VIEW
from gongjian.ledger.declaration import Ledger, ledger_named
from gongjian.ledger.filters import bare
from gongjian.ledger.models import SavedView
from gongjian.organisations.models import Organisation
from gongjian.web.ledgers.listing import LOOKS
from gongjian.web.saying import say

MOST = 30
TAKEN = "已有叫这个名字的视图，换一个名字。"


class ViewForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["title", "shared_with", "query"]
        widgets = {"query": forms.HiddenInput}
        labels = {"shared_with": "给谁用"}

    def __init__(self, *args, actor, ledger: Ledger, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = "给视图起个名字。"
        units = self.fields["shared_with"]
        units.queryset = Organisation.objects.filter(pk__in=[g.organisation_id for g in actor.grants])
        units.empty_label = "只给自己"
        self.instance.ledger, self.instance.user = ledger.name, actor.user

    def clean_query(self):
        return condition(QueryDict(self.cleaned_data["query"].lstrip("?")))

    def clean_title(self):
        title = self.cleaned_data["title"]
        same = SavedView.objects.filter(ledger=self.instance.ledger, user=self.instance.user, title=title)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(TAKEN)
        return title


def condition(given: QueryDict) -> str:
    """The same view always reads the same: no page, no looks, names in order."""
    kept = bare(given)
    for name in (*LOOKS, "ids"):
        kept.pop(name, None)
    ordered = QueryDict(mutable=True)
    for name in sorted(kept):
        ordered.setlist(name, kept.getlist(name))
    return ordered.urlencode()


def visible(ledger: Ledger, actor) -> list[SavedView]:
    """One's own, all of them; then some shared with a unit one belongs to or that stands above it."""
    above = {
        path[: end + 1]
        for grant in actor.grants
        for path in [grant.organisation.path]
        for end, sign in enumerate(path)
        if sign == "."
    }
    rows = SavedView.objects.filter(ledger=ledger.name).select_related("shared_with", "user").order_by("pk")
    own = Q(user=actor.user)
    return [*rows.filter(own), *rows.filter(~own, shared_with__path__in=above)[:MOST]]


def opened(request, name: str) -> Ledger:
    ledger = ledger_named(name)
    if ledger is None or not ledger.may(request.actor, VIEW):
        raise Http404
    return ledger


def views(request, name):
    """All views of a ledger; one's own can be renamed, shared, removed here."""
    ledger = opened(request, name)
    start = {"query": request.GET.urlencode()}
    form = ViewForm(request.POST or None, actor=request.actor, ledger=ledger, initial=start)
    if form.is_valid() and (row := kept(form)):
        say(request, f"已存为视图“{row.title}”。")
        return redirect(address(ledger, row))
    found = visible(ledger, request.actor)
    own = [(row, form_of(request, ledger, row)) for row in found if row.user_id == request.actor.user.pk]
    others = [row for row in found if row.user_id != request.actor.user.pk]
    context = {"ledger": ledger, "form": form, "own": own, "others": others}
    return render(request, "web/ledger/list_views.html", context, status=422 if form.errors else 200)


def form_of(request, ledger: Ledger, row: SavedView, data=None) -> ViewForm:
    return ViewForm(data, instance=row, actor=request.actor, ledger=ledger, prefix=f"v{row.pk}")


def kept(form: ViewForm) -> SavedView | None:
    try:
        with transaction.atomic():
            return form.save()
    except IntegrityError:  # the same name, sent twice at once
        form.add_error("title", TAKEN)
        return None


@require_POST
def change(request, name, pk):
    ledger = opened(request, name)
    row = get_object_or_404(SavedView, pk=pk, ledger=ledger.name, user=request.actor.user)
    if "remove" in request.POST:
        row.delete()
        messages.success(request, f"视图“{row.title}”已删。")
        return redirect("ledger_views", ledger.name)
    form = form_of(request, ledger, row, request.POST)
    if form.is_valid() and kept(form):
        messages.success(request, f"视图“{row.title}”已改。")
    else:
        messages.error(request, "".join(s for each in form.errors.values() for s in each))
    return redirect("ledger_views", ledger.name)


def address(ledger: Ledger, row: SavedView) -> str:
    return f"{reverse('ledger_list', args=[ledger.name])}?{row.query}"


urlpatterns = [
    path("ledgers/<slug:name>/views/", views, name="ledger_views"),
    path("ledgers/<slug:name>/views/<int:pk>/", change, name="ledger_view_change"),
]
