import pytest
from django.contrib.auth.models import Group

from lms.accounts.enums import PlatformGroup
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import an_umbrella


@pytest.fixture
def learner(client):
    """Somebody who is signed in."""
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def trainer(client):
    """Somebody who writes scenarios, signed in."""
    person = UserFactory()
    an_umbrella()  # below which the group of trainers may write
    person.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))
    client.force_login(person)
    return person
