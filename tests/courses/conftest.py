import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture
def learner():
    return UserFactory()


@pytest.fixture
def reader(client, learner):
    """A browser in which the learner is signed in."""
    client.force_login(learner)
    return client
