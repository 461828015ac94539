"""Settings, people: accounts made, stopped, given new passwords; guard `accounts`, second factor `grants`."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from gongjian.access import accounts
from gongjian.access import grants as rights
from gongjian.access.models import User
from gongjian.access.roles import ADD, CHANGE, HELD_BY_ACCOUNTS, VIEW
from gongjian.web.entry_fields import Speaking

PAGE = 50
STATES = {"": "全部状态", "on": "启用", "off": "停用"}


class PersonForm(Speaking, forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "username"]

    def clean_username(self):
        return User.normalize_username(self.cleaned_data["username"])


def people(request):
    actor = request.actor
    if not actor.reach(VIEW, "accounts"):
        raise Http404
    rows = narrowed(accounts.visible(actor), request.GET, actor.today)
    page = Paginator(rows.order_by("name", "pk"), PAGE).get_page(request.GET.get("page"))
    locked, standing = accounts.locked(page, actor.now), rights.standing_of(actor, page)
    context = {
        "page": page,
        "rows": [(user, standing[user.pk], user.pk in locked) for user in page],
        "states": STATES,
        "roles": HELD_BY_ACCOUNTS,
        "query": request.GET,
        "may_add": bool(actor.reach(ADD, "accounts")),
    }
    return render(request, "web/people.html", context)


def narrowed(rows, query, today):
    if typed := query.get("q", "").strip():
        rows = rows.filter(Q(name__icontains=typed) | Q(username__icontains=typed))
    if role := query.get("role"):
        rows = rights.holders(rows, role, today)
    state = query.get("state")
    return rows.filter(is_active=state == "on") if state in ("on", "off") else rows


def add_person(request):
    if not request.actor.reach(ADD, "accounts"):
        raise Http404
    form = PersonForm(request.POST or None)
    if form.is_valid():
        user, password = accounts.add(request.actor, form.cleaned_data["username"], form.cleaned_data["name"])
        return handed_over(request, user, password)
    return render(request, "web/people_add.html", {"form": form})


def person(request, pk):
    actor, user = request.actor, found(request, pk)
    other = user != actor.user
    grants = rights.visible(actor).filter(user=user).order_by("withdrawn_at", "-since", "-pk")
    context = {
        "person": user,
        "grants": [(row, rights.state(row, actor.today), rights.may_change(actor, row)) for row in grants],
        "locked": user.pk in accounts.locked([user], actor.now),
        "may_change": other and accounts.changeable(actor).filter(pk=user.pk).exists(),
        "may_reset_factor": other and bool(user.totp_since) and bool(actor.reach(CHANGE, "grants")),
        "may_grant": other and bool(rights.givable(actor)),
    }
    return render(request, "web/people_one.html", context)


def found(request, pk) -> User:
    return get_object_or_404(accounts.visible(request.actor), pk=pk)


def handed_over(request, user, password):
    """Shown in the answer itself: it is stored nowhere and comes up once."""
    return render(request, "web/people_password.html", {"person": user, "password": password})


@require_POST
def act(request, pk, what):
    user = found(request, pk)
    try:
        password = ACTS[what](request, user)
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("person", pk)
    if password:
        return handed_over(request, user, password)
    messages.success(request, "已保存。")
    return redirect("person", pk)


def reason(request) -> str:
    return request.POST.get("reason", "").strip()[:200]


def with_reason(request) -> str:
    if not reason(request):
        raise ValidationError("写明理由，如：手机换了。")
    return reason(request)


ACTS = {
    "stop": lambda request, user: accounts.stop(request.actor, user, reason(request)),
    "start": lambda request, user: accounts.start(request.actor, user),
    "reset": lambda request, user: accounts.reset_password(request.actor, user),
    "unlock": lambda request, user: accounts.unlock(request.actor, user),
    "rename": lambda request, user: accounts.rename(request.actor, user, request.POST.get("name", "")),
    "factor": lambda request, user: accounts.reset_second_factor(request.actor, user, with_reason(request)),
}

urlpatterns = [
    path("settings/people/", people, name="people"),
    path("settings/people/add/", add_person, name="add_person"),
    path("settings/people/<int:pk>/", person, name="person"),
    *(path(f"settings/people/<int:pk>/{what}/", act, {"what": what}, name=f"{what}_person") for what in ACTS),
]
