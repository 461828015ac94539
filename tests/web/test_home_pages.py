"""Home, tasks, messages, settings, help and about."""

import pytest
from django.utils import timezone

from gongjian.audit import log
from gongjian.audit.log import Hand
from gongjian.states import keeping
from gongjian.tasks import messages
from gongjian.tasks.models import Message, Progress, State
from gongjian.web.helping import PAGES, SPEAKS_OF, TOPICS
from gongjian.web.urls import urlpatterns

NOW = timezone.now()


@pytest.fixture
def clerk(world, client):
    client.force_login(world.clerk)
    return client


def work(user, **options) -> Progress:
    given = {"title": "导入企业", "queued_at": NOW, "beat_at": NOW, "task": "none"} | options
    return Progress.objects.create(started_by=user, **given)


def test_home_counts_the_ledgers_within_reach(world, clerk):
    figures = clerk.get("/").context["figures"]
    assert {(each["label"], each["value"]) for each in figures} == {("企业", "1"), ("走访", "1")}


def test_home_says_how_far_the_firms_within_reach_are_covered(world, clerk):
    keeping.rebuild(timezone.localdate())
    figures = {each["label"]: (each["value"], each["note"]) for each in clerk.get("/").context["figures"]}
    assert figures == {
        "组织覆盖率": ("0.0%", "0 ÷ 1 家"), "工作覆盖率": ("0.0%", "0 ÷ 1 家"), "应建未建": ("0", "家"),
        "未覆盖": ("1", "家"), "企业": ("1", "条"), "走访": ("1", "条"),
    }  # fmt: skip


def test_home_tells_what_changed_within_reach_and_no_persons(world, client):
    data = {"name": "源序智能科技有限公司", "kind": "company", "status": "operating"}
    person = {"enterprise": world.mill.pk, "name": "赵一", "since": "2026-01-01"}
    for who, unit in ((world.neighbour, world.southern), (world.clerk, world.northern)):
        client.force_login(who)
        assert client.post("/ledgers/enterprise/add/", data | {"organisation": unit.pk}).status_code == 302
    assert client.post("/ledgers/contact/add/", person).status_code == 302
    changes = client.get("/").context["changes"]
    assert [(each["title"], each["who"]) for each in changes] == [("新增企业", "北小陈 · 页面")]


def test_an_administrator_finds_places_and_no_business(world, client):
    world.system.totp_since = NOW
    world.system.save()
    client.force_login(world.system)
    context = client.get("/").context
    assert (context["figures"], context["changes"]) == ([], [])
    assert {"账号与授权", "补充栏"} <= {place["label"] for place in context["places"]}


def test_somebody_without_grants_is_told_so(world, client):
    client.force_login(world.nobody)
    assert client.get("/").status_code == 200


def test_a_message_is_settled_by_one_of_those_it_is_for(world, client):
    message = messages.send(NOW, "企业重复，请核对", "两边核对", "/", organisation=world.northern)
    client.force_login(world.neighbour)
    assert client.post(f"/messages/{message.pk}/settle/").status_code == 404
    client.force_login(world.clerk)
    assert "企业重复，请核对" in client.get("/").content.decode()
    assert client.post(f"/messages/{message.pk}/settle/", {"back": "home"})["Location"] == "/"
    assert Message.objects.get().done_by == world.clerk
    assert "企业重复，请核对" not in client.get("/tasks/").content.decode()


def test_what_a_unit_is_told_waits_for_those_who_keep_its_business_alone(world, client):
    """Its administrators, its readers and who reaches only rows naming them read none of it."""
    message = messages.send(NOW, "企业重复，请核对", "两边核对", "/", organisation=world.district)
    people = [world.officer, world.auditor, world.system, world.security, world.guide]
    found = {}
    for user in people:
        client.force_login(user)
        seen = "企业重复，请核对" in client.get("/tasks/").content.decode()
        counted = client.get("/").context["shell"].waiting
        found[user.username] = (seen, counted)
    assert found == {user.username: (False, 0) for user in people} | {"officer": (True, 1)}
    client.force_login(world.system)
    assert client.post(f"/messages/{message.pk}/settle/").status_code == 404


def test_running_work_is_polled_and_finished_work_is_not(world, clerk):
    row = work(world.clerk, state=State.RUNNING, done=40, total=100)
    assert "hx-get" in clerk.get("/tasks/").content.decode()
    Progress.objects.filter(pk=row.pk).update(state=State.DONE, link="/ledgers/enterprise/")
    part = clerk.get("/tasks/", headers={"HX-Request": "true"}).content.decode()
    assert ("hx-get" in part, "<html" in part, "看结果" in part) == (False, False, True)


def test_work_is_stopped_and_taken_up_by_whoever_began_it(world, client):
    row = work(world.clerk, state=State.QUEUED)
    client.force_login(world.street)
    assert [client.post(f"/tasks/{row.pk}/{what}/").status_code for what in ("stop", "resume")] == [404, 404]
    client.force_login(world.clerk)
    client.post(f"/tasks/{row.pk}/stop/")
    assert Progress.objects.get().state == State.CANCELLED


def test_a_batch_is_taken_back_as_work_one_can_follow(world, clerk):
    from_page = Hand(world.clerk.pk, "北小陈", "page")
    batch = log.begin(from_page, "grid", "批量修改企业", NOW, 0)
    answer = clerk.post(f"/batches/{batch.pk}/undo/", follow=True)
    assert "撤回：批量修改企业" in answer.content.decode()


def test_settings_offer_only_what_one_may_open(world, client):
    told = {}
    for who in (world.officer, world.clerk):
        client.force_login(who)
        told[who.username] = {place["label"] for place in client.get("/settings/").context["places"]}
    both = {"我的账号", "使用说明", "关于", "接口", "规则"}
    assert told == {"officer": both | {"补充栏", "本地规定"}, "clerk": both}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_help_page_opens(world, clerk, topic):
    assert clerk.get(f"/help/{topic}/").status_code == 200


def test_a_help_page_nobody_wrote_is_not_found(world, clerk):
    assert clerk.get("/help/nothing/").status_code == 404


def test_about_says_version_licence_and_how_old_the_data_are(world, clerk):
    text = clerk.get("/about/").content.decode()
    assert "Apache-2.0" in text and "数据截至" in text


def test_a_page_offers_the_help_on_itself_first(world, clerk):
    page = clerk.get("/coverage/").content.decode()
    assert '<a href="/help/coverage/">本页：覆盖与建议</a>' in page


def test_help_speaks_of_pages_and_topics_that_exist():
    assert (set(SPEAKS_OF) - {each.name for each in urlpatterns}, set(PAGES) - set(TOPICS)) == (set(), set())
