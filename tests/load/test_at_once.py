"""Tries and grants sent side by side: the locks make them take turns."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from gongjian.access import grants
from gongjian.access.sign_in import LOCKED, NAME, WRONG, try_password
from tests.access.world import GOOD, NOW, District

pytestmark = [pytest.mark.only("postgresql"), pytest.mark.django_db(transaction=True)]
THREADS = 6


def at_once(deeds):
    """Every deed in a thread of its own, begun at the same moment; what each came to."""
    barrier = Barrier(len(deeds))

    def done(deed):
        barrier.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(done, deeds))


def test_wrong_tries_at_once_count_one_by_one_and_the_right_one_cannot_slip_past():
    District().person("linjing")

    def says(password):
        verdict = try_password("linjing", password, "10.1.1.1", NOW)
        return verdict.user.username if verdict.user else verdict.says

    answers = []
    while len(answers) < 30:
        answers += at_once([lambda number=number: says(f"wrong{number}") for number in range(THREADS)])
    answers.append(says(GOOD))
    assert (answers.count(WRONG), answers.count(LOCKED)) == (NAME.tries - 1, 27)


def test_two_administrators_cannot_make_one_person_two_kinds_of_administrator():
    district = District()
    actors = [district.actor(f"security{number}", "security_admin") for number in (1, 2)]
    kept = []
    for number in range(10):
        user = district.person(f"person{number}")

        def give(actor, role, user=user):
            with suppress(ValidationError):
                grants.give(actor, user, role, district.top)

        at_once([lambda: give(actors[0], "auditor"), lambda: give(actors[1], "system_admin")])
        kept.append(user.grants.count())
    assert kept == [1] * 10
