"""What completes a lesson: each condition, once met for good, whatever the rule becomes."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses import operations
from courses.demands import Demand, Done, progress
from courses.enums import Condition
from courses.models import Fulfilment
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.models import Completion
from tests.courses.player import activity_of, in_, join, text_of
from tests.factories.courses import (
    a_course,
    a_question,
    a_text,
    an_embedded,
    an_id,
    lessons_of,
    publish,
)
from tests.factories.learning import an_activity

pytestmark = pytest.mark.django_db


def opened(learner, course, number=0):
    """A lesson and the learner's participation in it."""
    lesson = lessons_of(course)[number]
    whole = join(learner, course)
    return lesson, operations.open_lesson(whole.pk, activity_of(lesson))


def ruled(lesson, *conditions):
    lesson.conditions = [one.value for one in conditions]
    publish(lesson)
    return type(lesson).objects.get(pk=lesson.pk)


def give(participation, lesson, name="een"):
    return operations.answer(
        participation.pk,
        lesson,
        question=an_id(name),
        sent={"answer": [str(an_id(name, "a"))]},
        form_key=uuid4(),
    )


def test_progress_weighs_work_above_a_press():
    one, two = uuid4(), uuid4()
    demands = (
        Demand(condition=Condition.ANSWERED, parts=(one, two)),
        Demand(condition=Condition.READ),
    )
    assert progress(demands, Done()) == 0
    assert progress(demands, Done(answered={one})) == 45
    assert progress(demands, Done(answered={one, two})) == 90
    read = frozenset({(Condition.READ, None)})
    assert progress(demands, Done(answered={one, two}, fulfilled=read)) == 100
    assert progress((), Done()) == 100


def test_what_a_trainer_confirms_completes_the_lesson_and_says_by_whom(
    learner, django_user_model
):
    lesson, participation = opened(learner, a_course([a_text()]))
    lesson = ruled(lesson, Condition.READ, Condition.CONFIRMED)
    trainer = django_user_model.objects.create(email="trainer@example.be")

    read = operations.complete_lesson(participation.pk, lesson)
    assert (read.is_completed, read.own_progress) == (False, 50)
    done = operations.meet(participation.pk, lesson, Condition.CONFIRMED, by=trainer)

    assert done.is_completed
    assert done.completion.recorded_by == trainer
    assert set(
        Fulfilment.objects.in_lesson(participation.pk).values_list("condition", "by")
    ) == {("read", None), ("confirmed", trainer.pk)}


def test_meeting_a_condition_twice_is_meeting_it_once(learner):
    lesson, participation = opened(learner, a_course([a_text()]))
    block = uuid4()
    for _ in range(2):
        operations.meet(participation.pk, lesson, Condition.READ)
        operations.meet(participation.pk, lesson, Condition.WATCHED, part=block)

    assert Fulfilment.objects.count() == 2


