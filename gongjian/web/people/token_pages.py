"""Keys for programs, made by the holder of a grant; shown once."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from gongjian.access import tokens
from gongjian.web.entry_fields import DayField, Speaking


class TokenForm(Speaking, forms.Form):
    title = forms.CharField(label="用途", max_length=60, help_text="给哪个系统用，如：区数据平台取走访")
    grant = forms.ChoiceField(label="用哪项授权")
    until = DayField(label="止日", help_text="最长一年")

    def __init__(self, *arguments, actor, **named):
        super().__init__(*arguments, **named)
        self.held = {str(grant.pk): grant for grant in tokens.carriable(actor)}
        self.fields["grant"].choices = [(pk, labelled(grant)) for pk, grant in self.held.items()]

    def clean_grant(self):
        return self.held[self.cleaned_data["grant"]]


def labelled(grant) -> str:
    return f"{grant.get_role_display()} · {grant.organisation}"


def add_token(request):
    if not tokens.carriable(request.actor):
        raise Http404
    form = TokenForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        try:
            row, bearer = tokens.add(request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("until", error.messages)
        else:
            return render(request, "web/tokens_shown.html", {"token": row, "bearer": bearer})
    return render(request, "web/tokens_add.html", {"form": form})


@require_POST
def withdraw_token(request, pk):
    row = get_object_or_404(tokens.mine(request.actor.user), pk=pk)
    try:
        tokens.withdraw(request.actor, row)
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, "密钥已收回，立即失效。")
    return redirect("account")


urlpatterns = [
    path("account/tokens/add/", add_token, name="add_token"),
    path("account/tokens/<int:pk>/withdraw/", withdraw_token, name="withdraw_token"),
]
