"""What completes a lesson: each condition, once met for good, whatever the rule becomes."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from courses import operations
from courses.demands import Demand, Done, progress
from courses.enums import Condition
from courses.models import Fulfilment
from tests.courses.player import activity_of, join
from tests.factories.courses import (
    a_course,
    a_text,
    an_id,
    lessons_of,
    publish,
)

pytestmark = pytest.mark.django_db

ALL = list(Condition)


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
        chosen=[str(an_id(name, "a"))],
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