def test_what_was_met_cannot_be_changed_or_deleted(learner):
    lesson, participation = opened(learner, a_course([a_text()]))
    operations.meet(participation.pk, lesson, Condition.READ)

    with pytest.raises(IntegrityError), transaction.atomic():
        Fulfilment.objects.update(condition="passed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Fulfilment.objects.all().delete()


def test_opening_is_enough_where_the_lesson_says_so(reader, learner):
    course = a_course([a_text(), a_question("een")])
    lesson = ruled(lessons_of(course)[0], Condition.OPENED)
    join(learner, course)

    page = text_of(reader.get(lesson.url))

    assert in_(learner, lesson).is_completed
    assert in_(learner, course).is_completed
    assert "Open deze les." in page
    assert reverse("courses:complete", args=[lesson.pk]) not in page


def test_the_last_answer_completes_a_lesson_that_asks_only_for_answers(learner):
    course = a_course([a_question("een"), a_question("twee")])
    lesson, participation = opened(learner, course)
    lesson = ruled(lesson, Condition.OPENED, Condition.ANSWERED)

    give(participation, lesson)
    assert in_(learner, lesson).own_progress == 55
    give(participation, lesson, "twee")

    assert in_(learner, lesson).is_completed


def test_questions_that_do_not_count_keep_nobody(learner):
    lesson, participation = opened(learner, a_course([a_question("een")]))
    lesson = ruled(lesson, Condition.READ)

    give(participation, lesson)
    assert in_(learner, lesson).own_progress == 0
    assert operations.complete_lesson(participation.pk, lesson).is_completed


def test_what_a_lesson_shows_is_demanded_only_where_it_asks_for_it(learner):
    shown = an_activity(title="Een ander")
    lesson, participation = opened(learner, a_course([a_text(), an_embedded(shown)]))
    assert not operations.complete_lesson(participation.pk, lesson).is_completed

    ruled(lesson, Condition.READ)

    assert operations.settle_courses(clock.now()) > 0
    assert in_(learner, lesson).is_completed


def test_each_recording_has_to_be_watched(learner):
    lesson, participation = opened(learner, a_course([a_text()]))
    one, two = uuid4(), uuid4()
    lesson.demands = tuple(
        Demand(condition=condition, parts=parts)
        for condition, parts in [
            (Condition.WATCHED, (one, two)),
            (Condition.READ, ()),
        ]
    )

    def meet(condition, part=None):
        return operations.meet(participation.pk, lesson, condition, part=part)

    assert meet(Condition.WATCHED, one).own_progress == 45
    assert meet(Condition.READ).own_progress == 55
    assert meet(Condition.WATCHED, two).is_completed


def test_a_lesson_is_not_published_when_nothing_in_it_completes_it():
    lesson = lessons_of(a_course([a_text()]))[0]

    with pytest.raises(ValidationError, match="voltooit"):
        ruled(lesson, Condition.PASSED)
    assert ruled(lesson, Condition.PASSED, Condition.READ).idle_conditions == [
        Condition.PASSED
    ]


def test_who_completed_a_lesson_keeps_that_when_the_rule_changes(learner):
    lesson, participation = opened(learner, a_course([a_text()]))
    operations.complete_lesson(participation.pk, lesson)

    ruled(lesson, Condition.READ, Condition.CONFIRMED)

    assert operations.settle_courses(clock.now()) == 0
    assert in_(learner, lesson).is_completed


def test_who_read_a_lesson_before_the_rule_changed_is_not_asked_again(reader, learner):
    shown = an_activity(title="Een ander")
    lesson, participation = opened(learner, a_course([a_text(), an_embedded(shown)]))
    learning.report_progress(participation.pk, 100)  # as before conditions were kept

    lesson = ruled(lesson, Condition.READ, Condition.ACTIVITIES, Condition.CONFIRMED)

    page = text_of(reader.get(lesson.url))
    assert reverse("courses:complete", args=[lesson.pk]) not in page
    learning.report_progress(learning.register(learner, shown).pk, 100)
    assert in_(learner, lesson).is_completed


def test_what_was_met_under_an_older_rule_is_met(reader, learner):
    lesson, participation = opened(learner, a_course([a_text(), a_question("een")]))
    lesson = ruled(lesson, Condition.READ, Condition.CONFIRMED)
    operations.complete_lesson(participation.pk, lesson)
    lesson = ruled(lesson, Condition.READ, Condition.ANSWERED)

    page = text_of(reader.get(lesson.url))
    assert reverse("courses:complete", args=[lesson.pk]) not in page
    give(participation, lesson)

    assert in_(learner, lesson).is_completed


def test_tick_completes_a_lesson_that_came_to_demand_less(learner):
    lesson, participation = opened(learner, a_course([a_text()]))
    lesson = ruled(lesson, Condition.READ, Condition.CONFIRMED)
    operations.complete_lesson(participation.pk, lesson)
    assert operations.settle_courses(clock.now()) == 0

    ruled(lesson, Condition.READ)

    assert operations.settle_courses(clock.now()) == 1
    assert in_(learner, lesson).is_completed
    assert operations.settle_courses(clock.now()) == 0


def test_a_lesson_says_what_completes_it_and_how_that_stands(reader, learner):
    course = a_course([a_text(), a_question("een")])
    lesson = ruled(
        lessons_of(course)[0],
        Condition.OPENED,
        Condition.ANSWERED,
        Condition.READ,
        Condition.CONFIRMED,
    )
    join(learner, course)
    reader.get(lesson.url)
    give(in_(learner, lesson), lesson)
    reader.post(reverse("courses:complete", args=[lesson.pk]))

    reading = reader.get(lesson.url).context["reading"]

    assert [need.done for need in reading.needs] == [True, True, True, False]
    assert "trainer" in reading.needs[-1].text


def test_a_lesson_with_recorded_conditions_costs_one_query_more(reader, learner):
    costs = []
    for conditions in ([Condition.READ], [Condition.READ, Condition.CONFIRMED]):
        course = a_course([a_text()], slug=f"cursus-{len(conditions)}")
        lesson = ruled(lessons_of(course)[0], *conditions)
        join(learner, course)
        reader.get(lesson.url)
        with CaptureQueriesContext(connection) as captured:
            reader.get(lesson.url)
        costs.append(len(captured))

    assert costs[1] - costs[0] == 1


@pytest.mark.rules
@pytest.mark.django_db(transaction=True)
def test_two_conditions_met_at_the_same_moment_complete_the_lesson_once(learner):
    lesson, participation = opened(learner, a_course([a_text()]))
    lesson = ruled(lesson, Condition.READ, Condition.CONFIRMED)

    def meet(number):
        try:
            condition = (Condition.READ, Condition.CONFIRMED)[number % 2]
            return operations.meet(participation.pk, lesson, condition).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(meet, range(6)))

    assert Fulfilment.objects.count() == 2
    assert in_(learner, lesson).is_completed
    assert Completion.objects.filter(activity=activity_of(lesson)).count() == 1
