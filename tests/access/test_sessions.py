from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY

from gongjian.access import sessions
from gongjian.access.models import Session
from tests.access.world import DAY, NOW

MINUTE = timedelta(minutes=1)
Store = import_module(settings.SESSION_ENGINE).SessionStore


def opened(user, at=NOW, address="10.1.1.1", browser="Chromium"):
    store = Store()
    store[SESSION_KEY] = str(user.pk)
    sessions.begin(store, at, address, browser)
    store.save()
    return store


def test_a_session_knows_its_holder_moment_address_and_browser(district):
    user = district.person("linjing")
    row = Session.objects.get(pk=opened(user).session_key)
    assert (row.user, row.begun_at, row.seen_at, row.address, row.browser) == (
        user, NOW, NOW, "10.1.1.1", "Chromium",
    )  # fmt: skip


def test_saving_again_keeps_when_it_was_last_seen(district):
    key = opened(district.person("linjing")).session_key
    store = Store(key)
    store["x"] = 1
    sessions.touch(store.row, NOW + 5 * MINUTE)
    store.save()
    assert Session.objects.get(pk=key).seen_at == NOW + 5 * MINUTE


@pytest.mark.parametrize(("minutes", "idle"), [(0, False), (14, False), (15, True), (60, True)])
def test_it_is_idle_after_a_quarter_of_an_hour(district, minutes, idle):
    row = Session.objects.get(pk=opened(district.person("linjing")).session_key)
    assert sessions.idle(row, NOW + minutes * MINUTE) is idle


def test_the_key_is_not_in_the_handle(district):
    row = Session.objects.get(pk=opened(district.person("linjing")).session_key)
    assert row.session_key[:6] not in sessions.handle(row)


def test_one_ends_ones_own_session_and_nobody_elses(district):
    mine, other = district.actor("linjing"), district.person("zhaoyu")
    keys = [opened(mine.user).session_key, opened(other).session_key]
    handles = [sessions.handle(row) for row in Session.objects.filter(pk__in=keys).order_by("user_id")]
    ended = [sessions.end(mine, handle) for handle in handles]
    assert (ended, list(Session.objects.values_list("user__username", flat=True))) == (
        [True, False],
        ["zhaoyu"],
    )


def test_ending_the_others_keeps_the_one_here(district):
    actor = district.actor("linjing")
    here, _ = opened(actor.user), opened(actor.user)
    sessions.end_others(actor, here.session_key)
    assert list(Session.objects.values_list("pk", flat=True)) == [here.session_key]


def test_what_is_over_leaves_nothing_behind(district):
    user = district.person("linjing")
    kept = opened(user, NOW - 14 * MINUTE)
    opened(user, NOW - 15 * MINUTE)
    Session.objects.update(expire_date=NOW + DAY)
    Session.objects.create(session_key="expired", expire_date=NOW - MINUTE)
    waiting = Session.objects.create(session_key="waiting", expire_date=NOW + DAY)
    sessions.purge(NOW)
    assert set(Session.objects.values_list("pk", flat=True)) == {kept.session_key, waiting.pk}


def test_the_list_shows_living_sessions_newest_first(district):
    user = district.person("linjing")
    for minutes in (20, 10, 1):
        opened(user, NOW - minutes * MINUTE, address=f"10.1.1.{minutes}")
    Session.objects.update(expire_date=NOW + DAY)
    assert [row.address for row in sessions.living(user, NOW)] == ["10.1.1.1", "10.1.1.10"]
