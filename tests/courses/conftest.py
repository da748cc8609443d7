import pytest
from django.core.cache import cache

from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def nothing_kept_from_another_test():
    """Wagtail keeps where sites are rooted, the player what a body looks like."""
    cache.clear()


@pytest.fixture
def learner():
    return UserFactory()


@pytest.fixture
def reader(client, learner):
    """A browser in which the learner is signed in."""
    client.force_login(learner)
    return client
