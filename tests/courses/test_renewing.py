"""A course that a renewal asks for once more: what is new goes where it counts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from courses.models import Answer, LessonPage
from courses.operations import settle_courses
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Status
from lms.learning.models import Participation
from lms.learning.rules import AtLeast, Needs
from tests.courses.player import activity_of, give, in_, join
from tests.factories.courses import a_course, a_question, a_text
from tests.factories.learning import an_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return a_course([a_text(), a_question()], slug="een")


@pytest.fixture
def lesson(course):
    return LessonPage.objects.get()


@pytest.fixture
def whole(course):
    return an_activity(ActivityKind.TRAJECTORY, requires=[activity_of(course)])


def finish(reader, lesson):
    reader.get(lesson.url)
    give(reader, lesson, "a")
    reader.post(reverse("courses:complete", args=[lesson.pk]))


@pytest.fixture
def renewal(reader, learner, course, lesson, whole):
    """Who completed it all, and renews; the old participation in the lesson."""
    learning.register(learner, whole)
    join(learner, course)
    finish(reader, lesson)
    assert in_(learner, course).is_completed
    old = in_(learner, lesson)
    learning.begin_again(learner, whole, mandate=None, counts_from=clock.now())
    learning.register(learner, activity_of(course))
    return old


def test_what_a_tab_of_before_sends_begins_the_lesson_anew(
    reader, learner, lesson, renewal
):
    give(reader, lesson, "b")

    assert Answer.objects.filter(participation=renewal).count() == 1
    assert Answer.objects.exclude(participation=renewal).count() == 1


def test_done_once_more_it_completes_the_renewal(
    reader, learner, lesson, whole, renewal
):
    finish(reader, lesson)

    done = Participation.objects.of(learner).filter(activity=whole).completed()
    assert done.count() == 2


def test_nobody_begins_by_a_rule_that_an_earlier_cycle_met(
    learner, course, lesson, renewal
):
    rule = AtLeast(1, (Needs(activity_of(lesson).key),))
    with clock.at(clock.now() + timedelta(seconds=1)):
        learning.set_requirements(activity_of(course), rule)

        assert settle_courses(clock.now()) == 0

    again = Participation.objects.of(learner).filter(activity=activity_of(course))
    assert again.open().get().status == Status.REGISTERED
