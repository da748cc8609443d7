import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page

from cms_site.operations import let_trainers_write, set_up_groups
from lms.accounts.enums import PlatformGroup
from lms.learning import operations as learning
from lms.learning.models import LearningActivity
from tests.factories.accounts import UserFactory
from tests.factories.assignments import an_assignment


@pytest.fixture
def page():
    return an_assignment()


@pytest.fixture
def part(learner, page):
    """The learner's participation."""
    activity = LearningActivity.objects.get(key=page.translation_key)
    return learning.register(learner, activity)


@pytest.fixture
def make_trainer(page):
    set_up_groups()
    let_trainers_write(Page.objects.get(pk=page.pk))

    def make():
        person = UserFactory()
        person.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))
        return person

    return make


@pytest.fixture
def trainer(make_trainer):
    return make_trainer()
