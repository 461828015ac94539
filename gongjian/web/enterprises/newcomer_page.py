"""A new firm at its door, by thumb: eight questions, most of them a tap; name, place and state must be."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from gongjian.access.roles import ADD
from gongjian.cases.lives import newcomer
from gongjian.ledger.declaration import ledger_named
from gongjian.registry.alike import listed
from gongjian.web.enterprises import newcomer_form
from gongjian.web.enterprises.newcomer_form import Questions
from gongjian.web.saying import say


@require_http_methods(["GET", "POST"])
@never_cache
def newcomer_page(request):
    actor = request.actor
    if not ledger_named("enterprise").may(actor, ADD):
        raise Http404
    if request.method != "POST":
        return show(request, newcomer.form(actor), Questions())
    entered, questions = newcomer.form(actor, request.POST.dict()), Questions(request.POST)
    # Both are asked, so that everything wrong is said at once.
    right = questions.is_valid() & entered.is_valid()
    begun = newcomer.begin(actor, entered, questions.answers()) if right else newcomer.pass_on(actor, entered)
    if begun is None:
        return show(request, entered, questions, status=422)
    say(request, f"已记“{entered.instance}”。", reverse("case_undo", args=[begun.batch]))
    return redirect("ledger_detail", "enterprise", begun.firm)


def show(request, entered, questions: Questions, status: int = 200):
    actor = request.actor
    places = newcomer_form.places(actor)
    own = newcomer_form.own_grid(actor)
    context = {
        "form": Joined(entered, questions),
        "entered": entered,
        "questions": questions,
        "running": newcomer.RUNNING,
        "places": places,
        "place": chosen(entered, "organisation", places[0].number if len(places) == 1 else None),
        "grid": chosen(entered, "grid", own),
        "status_now": entered["status"].value() if entered.is_bound else "",
        "bands": newcomer_form.BANDS,
        "doubted": bool(entered.doubts) or "reason" in entered.errors,
        "sure": newcomer.SURE,
        "may_name": newcomer.may_name(actor),
        "plain": reverse("ledger_add", args=["enterprise"]),
    }
    return render(request, "web/enterprises/newcomer.html", context, status=status)


class Joined:
    """Two forms that are one page: the summary of errors reads both."""

    def __init__(self, *forms):
        self.forms = forms

    @property
    def errors(self) -> dict:
        return {name: told for form in self.forms for name, told in form.errors.items()}

    def non_field_errors(self) -> list:
        return [told for form in self.forms for told in form.non_field_errors()]

    def visible_fields(self) -> list:
        return [field for form in self.forms for field in form.visible_fields()]


def chosen(entered, name: str, usual: int | None) -> int | None:
    """The number of the row tapped, or what stands tapped already."""
    if not entered.is_bound:
        return usual
    number = str(entered[name].value() or "").rpartition("#")[2]
    return int(number) if number.isascii() and number.isdigit() else None


@require_GET
@never_cache
def newcomer_code(request):
    """What is known of a code, while one still stands at the door; a part of the page."""
    if not ledger_named("enterprise").may(request.actor, ADD):
        raise Http404
    actor, typed = request.actor, request.GET.get("credit_code", "")
    found = newcomer.known(actor, typed)
    told = None if found else listed(actor, newcomer.code_of(typed))
    return render(request, "web/enterprises/newcomer_code.html", {"found": found, "listed": told})


urlpatterns = [
    path("ledgers/enterprise/new/", newcomer_page, name="new_enterprise"),
    path("ledgers/enterprise/new/code/", newcomer_code, name="newcomer_code"),
]
