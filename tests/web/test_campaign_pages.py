"""Campaigns as people meet them: begun with a preview, read within reach, what is left one press away."""

import re
from datetime import date

import pytest
from django.urls import reverse

from gongjian.records.models import Campaign, Check
from tests.cases.town import town

__all__ = ["town"]


@pytest.fixture
def drive(town):
    town.drive = Campaign.objects.create(
        organisation=town.north, name="二季度排查", begins_on=date(2026, 6, 1), due_on=date(2026, 6, 30),
        business=False, owner=False, why=False, plan="逐户走访",
    )  # fmt: skip
    return town


def main(response) -> str:
    text = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text[text.index("<main") : text.index("</main>")]))


def look(client, user, name, *args, **asked):
    client.force_login(user)
    return client.get(reverse(name, args=args), asked)


def test_the_page_says_how_far_each_community_is_and_leads_to_the_block(client, drive):
    one = drive.firms[0]
    for block in ("staff", "members"):
        Check.objects.create(enterprise=one, block=block, checked_on=date(2026, 6, 5), checker=drive.clerk)
    page = look(client, drive.clerk, "campaign", drive.drive.pk)
    text = main(page)
    assert "云锦里社区 1 4 3 职工队伍 3 党员队伍 3" in text
    assert ("已查 1 / 4 家" in text, one.name in text, "逐户走访" in text) == (True, False, True)
    assert reverse("block_change", args=[drive.mill.pk, "staff"]) in page.content.decode()
    before = main(look(client, drive.clerk, "campaign", drive.drive.pk, day="2026-06-04"))
    assert ("已查 0 / 4 家" in before, "看今天" in before) == (True, True)


def test_the_list_shows_what_ones_own_place_and_those_above_began(client, drive):
    assert "二季度排查 全部在营企业 云锦街道 2026-06-01 — 2026-06-30 已到期 0 / 4" in main(
        look(client, drive.clerk, "campaigns")
    )
    assert "没有排查" in main(look(client, drive.neighbour, "campaigns"))
    assert look(client, drive.neighbour, "campaign", drive.drive.pk).status_code == 404


def test_how_many_it_would_be_for_is_said_before_it_is_kept(client, drive):
    client.force_login(drive.street)
    posted = {
        "organisation": drive.north.pk, "name": "三季度排查", "whom": "all", "begins_on": "2026-07-01",
        "due_on": "2026-09-30", "business": "yes", "staff": "yes", "members": "yes",
        "owner": "no", "why": "no",
    }  # fmt: skip
    seen = client.post(reverse("begin_campaign"), posted | {"preview": "1"})
    assert ("共 4 家企业要查" in main(seen), Campaign.objects.count()) == (True, 1)
    done = client.post(reverse("begin_campaign"), posted)
    assert done["Location"] == reverse("campaign", args=[Campaign.objects.latest("pk").pk])
    wrong = client.post(reverse("begin_campaign"), posted | {"name": "四", "due_on": "2026-06-01"})
    assert (wrong.status_code, "完成期限不能早于开始日期。" in main(wrong)) == (422, True)


def test_the_page_asks_as_little_for_many_campaigns_as_for_few(client, drive, django_assert_max_num_queries):
    look(client, drive.street, "campaigns")
    with django_assert_max_num_queries(30) as few:
        client.get(reverse("campaign", args=[drive.drive.pk]))
    extra = [
        Check(enterprise=row, block="staff", checked_on=date(2026, 6, 5), checker=drive.clerk)
        for row in drive.firms
    ]
    Check.objects.bulk_create(extra)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse("campaign", args=[drive.drive.pk]))
