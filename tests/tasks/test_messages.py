"""Messages reach the person or the people of the unit, and stay open until one of them settles them."""

import datetime as dt

import pytest
from django.db import IntegrityError

from gongjian.access.models import User
from gongjian.audit.log import Hand
from gongjian.tasks import messages

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 5, 20, 14, 5, tzinfo=dt.UTC)


@pytest.fixture
def clerk():
    return User.objects.create(username="clerk", name="王芳")


@pytest.fixture
def reader():
    return User.objects.create(username="reader", name="李明")


def test_a_message_reaches_its_person_alone(clerk, reader):
    message = messages.send(NOW, "导入写完", "新增 12 条。", "/import/3/", user_id=clerk.pk)

    assert list(messages.of(clerk.pk)) == [message]
    assert list(messages.of(reader.pk)) == []
    assert (message.title, message.body, message.link) == ("导入写完", "新增 12 条。", "/import/3/")


def test_a_settled_message_waits_for_nobody_and_is_kept(clerk):
    message = messages.send(NOW, "核对重复企业", user_id=clerk.pk)
    hand = Hand(clerk.pk, clerk.name, "page")

    assert messages.settle(message, hand, NOW)
    assert not messages.settle(message, hand, NOW)

    assert list(messages.of(clerk.pk)) == []
    assert [(row.done_at, row.done_by_name) for row in messages.of(clerk.pk, settled=True)] == [(NOW, "王芳")]


def test_a_message_to_nobody_is_refused():
    with pytest.raises(IntegrityError):
        messages.send(NOW, "无主")
