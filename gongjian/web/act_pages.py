"""Doing one of the six acts, or mending an entry: form, plan, one transaction, one batch in the log."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from gongjian.access import scope
from gongjian.audit import log
from gongjian.ledger import writing
from gongjian.organisations import tree
from gongjian.web.act_forms import FORMS, GUARD
from gongjian.web.saying import say
from gongjian.web.tree_pages import visible


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
        say(request, f"{form.done}：{founded.name}。")
        return redirect("organisation", founded.pk)
    line = tree.ancestors(body.path, actor.today, visible(actor))
    context = {"form": form, "body": body, "line": line, "above": line[:-1]}
    return render(request, "web/tree_act.html", context, status=422 if form.errors else 200)


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


urlpatterns = [path("organisations/<int:number>/<slug:verb>/", act, name="act")]
