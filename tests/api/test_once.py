"""Idempotency-Key: asked twice, done once, answered alike."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection

from gongjian.api import once
from gongjian.api.models import Answered
from gongjian.audit import keys, log
from gongjian.records.models import Contact, Enterprise
from tests.api.program import Program, bearer_of
from tests.world import grant

KEY = {"Idempotency_Key": "a-1"}


def new(world) -> dict:
    return {"name": "新星商行", "organisation": world.northern.pk}


def test_the_same_request_gets_the_same_answer_and_one_row(world, clerk):
    first, second = (clerk.post("enterprise/", new(world), **KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert Enterprise.objects.filter(name="新星商行").count() == 1
    assert len(log.entries_of("enterprise", first.json()["id"])) == 1


def test_a_change_and_a_removal_are_done_once_too(world, officer):
    visit = f"visit/{world.visit.pk}"
    changed = [officer.patch(visit, {"way": "phone", "version": 1}, **KEY) for _ in range(2)]
    removed = [officer.delete(visit, Idempotency_Key="a-2") for _ in range(2)]
    assert [a.status_code for a in (*changed, *removed)] == [200, 200, 204, 204]
    assert changed[0].content == changed[1].content
    assert [e.action for e in log.entries_of("visit", world.visit.pk)] == ["delete", "change"]


def test_a_key_serves_one_request_only(world, clerk):
    clerk.post("enterprise/", new(world), **KEY)
    others = [
        clerk.post("enterprise/", new(world) | {"staff": 5}, **KEY),
        clerk.post("grid/", new(world), **KEY),
        clerk.patch(f"enterprise/{world.mill.pk}", new(world), **KEY),
    ]
    assert [(a.status_code, a.json()) for a in others] == [(409, {"detail": once.OTHER})] * 3


def test_a_refused_request_may_be_corrected_under_its_key(world, clerk):
    assert clerk.post("enterprise/", {"name": ""}, **KEY).status_code == 422
    assert clerk.post("enterprise/", new(world), **KEY).status_code == 201


def test_the_key_of_another_is_another_key(world, clerk, officer):
    first, second = (p.post("enterprise/", new(world), **KEY).json()["id"] for p in (clerk, officer))
    assert first != second


def test_another_token_of_the_same_person_learns_nothing_from_the_key(world, clerk):
    clerk.post("enterprise/", new(world), **KEY)
    other = Program(bearer_of(world.clerk, grant(world.clerk, "community_worker", world.southern)))
    assert other.post("enterprise/", new(world), **KEY).status_code == 422


@pytest.mark.parametrize("key", ["", " ", "x" * 101, "键"])
def test_an_odd_key_is_refused(world, clerk, key):
    answer = clerk.post("enterprise/", new(world), Idempotency_Key=key)
    assert (answer.status_code, answer.json()) == (422, {"errors": {once.HEADER: [once.ODD_KEY]}})


def test_keys_are_forgotten_after_seven_days(world, clerk):
    clerk.post("enterprise/", new(world), **KEY)
    at = Answered.objects.get().at
    assert [once.purge(at + once.KEPT), once.purge(at + once.KEPT + timedelta(seconds=1))] == [0, 1]


def test_an_old_key_may_be_used_anew(world, clerk):
    clerk.post("enterprise/", new(world), **KEY)
    Answered.objects.update(at="2020-01-01T00:00Z")
    assert clerk.post("enterprise/", new(world), **KEY).status_code == 201
    assert Enterprise.objects.filter(name="新星商行").count() == 2


def test_an_answer_about_a_person_is_kept_sealed_and_forgotten_with_them(world, clerk):
    body = {"enterprise": world.mill.pk, "name": "沈小雨", "since": "2026-01-01"}
    first, second = (clerk.post("contact/", body, **KEY) for _ in range(2))
    assert (first.status_code, first.content) == (201, second.content)
    assert "沈小雨" not in "".join(map(str, Answered.objects.values_list().get()))
    keys.forget(f"contact:{first.json()['id']}", log.Hand(None, "", "command"), world.now)
    third = clerk.post("contact/", body, **KEY)
    assert (third.status_code, third.json()) == (409, {"detail": once.GONE})
    assert Contact.objects.filter(name="沈小雨").count() == 1


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_once(transactional_db, world):
    """On SQLite writers take turns at the gate; tests/load shows it there with real servers."""
    bearer, body, said = bearer_of(world.clerk), new(world), []
    start = threading.Barrier(4)

    def send():
        start.wait(10)
        answer = Program(bearer).post("enterprise/", body, **KEY)
        said.append((answer.status_code, json.loads(answer.content)["id"]))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [row] = Enterprise.objects.filter(name="新星商行")
    assert said == [(201, row.pk)] * 4
    assert len(log.entries_of("enterprise", row.pk)) == 1
