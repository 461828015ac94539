"""What auditors read, and what they do not."""

import pytest
from django.utils import timezone

from gongjian.audit import log
from gongjian.ledger import logbook, writing
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.forms import form_for
from gongjian.tasks.worker import Worker
from tests.world import actor

NEW = {"name": "源序智能科技有限公司", "kind": "company", "status": "operating", "capital": "31"}


@pytest.fixture
def auditor(world, client):
    world.auditor.totp_since = timezone.now()
    world.auditor.save()
    client.force_login(world.auditor)
    return client


def added(world, who=None, **values):
    who = who or world.clerk
    form = form_for(
        ledger_named("enterprise"), actor(who), NEW | {"organisation": world.northern.pk} | values
    )
    assert form.is_valid(), form.sentences()
    return writing.save(form, actor(who))


def test_an_auditor_sees_which_fields_and_no_values(world, auditor):
    row = added(world)
    answer = auditor.get("/settings/log/?kind=enterprise")
    [line] = answer.context["lines"]
    assert (line.who, line.action, line.kind, line.what) == ("北小陈", "新增", "企业", f"第 {row.pk} 号")
    assert (line.place, "注册资本（万元）" in line.fields) == ("云锦里社区", True)
    assert "源序智能" not in answer.content.decode()


@pytest.mark.parametrize("who", ["officer", "clerk", "guide", "nobody"])
def test_the_log_is_not_found_by_anybody_else(world, client, who):
    client.force_login(getattr(world, who))
    assert client.get("/settings/log/").status_code == 404
    assert client.post("/settings/log/export/").status_code == 404


def test_the_log_is_narrowed_by_person_day_action_and_ledger(world, auditor):
    row = added(world)
    writing.delete(row, actor(world.officer))

    def shown(query):
        return [
            line.action for line in auditor.get(f"/settings/log/?kind=enterprise&{query}").context["lines"]
        ]

    assert shown("") == ["删除", "新增"]
    assert shown("person=北小陈") == ["新增"]
    assert shown("action=delete") == ["删除"]
    assert (shown("first=2026-07-03&last=2026-07-03"), shown("last=2026-07-02")) == (["删除", "新增"], [])
    assert shown("first=nonsense&action=nonsense") == ["删除", "新增"]


def test_older_entries_follow_by_number(world, auditor):
    hand, change = actor(world.clerk).hand, log.Change("look", "visit", 1)
    log.note(hand, [change] * 60, world.now)
    first = auditor.get("/settings/log/?kind=visit")
    assert len(first.context["lines"]) == 50
    rest = auditor.get(f"/settings/log/?kind=visit&before={first.context['older']}")
    assert (len(rest.context["lines"]), rest.context["older"]) == (10, None)


def test_taking_the_log_out_is_noted_and_holds_no_values(world, auditor):
    added(world)
    answer = auditor.post("/settings/log/export/", {"kind": "enterprise"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "注册资本（万元）" in text and "源序智能" not in text
    entry = log.Entry.objects.latest("id")
    assert (entry.action, entry.kind, entry.user_name) == ("export", "log", "审小方")


def test_the_whole_log_is_proved_on_demand(world, auditor):
    added(world)
    assert "正在核对" in auditor.post("/settings/log/verify/", follow=True).content.decode()
    Worker(timezone.now).one()
    assert "都与写下时一样" in auditor.get("/settings/log/").content.decode()
    assert log.Entry.objects.filter(action="verify", kind="log").count() == 1


def test_fields_of_bodies_are_named_in_words():
    told = [logbook.label(kind, name) for kind, name in (("standing", "opened_by"), ("grant", "起"))]
    assert told == ["起因", "起"]
