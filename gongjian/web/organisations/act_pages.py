"""Doing one of the six acts, or mending an entry: form, plan, one transaction, one batch in the log."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from gongjian.access import scope
from gongjian.access.roles import ADD, CHANGE
from gongjian.audit import log
from gongjian.cases import deeds
from gongjian.ledger import withdrawal, writing
from gongjian.organisations import tree
from gongjian.organisations.models import Act, Organisation, Tree
from gongjian.web.organisations.act_forms import FORMS, GUARD
from gongjian.web.organisations.mending_forms import DayForm
from gongjian.web.organisations.tree_pages import visible
from gongjian.web.saying import say


@require_http_methods(["GET", "POST"])
def act(request, number, verb):
    form_class = FORMS.get(verb)
    if form_class is None:
        raise Http404
    actor = request.actor
    bodies = scope.organisations(actor, form_class.action, GUARD).filter(until=None)
    body = get_object_or_404(bodies.select_related("kind", "parent"), pk=number)
    form = form_class(request.POST or None, body=body, actor=actor)
    if request.method == "POST" and form.is_valid() and (plan := done(form)):
        founded = plan.founded[0] if verb == "found" else body
        undo = reverse("withdraw", args=[plan.act.pk]) if plan.act else ""
        say(request, f"{form.done}：{founded.name}。", undo)
        return redirect("organisation", founded.pk)
    return page(request, form)


@require_http_methods(["GET", "POST"])
def found_top(request, name):
    """The first body of a tree that has none yet; whoever keeps the structure of the whole place may."""
    if name not in Tree.values or not request.actor.reaches(f"{name}.", ADD, GUARD):
        raise Http404
    if Organisation.objects.filter(tree=name, parent=None).exists():
        raise Http404
    top = Organisation(tree=name, name=f"{Tree(name).label}树的最上级")
    form = FORMS["found"](request.POST or None, body=top, actor=request.actor)
    if request.method == "POST" and form.is_valid() and (plan := done(form)):
        say(request, f"{form.done}：{plan.founded[0].name}。", reverse("withdraw", args=[plan.act.pk]))
        return redirect("organisation", plan.founded[0].pk)
    return page(request, form)


def done(form):
    """The plan once written; nothing is written, and the form says why, when anything refuses."""
    actor = form.actor
    try:
        with transaction.atomic():
            plan = form.plan()
            batch = log.begin(actor.hand, "act", f"{form.verb}：{form.body.name}", actor.now, len(plan.rows))
            writing.perform(actor, plan, form.cleaned_data.get("reason", ""), batch=batch.pk, guard=GUARD)
            return plan
    except ValidationError as error:
        tell(form, error)
    except writing.Refused as refused:
        form.add_error(None, str(refused))
    except IntegrityError:
        form.add_error(None, "刚刚有人也改了这里，刷新后再看。")
    return None


def tell(form, error: ValidationError) -> None:
    """Beside the field it is about; above the form where the form has no such field."""
    for field, sentences in error.message_dict.items():
        form.add_error(field if field in form.fields and field != NON_FIELD_ERRORS else None, sentences)


def mine(request, number) -> tuple[Act, Organisation]:
    """An act upon a body this actor may change."""
    bodies = scope.organisations(request.actor, CHANGE, GUARD)
    body = get_object_or_404(bodies.select_related("kind"), acts=number)
    return body.acts.get(pk=number), body


@require_POST
def withdraw(request, number):
    act, body = mine(request, number)
    try:
        take_back(act, request.actor, request.POST.get("reason", "").strip()[:200])
    except writing.Refused as refused:
        messages.error(request, str(refused))
    else:
        say(request, f"已撤回：{act}。")
    here = visible(request.actor).filter(pk=body.pk).exists()
    return redirect("organisation", body.pk) if here else redirect("tree")


def take_back(act: Act, actor, reason: str) -> None:
    """What a set-up case founded goes with the rest of the step that founded it."""
    done = withdrawal.batch_of(act)
    if done and done.kind == deeds.KIND:
        deeds.take_back(done.pk, actor, reason)
    else:
        withdrawal.withdraw(act, actor, reason)


@require_http_methods(["GET", "POST"])
def act_day(request, number):
    """The right day of an act that was entered with a wrong one."""
    act, body = mine(request, number)
    form = DayForm(request.POST or None, act=act, body=body, actor=request.actor)
    if request.method == "POST" and form.is_valid() and done(form):
        say(request, f"已更正：{body.name}。")
        return redirect("organisation", body.pk)
    return page(request, form)


def page(request, form):
    line = tree.ancestors(form.body.path, form.actor.today, visible(form.actor))
    context = {"form": form, "body": form.body, "above": line[:-1]}
    return render(request, "web/tree_act.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("organisations/<int:number>/<slug:verb>/", act, name="act"),
    path("organisations/top/<slug:name>/", found_top, name="found_top"),
    path("organisations/acts/<int:number>/withdraw/", withdraw, name="withdraw"),
    path("organisations/acts/<int:number>/day/", act_day, name="act_day"),
]
