"""Giving, passing on, extending and withdrawing rights; the rules are in `access.grants`."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from gongjian.access import accounts
from gongjian.access import grants as rights
from gongjian.access.models import Grant
from gongjian.access.roles import ROLES
from gongjian.access.scope import under
from gongjian.organisations.models import Organisation
from gongjian.web.entry_fields import DayField, Speaking, UnitField

NOBODY = "本单位及以下没有这个用户名的在用账号。"


class GrantForm(Speaking, forms.ModelForm):
    organisation = UnitField(label="单位")
    since = DayField(label="起日", required=False, help_text="不填就从今天起")

    class Meta:
        model = Grant
        fields = ["role", "organisation", "since", "until", "purpose"]
        field_classes = {"until": DayField}
        labels = {"until": "止日"}
        help_texts = {"until": "这一天起不再有效；不填就是一直有效"}

    def __init__(self, *arguments, actor, **named):
        super().__init__(*arguments, **named)
        self.fields["role"].choices = [(name, ROLES[name].label) for name in rights.givable(actor)]
        self.fields["organisation"].among(rights.places(actor), "units")

    def _post_clean(self):
        """The rules are `grants.give`'s, which sees the whole grant."""


class DelegateForm(Speaking, forms.Form):
    username = forms.CharField(label="用户名", max_length=40, help_text="本单位及以下的人，写全用户名")
    organisation = UnitField(label="单位")
    until = DayField(label="止日", help_text="这一天起不再有效")
    purpose = forms.CharField(label="事由", max_length=100)

    def __init__(self, *arguments, origin, **named):
        super().__init__(*arguments, **named)
        below = Organisation.objects.filter(under((origin.organisation.path,)))
        self.fields["organisation"].among(below, "units")


class UntilForm(forms.Form):
    until = DayField(label="止日", required=False, help_text="不填就是一直有效")
    reason = forms.CharField(label="理由", max_length=200, required=False)


def give(request, pk):
    """One grant more for this person."""
    user = get_object_or_404(accounts.visible(request.actor), pk=pk)
    if not rights.givable(request.actor):
        raise Http404
    form = GrantForm(request.POST or None, actor=request.actor)
    if form.is_valid() and done(form, lambda given: rights.give(request.actor, user, **given)):
        messages.success(request, "已授权。")
        return redirect("person", user.pk)
    return render(request, "web/grants_give.html", {"form": form, "person": user})


def delegate(request, pk):
    origin = next((grant for grant in rights.delegable(request.actor) if grant.pk == pk), None)
    if origin is None:
        raise Http404
    form = DelegateForm(request.POST or None, origin=origin)
    if form.is_valid() and done(form, lambda given: passed_on(request.actor, origin, given)):
        messages.success(request, "已转授。")
        return redirect("account")
    return render(request, "web/grants_delegate.html", {"form": form, "origin": origin})


def passed_on(actor, origin, given):
    user = rights.candidate(actor, origin, given.pop("username"))
    if user is None:
        raise ValidationError({"username": NOBODY})
    return rights.delegate(actor, origin, user, **given)


def extend(request, pk):
    row = within(request, pk)
    if not rights.may_change(request.actor, row):
        raise Http404
    form = UntilForm(request.POST or None, initial={"until": row.until})
    if form.is_valid() and done(form, lambda given: rights.extend(request.actor, row, **given)):
        messages.success(request, "止日已改。")
        return redirect("person", row.user_id)
    return render(request, "web/grants_until.html", {"form": form, "grant": row})


@require_POST
def withdraw(request, pk):
    row = within(request, pk)
    own = rights.passed_on(request.actor, row)
    try:
        rights.withdraw(request.actor, row, request.POST.get("reason", "").strip()[:200])
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "已收回。")
    return redirect("account") if own else redirect("person", row.user_id)


def within(request, pk) -> Grant:
    return get_object_or_404(rights.visible(request.actor), pk=pk)


def done(form, deed) -> bool:
    """What the rules refuse stands beside its field, or above the form."""
    try:
        deed(form.cleaned_data)
    except PermissionDenied:
        form.add_error(None, "这项授权不在你能给的范围内。")
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
        for field, sentences in told.items():
            form.add_error(field if field in form.fields else None, sentences)
    return not form.errors


urlpatterns = [
    path("settings/people/<int:pk>/grant/", give, name="give_grant"),
    path("settings/grants/<int:pk>/until/", extend, name="extend_grant"),
    path("settings/grants/<int:pk>/withdraw/", withdraw, name="withdraw_grant"),
    path("account/grants/<int:pk>/delegate/", delegate, name="delegate_grant"),
]
