"""What a course demands follows from its pages."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from courses import operations
from courses.enums import Condition
from courses.models import LessonPage, ModulePage
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Status
from lms.learning.models import LearningActivity
from lms.learning.operations import rule_of
from lms.learning.rules import AllOf, Needs, activities
from tests.factories.accounts import UserFactory
from tests.factories.bank import a_bank_question, a_quiz
from tests.factories.courses import (
    a_course,
    a_lesson,
    a_text,
    an_embedded,
    lessons_of,
    publish,
)
from tests.factories.learning import an_activity

pytestmark = pytest.mark.django_db


def activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)


def demanded(page):
    rule = rule_of(activity_of(page).requirement_trees.filter(is_current=True).first())
    return rule and list(activities(rule))


def test_a_course_demands_its_live_lessons_in_the_order_of_the_tree():
    course = a_course([a_text()], [a_text()], [a_text()], modules=2)

    assert demanded(course) == [page.translation_key for page in lessons_of(course)]
    assert activity_of(course).is_listed
    assert not activity_of(lessons_of(course)[0]).is_listed


def test_unpublishing_a_lesson_takes_it_from_the_demands():
    course = a_course([a_text()], [a_text()])
    first, second = lessons_of(course)

    first.unpublish()

    assert demanded(course) == [second.translation_key]


def test_deleting_a_lesson_takes_it_from_the_demands():
    course = a_course([a_text()], [a_text()])
    first, second = lessons_of(course)

    first.delete()

    assert demanded(course) == [second.translation_key]


def test_a_module_takes_its_lessons_along():
    course = a_course([a_text()], [a_text()], modules=2)
    first, second = lessons_of(course)
    module = ModulePage.objects.child_of(course).first()

    module.unpublish()
    assert demanded(course) == [second.translation_key]

    publish(ModulePage.objects.get(pk=module.pk))
    assert demanded(course) == [first.translation_key, second.translation_key]

    ModulePage.objects.get(pk=module.pk).delete()
    assert demanded(course) == [second.translation_key]


def test_moving_a_lesson_moves_its_demand_and_changes_the_order():
    course = a_course([a_text()], [a_text()])
    other = a_course([a_text()], slug="een-andere")
    first, second = lessons_of(course)
    (alone,) = lessons_of(other)

    second.move(first, pos="left")
    assert demanded(course) == [second.translation_key, first.translation_key]

    LessonPage.objects.get(pk=first.pk).move(
        ModulePage.objects.child_of(other).get(), pos="last-child"
    )
    assert demanded(course) == [second.translation_key]
    assert demanded(other) == [alone.translation_key, first.translation_key]


def test_a_course_without_a_live_lesson_demands_nothing_and_completes_for_nobody():
    course = a_course([a_text()])
    (lesson,) = lessons_of(course)
    lesson.unpublish()
    assert demanded(course) is None

    participation = learning.register(UserFactory(), activity_of(course))
    learning.report_progress(participation.pk, 0)
    participation.refresh_from_db()
    assert participation.status == Status.STARTED

    publish(LessonPage.objects.get(pk=lesson.pk))
    assert demanded(course) == [lesson.translation_key]


def test_deleting_a_course_leaves_its_activity_off_the_offer():
    course = a_course([a_text()], [a_text()])
    activity = activity_of(course)

    course.delete()

    activity.refresh_from_db()
    assert not activity.is_offered


def test_a_lesson_demands_what_is_shown_in_its_body_while_it_is_offered():
    dilemma = an_activity(ActivityKind.DILEMMA)
    course = a_course([a_text(), an_embedded(dilemma)])
    (lesson,) = lessons_of(course)
    assert demanded(lesson) == [dilemma.key]

    learning.withdraw_activity(dilemma.key)
    assert demanded(lesson) is None

    with transaction.atomic():
        dilemma.is_offered = True
        dilemma.save()
    assert demanded(lesson) == [dilemma.key]


def test_tick_repairs_a_rule_that_does_not_follow_its_pages():
    course = a_course([a_text()], [a_text()])
    first, _ = lessons_of(course)
    learning.set_requirements(
        activity_of(course), AllOf((Needs(first.translation_key),))
    )

    assert operations.requirements_in_step(clock.now()) == 1
    assert operations.requirements_in_step(clock.now()) == 0
    assert len(demanded(course)) == 2


def test_tick_completes_a_course_that_came_to_demand_less():
    course = a_course([a_text()], [a_text()])
    first, second = lessons_of(course)
    participation = learning.register(UserFactory(), activity_of(course))
    lesson = operations.open_lesson(participation.pk, activity_of(first))
    operations.complete_lesson(lesson.pk, first)
    assert operations.settle_courses(clock.now()) == 0

    second.unpublish()

    assert operations.settle_courses(clock.now()) == 1
    participation.refresh_from_db()
    assert participation.status == Status.COMPLETED
    assert operations.settle_courses(clock.now()) == 0


def test_tick_completes_a_lesson_whose_dilemma_was_withdrawn():
    dilemma, other = (an_activity(ActivityKind.DILEMMA) for _ in range(2))
    course = a_course(
        [a_text(), an_embedded(dilemma)],
        [a_text(), an_embedded(dilemma), an_embedded(other)],
    )
    first, second = lessons_of(course)
    participation = learning.register(UserFactory(), activity_of(course))
    read = []
    for page in (first, second):
        lesson = operations.open_lesson(participation.pk, activity_of(page))
        operations.complete_lesson(lesson.pk, page)
        read.append(lesson)
    assert operations.settle_courses(clock.now()) == 0

    learning.withdraw_activity(dilemma.key)

    assert operations.settle_courses(clock.now()) == 1
    for lesson in read:
        lesson.refresh_from_db()
    assert [lesson.is_completed for lesson in read] == [True, False]

    learning.withdraw_activity(other.key)

    assert operations.settle_courses(clock.now()) == 1
    participation.refresh_from_db()
    assert participation.status == Status.COMPLETED
    assert operations.settle_courses(clock.now()) == 0


def test_tick_leaves_a_lesson_that_was_not_read():
    dilemma = an_activity(ActivityKind.DILEMMA)
    course = a_course([a_text(), an_embedded(dilemma)])
    (lesson,) = lessons_of(course)
    participation = learning.register(UserFactory(), activity_of(course))
    operations.open_lesson(participation.pk, activity_of(lesson))

    learning.withdraw_activity(dilemma.key)

    assert operations.settle_courses(clock.now()) == 0


def test_publishing_again_without_a_change_makes_no_new_version():
    course = a_course([a_text()])
    before = activity_of(course).requirement_trees.count()

    publish(course)

    assert activity_of(course).requirement_trees.count() == before


def test_a_lesson_added_later_is_demanded_from_then_on():
    course = a_course([a_text()])
    module = ModulePage.objects.child_of(course).get()

    lesson = a_lesson(module, 2, [a_text()])

    assert demanded(course)[-1] == lesson.translation_key


def test_a_card_of_what_the_lesson_is_part_of_is_not_demanded():
    course = a_course([a_text()])
    (lesson,) = lessons_of(course)
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[activity_of(course)])
    cards = [an_embedded(activity_of(course)), an_embedded(trajectory)]
    lesson.body = lesson.body.stream_block.to_python(cards)

    publish(lesson)

    assert demanded(lesson) is None
    assert demanded(course) == [lesson.translation_key]


def test_settling_asks_nothing_of_who_has_not_handed_in_a_quiz():
    quiz = a_quiz("in-de-les", a_bank_question("een"))
    course = a_course([quiz])
    (lesson,) = lessons_of(course)
    costs = []
    for people in (1, 4):
        for _ in range(people):
            part = learning.register(UserFactory(), activity_of(course))
            operations.open_lesson(part.pk, activity_of(lesson))
        lesson.conditions = [Condition.OPENED, Condition.ANSWERED]
        publish(lesson)
        with CaptureQueriesContext(connection) as captured:
            assert operations.settle_courses(clock.now()) == 0
        costs.append(len(captured))

    assert costs[0] == costs[1]
