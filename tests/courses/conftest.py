import pytest
from django.core.cache import cache

from tests.factories.accounts import UserFactory
from tests.factories.courses import a_course, a_question, a_reflection, a_text


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


@pytest.fixture
def course():
    return a_course(
        [a_text(), a_question()],
        [a_text("<p>Tweede.</p>"), a_reflection()],
        slug="gunnen",
        goals=[("goal", "Je bespreekt een geschenk met je team.")],
    )
