"""What completes a course, and what comes first in it: written by its pages, told to learners."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from courses import operations
from courses.models import Answer, LessonPage
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Status
from lms.learning.exceptions import ComesLater
from lms.learning.models import Participation, Prerequisite
from lms.learning.operations import rule_of
from lms.learning.rules import AllOf, AtLeast, Needs
from tests.courses.player import activity_of, give, in_, join, text_of
from tests.factories.courses import a_course, a_question, a_text, lessons_of, publish
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


def do(learner, course, number):
    """Complete a lesson of the course, as its reader does."""
    page = lessons_of(course)[number]
    lesson = operations.open_lesson(join(learner, course).pk, activity_of(page))
    return operations.complete_lesson(lesson.pk, page)


def rule(course):
    return rule_of(activity_of(course).requirement_trees.get(is_current=True))


def waits_for(page):
    rows = Prerequisite.objects.filter(activity=activity_of(page))
    return [row.needed.key for row in rows]


def after(page, *others):
    """Have a page wait for others, and publish it."""
    page = type(page).objects.get(pk=page.pk)
    page.prerequisites = list(others)
    return publish(page)


def five(**fields):
    return a_course(*[[a_text()]] * 5, **fields)


def test_so_many_lessons_complete_a_course(learner):
    course = five()
    course.minimum = 3
    publish(course)
    needs = tuple(Needs(page.translation_key) for page in lessons_of(course))
    assert rule(course) == AtLeast(3, needs)

    for number in (4, 0):
        do(learner, course, number)
        assert not in_(learner, course).is_completed
    do(learner, course, 2)

    assert in_(learner, course).is_completed


def test_tick_completes_a_course_that_came_to_ask_for_fewer_lessons(learner):
    course = five()
    for number in (1, 3):
        do(learner, course, number)
    course.minimum = 3
    publish(course)
    assert operations.settle_courses(clock.now()) == 0

    course.minimum = 2
    publish(course)

    assert operations.settle_courses(clock.now()) == 1
    assert in_(learner, course).is_completed
    assert operations.settle_courses(clock.now()) == 0


def test_a_course_says_how_many_lessons_it_takes(reader, learner):
    course = five()
    course.minimum = 3
    publish(course)
    join(learner, course)

    sentence = "3 van de 5 lessen"
    assert sentence in text_of(reader.get(course.url))
    assert sentence in text_of(reader.get(lessons_of(course)[0].url))


def test_a_course_is_not_published_when_it_asks_for_more_than_it_has():
    course = five()
    course.minimum = 6
    with pytest.raises(ValidationError, match="6"):
        publish(course)
    assert isinstance(rule(course), AllOf)


def test_a_course_asks_for_what_is_left_when_lessons_go():
    course = five()
    course.minimum = 3
    publish(course)
    for page in lessons_of(course)[:3]:
        page.unpublish()

    assert rule(course) == AllOf(
        tuple(Needs(page.translation_key) for page in lessons_of(course)[3:])
    )


def test_a_course_does_without_its_optional_lessons(reader, learner):
    course = a_course([a_text()], [a_text("<p>Extra.</p>")])
    needed, optional = lessons_of(course)
    optional.counts = False
    publish(optional)
    assert rule(course) == AllOf((Needs(needed.translation_key),))

    do(learner, course, 0)

    assert in_(learner, course).is_completed
    assert "niet verplicht" in text_of(reader.get(optional.url))


def test_lessons_in_order_open_one_after_the_other(reader, learner):
    course = a_course(*[[a_text(), a_question()]] * 3, in_order=True)
    first, second, third = lessons_of(course)
    join(learner, course)

    closed = reader.get(second.url)
    assert closed.status_code == 200
    assert first.title in text_of(closed)
    assert not Participation.objects.filter(activity=activity_of(second)).exists()
    assert reader.get(third.url).context["reading"].way_on.address == first.url
    sent = give(reader, second, "a")
    assert sent.url == second.url
    assert not Answer.objects.exists()
    reader.post(reverse("courses:complete", args=[second.pk]))
    assert not Participation.objects.filter(activity=activity_of(second)).exists()

    give(reader, first, "a")
    reader.post(reverse("courses:complete", args=[first.pk]))
    give(reader, second, "a")

    assert Answer.objects.count() == 2
    assert waits_for(third) == [second.translation_key]


def test_an_optional_lesson_holds_nobody_up_in_a_course_in_order():
    course = a_course(*[[a_text()]] * 3, in_order=True)
    first, second, third = lessons_of(course)
    second.counts = False
    publish(second)

    assert waits_for(third) == [first.translation_key]
    assert waits_for(second) == [first.translation_key]


def test_the_order_follows_lessons_that_move_and_go():
    course = a_course(*[[a_text()]] * 3, in_order=True)
    first, second, third = lessons_of(course)

    third.move(first, pos="left")
    assert waits_for(third) == []
    assert waits_for(first) == [third.translation_key]

    LessonPage.objects.get(pk=first.pk).unpublish()
    assert waits_for(second) == [third.translation_key]


def test_who_began_a_lesson_goes_on_when_order_comes(reader, learner):
    course = a_course([a_text()], [a_text("<p>B</p>"), a_question()])
    first, second = lessons_of(course)
    join(learner, course)
    reader.get(second.url)

    course.in_order = True
    publish(course)

    assert waits_for(second) == [first.translation_key]
    give(reader, second, "a")
    assert Answer.objects.count() == 1


def test_a_lesson_waits_for_the_lessons_that_its_author_chose(learner):
    course = five()
    one, two, three, *_ = lessons_of(course)
    after(three, one, two)
    whole = join(learner, course)

    with pytest.raises(ComesLater) as refusal:
        operations.open_lesson(whole.pk, activity_of(three))
    assert {first.title for first in refusal.value.missing} == {"Les 1", "Les 2"}

    do(learner, course, 0)
    do(learner, course, 1)
    assert do(learner, course, 2).is_completed


def test_lessons_that_wait_for_each_other_are_not_published():
    course = five()
    one, two, *_ = lessons_of(course)
    after(two, one)

    with pytest.raises(ValidationError) as refusal:
        after(one, two)

    assert "Les 1" in str(refusal.value)
    assert "Les 2" in str(refusal.value)
    assert waits_for(one) == []


def test_a_lesson_of_another_course_does_not_count():
    course, other = five(), five(slug="ander")
    one = lessons_of(course)[0]
    after(one, lessons_of(other)[0])

    assert waits_for(one) == []


def test_a_course_waits_for_another_and_says_so(reader, learner):
    basics, advanced = five(title="De basis"), five(slug="verder", title="Verder")
    after(advanced, activity_of(basics))

    told = text_of(reader.get(advanced.url))
    assert basics.url in told
    assert reverse("learning:join", args=[advanced.translation_key]) not in told
    joined = reader.post(
        reverse("learning:join", args=[advanced.translation_key]),
        {"sent": "yes"},
        follow=True,
    )
    assert "De basis" in text_of(joined)
    assert not Participation.objects.filter(activity=activity_of(advanced)).exists()

    join(learner, basics)
    for number in range(5):
        do(learner, basics, number)
    assert in_(learner, basics).is_completed
    reader.post(
        reverse("learning:join", args=[advanced.translation_key]), {"sent": "yes"}
    )
    reader.get(lessons_of(advanced)[0].url)
    assert in_(learner, advanced).status == Status.STARTED


def test_an_assigned_course_waits_in_every_lesson(reader, learner):
    basics, advanced = five(title="De basis"), five(slug="verder", title="Verder")
    after(advanced, activity_of(basics))
    learning.assign(
        learner,
        activity_of(advanced),
        mandate=MandateFactory(person=learner),
        by=None,
    )

    assert "De basis" in text_of(reader.get(advanced.url))
    closed = reader.get(lessons_of(advanced)[2].url)
    assert "De basis" in text_of(closed)
    assert in_(learner, advanced).status == Status.REGISTERED

    basics.unpublish()
    reader.get(lessons_of(advanced)[2].url)
    assert in_(learner, advanced).status == Status.STARTED


def test_courses_that_wait_for_each_other_are_not_published():
    basics, advanced = five(title="De basis"), five(slug="verder", title="Verder")
    after(advanced, activity_of(basics))

    with pytest.raises(ValidationError, match="Verder"):
        after(basics, activity_of(advanced))
