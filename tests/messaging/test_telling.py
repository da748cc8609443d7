"""Something is told to a person once, in the product and by mail together."""

import pytest
from django.core import mail

from lms.messaging.models import Notification
from lms.messaging.telling import tell
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def say(person, key="uitstel:7"):
    return tell(
        person,
        kind="uitstel",
        key=key,
        title="Je kreeg uitstel",
        text="Je hebt tijd tot en met 1 maart 2027.",
        address="/mijn-leren/",
    )


def test_each_key_is_told_once_to_each_person(settings):
    person, other = UserFactory(), UserFactory()

    assert say(person)
    assert say(person) is None
    assert say(other)

    assert Notification.objects.count() == 2
    assert [message.to for message in mail.outbox] == [[person.email], [other.email]]
    assert f"{settings.BASE_URL}/mijn-leren/" in mail.outbox[0].body


def test_a_closed_account_gets_no_mail():
    person = UserFactory(is_active=False)

    assert say(person)

    assert mail.outbox == []
