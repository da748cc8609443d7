import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture
def learner(client):
    """Somebody who is signed in."""
    person = UserFactory()
    client.force_login(person)
    return person
