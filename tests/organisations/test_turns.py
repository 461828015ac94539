"""Acts on one tree at the same moment wait for each other, so that none builds on what another changes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from gongjian.organisations import moves
from gongjian.organisations.models import Organisation, Standing
from gongjian.organisations.soundness import faults
from gongjian.organisations.stretches import whole
from tests.organisations.district import act, day, found


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_acts_at_the_same_moment_take_turns():
    with transaction.atomic():
        top = found("示例区委", kind_code="district_committee")
        streets = [found(f"街道{number}", top, kind_code="street") for number in range(4)]
        community = found("一社区", streets[0], kind_code="community")
        found("第一支部", community)
    start = Barrier(4)

    def shift(number):
        """Half move the community to another street, half move the streets beneath one another."""
        start.wait(10)
        try:
            with transaction.atomic():
                body = Organisation.objects.get(pk=(community if number % 2 else streets[number]).pk)
                act(moves.move, body, Organisation.objects.get(pk=streets[3 - number].pk), on=day(100))
            return "done"
        except ValidationError:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(shift, range(4)))
    assert "done" in said
    assert faults(whole("territory")) == []
    assert set(Organisation.objects.values_list("pk", "path")) == set(
        Standing.objects.filter(until=None).values_list("organisation", "path")
    )
