"""The policy every answer carries, the pages for what went wrong, the shell around a page."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from gongjian.web import errors, shell, size
from gongjian.web.middleware import StrictPolicy, WhoIsActing, address_of
from tests.world import actor


@pytest.fixture
def request_to():
    def make(path="/", **extra):
        request = RequestFactory().get(path, **extra)
        request.user = AnonymousUser()
        return request

    return make


def test_every_answer_forbids_inline_and_outside_code(request_to):
    answer = StrictPolicy(lambda request: HttpResponse())(request_to())
    assert answer["Content-Security-Policy"].split("; ") == [
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ]


def test_pages_of_the_signed_in_are_not_kept_by_the_browser(request_to):
    request = request_to()
    request.actor = SimpleNamespace(user=object())
    assert StrictPolicy(lambda request: HttpResponse())(request)["Cache-Control"] == "private, no-store"


def test_a_stranger_acts_with_no_grants_and_no_query(request_to):
    request = request_to()
    WhoIsActing(lambda request: HttpResponse())(request)
    assert (request.actor.user, request.actor.grants, request.actor.address) == (None, (), "127.0.0.1")
    assert request.actor.today == timezone.localdate(request.actor.now)


def test_a_forwarded_address_counts_only_behind_a_known_proxy(request_to, settings):
    request = request_to(headers={"X-Forwarded-For": "6.6.6.6, 10.1.2.3"})
    settings.HTTPS = False
    direct = address_of(request)
    settings.HTTPS = True
    assert (direct, address_of(request)) == ("127.0.0.1", "10.1.2.3")


@pytest.mark.parametrize(
    ("handler", "status", "words"),
    [
        (errors.not_found, 404, "没有这一页，或不在您的范围内"),
        (errors.refused, 403, "您的授权里没有这一项"),
        (errors.bad_request, 400, "网页送来的内容不完整"),
        (errors.stale, 403, "刷新后再提交一次"),
    ],
)
def test_what_went_wrong_is_said_in_plain_words(request_to, handler, status, words):
    answer = handler(request_to("/nowhere/"))
    assert (answer.status_code, words in answer.content.decode()) == (status, True)


def test_a_program_is_answered_in_its_own_language(request_to):
    answer = errors.not_found(request_to("/api/nowhere"))
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")


def test_the_last_page_needs_neither_request_nor_database():
    answer = errors.broken(None)
    assert (answer.status_code, "这一页没能打开" in answer.content.decode()) == (500, True)


class Falling:
    """A middleware in front of all others that fails."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        raise RuntimeError("secret detail")


@pytest.mark.parametrize(
    ("address", "kind"), [("/", "text/html; charset=utf-8"), ("/api/v1/enterprise/", "application/json")]
)
def test_a_fault_before_any_page_is_told_in_the_askers_language(settings, address, kind):
    settings.MIDDLEWARE = [f"{__name__}.Falling"]
    answer = Client(raise_request_exception=False).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (500, kind)
    text = answer.content.decode() if address == "/" else answer.json()["detail"]
    assert ("出了故障" in text, "secret" in text) == (True, False)


@pytest.mark.parametrize("address", ["/", "/api/v1/enterprise/"])
def test_a_foreign_host_is_refused_in_our_words(db, address):
    answer = Client().get(address, headers={"Host": "elsewhere.example"})
    text = answer.content.decode() if address == "/" else answer.json()["detail"]
    assert (answer.status_code, "返回上一页" in text) == (400, True)


def test_the_last_page_survives_broken_templates(settings):
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "nowhere.Storage"}}
    settings.TEMPLATES = []
    answer = errors.broken(None)
    assert (answer.status_code, "这一页没能打开" in answer.content.decode()) == (500, True)


def test_the_current_place_is_the_longest_address_that_fits():
    kid, other = shell.Place("走访", "", "/ledgers/visit/"), shell.Place("网格", "", "/ledgers/grid/")
    shelf = shell.Place("走访", "route", "/ledgers/visit/", kids=[kid, other])
    home, tree = shell.Place("工作台", "home", "/"), shell.Place("组织", "tree", "/organisations/")
    shell.mark_current([home, shelf, tree], "/ledgers/grid/7/")
    assert [place.current for place in (home, shelf, tree, kid, other)] == [False, True, False, False, True]


def test_the_menu_offers_what_one_may_see_for_a_query_at_most(
    world, request_to, django_assert_max_num_queries
):
    offered = {}
    for user in (world.clerk, world.system):
        request = request_to("/")
        request.actor = actor(user)
        with django_assert_max_num_queries(1):
            offered[user.username] = [place.label for place in shell.Shell(request).nav if place.kids]
    assert offered == {"clerk": ["企业", "覆盖", "走访", "五清", "排查", "班子", "联系"], "system": []}


def test_a_shelf_opens_with_the_ledger_it_is_named_after(world):
    firms = shell.shelves(actor(world.clerk), "/")[0]
    assert (firms.href, firms.kids[0].label) == ("/ledgers/enterprise/", "企业")


def test_rows_of_other_rows_enter_the_menu_only_while_one_is_among_them(world):
    away, among = (shell.shelves(actor(world.clerk), path)[0] for path in ("/", "/ledgers/sitecount/"))
    labels = {kid.label for kid in away.kids}
    assert {kid.label for kid in among.kids} - labels == {"场所人数"}


def test_the_size_follows_the_device_then_the_account(request_to):
    request = request_to()
    request.actor = SimpleNamespace(user=SimpleNamespace(large_text=True))
    of_account = shell.Shell(request).size
    request.COOKIES["size"] = "std"
    of_device = shell.Shell(request).size
    request.COOKIES["size"] = '"><script>'
    assert (of_account, of_device, shell.Shell(request).size) == ("large", "std", "large")


@pytest.mark.parametrize(("back", "onward"), [("/tree/?q=1", "/tree/?q=1"), ("https://evil.example/", "/")])
def test_changing_the_size_leads_back_and_never_away(back, onward):
    answer = size.size(RequestFactory().post("/size/", {"size": "large", "next": back}))
    assert (answer["Location"], answer.cookies["size"].value) == (onward, "large")
