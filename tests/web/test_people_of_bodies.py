"""Contact points, secretaries and empty posts as people meet them."""

import re

import pytest
from django.urls import reverse

from gongjian.records.models import ContactPoint, ContactRecord, Post
from tests.cases.test_posts import SINCE, boards
from tests.cases.town import town

__all__ = ["boards", "town"]


def main(response) -> str:
    text = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text[text.index("<main") : text.index("</main>")]))


@pytest.fixture
def office(client, boards):
    client.force_login(boards.street)
    return client


def test_the_counts_open_to_the_rows_they_count(office, boards):
    page = office.get(reverse("secretaries"))
    assert "来源 内选 1" in main(page)
    opened = main(office.get(reverse("secretaries"), {"by": "chosen", "is": "inside"}))
    assert ("来源：内选 1" in opened, "周岚" in opened) == (True, True)
    assert "没有在任书记" in main(office.get(reverse("secretaries"), {"by": "chosen", "is": "hired"}))


def test_an_empty_post_is_filled_from_the_pool_and_the_toast_takes_it_back(office, boards):
    assert "弘序党支部 云锦街道党工委" in main(office.get(reverse("secretaries"), {"show": "vacant"}))
    at = reverse("fill_post", args=[boards.other.pk])
    assert "何志远（云锦街道，书记人选）" in main(office.get(at))
    assert office.post(at, {"on": "2026-07-01"}).status_code == 422
    posted = {"on": "2026-07-01", "talent": boards.talent.pk, "chosen": "sent"}
    page = office.post(at, posted, follow=True)
    back = re.search(r"/cases/deeds/[0-9a-f-]+/back/", page.content.decode())[0]
    assert Post.objects.filter(organisation=boards.other, name="何志远").exists()
    assert office.get(at).status_code == 404
    office.post(back)
    assert not Post.objects.filter(organisation=boards.other).exists()


def test_who_may_not_read_of_persons_finds_no_such_page(client, boards):
    client.force_login(boards.system)
    assert client.get(reverse("secretaries")).status_code == 404
    client.force_login(boards.neighbour)
    assert "没有在任书记" in main(client.get(reverse("secretaries")))


def test_contact_is_recorded_in_two_taps(office, boards):
    point = ContactPoint.objects.create(
        organisation=boards.north, level="leader", leader=boards.officer, enterprise=boards.firms[0],
        since=SINCE,
    )  # fmt: skip
    page = office.get(reverse("contact_points"))
    assert f"区小林 领导联系 {boards.firms[0].name} 云锦街道 还没有 0 0" in main(page)
    assert "今天电话" in main(page)
    done = office.post(reverse("record_contact", args=[point.pk]), {"way": "phone"}, follow=True)
    assert ("今天" in main(done), ContactRecord.objects.get().way) == (True, "phone")
    assert (
        "不在您可记的范围内"
        in office.post(reverse("record_contact", args=[999]), {"way": "phone"}, follow=True).content.decode()
    )
    assert "这一类没有联系点" in main(office.get(reverse("contact_points"), {"level": "direct"}))


def test_many_points_ask_as_little_as_few(office, boards, django_assert_max_num_queries):
    def add(number: int):
        for _ in range(number):
            ContactPoint.objects.create(
                organisation=boards.north, level="department", department="税务", enterprise=boards.firms[0],
                since=SINCE,
            )  # fmt: skip

    add(2)
    with django_assert_max_num_queries(25) as few:
        office.get(reverse("contact_points"))
    add(20)
    with django_assert_max_num_queries(len(few.captured_queries)):
        office.get(reverse("contact_points"))
