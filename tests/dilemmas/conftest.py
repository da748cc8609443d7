import pytest
from django.contrib.auth.models import Group

from dilemmas import operations
from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, an_umbrella, remembering


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


@pytest.fixture
def remembered(trainer):
    """A scenario with flags and conditions, to translate."""
    return a_scenario(**remembering())


@pytest.fixture
def french(remembered, trainer):
    """Its translation, just begun."""
    # A request of its own: what a person may do is remembered for as long as that lasts.
    author = User.objects.get(pk=trainer.pk)
    return operations.begin_translation(remembered.pk, "fr", author=author)
