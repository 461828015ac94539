"""The page of an empty installation: top unit and first system administrator. Then it is gone."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongjian.access import beginning
from gongjian.access.models import User
from gongjian.access.passwords import HouseRules
from gongjian.organisations.models import Kind
from gongjian.web.entry_fields import DayField, SecretField, Speaking


class FirstRunForm(Speaking, forms.ModelForm):
    unit = forms.CharField(label="单位名称", max_length=100, help_text="最上级单位，如：示例区两新工委")
    kind = forms.ModelChoiceField(Kind.objects.none(), label="单位类型")
    on = DayField(label="设立日期", help_text="下级和台账的日期都不能早于这一天")
    paper_title = forms.CharField(label="批复标题", max_length=150, required=False, help_text="党组织要填")
    decided_by = forms.CharField(label="批准机关", max_length=100, required=False, help_text="党组织要填")
    password = SecretField(label="密码", new=True, help_text=HouseRules().get_help_text())
    again = SecretField(label="密码（再输一次）", new=True)

    class Meta:
        model = User
        fields = ["username", "name"]

    field_order = ["unit", "kind", "on", "paper_title", "decided_by", "name", "username", "password", "again"]

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.fields["kind"].queryset = beginning.kinds()

    def clean_username(self):
        return User.normalize_username(self.cleaned_data["username"])

    def clean(self):
        given = super().clean()
        if given.get("password") != given.get("again"):
            self.add_error("again", "两次输入的密码不一样。")
        return given

    def _post_clean(self):
        """The password is judged against the name once both are known, as Django's own forms do."""
        super()._post_clean()
        if password := self.cleaned_data.get("password"):
            try:
                validate_password(password, self.instance)
            except ValidationError as error:
                self.add_error("password", error)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def first_run(request):
    if User.objects.exists():
        raise Http404
    form = FirstRunForm(request.POST or None)
    if form.is_valid() and begun(request, form):
        messages.success(request, "已建好。用刚设的用户名和密码登录。")
        return redirect("sign_in")
    return render(request, "web/first_run.html", {"form": form})


def begun(request, form: FirstRunForm) -> bool:
    given = form.cleaned_data
    top = beginning.Top(given["unit"], given["kind"], given["on"], given["paper_title"], given["decided_by"])
    actor = request.actor
    try:
        beginning.begin(form.instance, given["password"], top, actor.now, actor.today, actor.address)
    except IntegrityError as error:
        raise Http404 from error  # two pressed the button at once: the other one made it
    except ValidationError as error:
        for field, sentences in error.message_dict.items():
            form.add_error("unit" if field == "name" else field, sentences)
    return not form.errors


urlpatterns = [path("first-run/", first_run, name="first_run")]
