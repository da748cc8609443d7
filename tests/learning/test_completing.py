"""Progress and completion, rolled up through every container."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.common import clock
from lms.learning import operations
from lms.learning.enums import ActivityKind, Source, Status
from lms.learning.exceptions import CircularRequirement, NotOpen
from lms.learning.models import (
    Completion,
    Participation,
    RequirementTree,
    Transition,
)
from lms.learning.rules import AllOf, AtLeast, Needs
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


@pytest.fixture
def learner():
    return UserFactory()


def verbs():
    return [
        iri.rsplit("/", 1)[-1]
        for iri in StoredStatement.objects.order_by("seq").values_list(
            "verb", flat=True
        )
    ]


def take(learner, activity, progress=100):
    participation = operations.register(learner, activity)
    return operations.report_progress(participation.pk, progress)


def test_progress_never_goes_down(learner):
    take(learner, lesson := an_activity(ActivityKind.LESSON), 60)

    assert take(learner, lesson, 20).progress == 60


def test_the_last_lesson_completes_the_course_in_the_same_transaction(learner):
    lessons = [an_activity(ActivityKind.LESSON) for _ in range(2)]
    course = operations.register(learner, an_activity(requires=lessons))

    take(learner, lessons[0])
    course.refresh_from_db()
    assert (course.status, course.progress) == (Status.STARTED, 50)

    take(learner, lessons[1])
    course.refresh_from_db()
    assert (course.status, course.progress) == (Status.COMPLETED, 100)
    completion = Completion.objects.get(activity=course.activity)
    assert len(completion.evidence["completions"]) == 2


def test_a_completion_rolls_up_through_every_container(learner):
    dilemma = an_activity(ActivityKind.DILEMMA)
    lesson = an_activity(ActivityKind.LESSON, requires=[dilemma], has_own_part=True)
    course = an_activity(requires=[lesson])
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[course])
    for activity in (trajectory, course):
        operations.register(learner, activity)
    take(learner, lesson)
    assert Completion.objects.count() == 0

    take(learner, dilemma)

    assert Completion.objects.of(learner).count() == 4


def test_a_dilemma_says_only_that_it_began_and_ended(learner):
    take(learner, an_activity(ActivityKind.DILEMMA))

    assert verbs() == ["initialized", "completed"]


def test_a_course_says_how_it_goes(learner):
    lessons = [an_activity(ActivityKind.LESSON) for _ in range(2)]
    operations.register(learner, an_activity(requires=lessons))
    take(learner, lessons[0])
    take(learner, lessons[1])

    assert verbs() == [
        "registered",
        "initialized",
        "completed",
        "initialized",
        "progressed",
        "initialized",
        "completed",
        "completed",
    ]


def test_what_was_done_before_joining_counts_at_once(learner):
    lesson = an_activity(ActivityKind.LESSON)
    take(learner, lesson)

    course = operations.register(learner, an_activity(requires=[lesson]))

    course.refresh_from_db()
    assert course.is_completed


def test_at_least_two_of_three_is_enough(learner):
    courses = [an_activity() for _ in range(3)]
    trajectory = an_activity(ActivityKind.TRAJECTORY, has_own_part=False)
    operations.set_requirements(
        trajectory, AtLeast(2, tuple(Needs(course.key) for course in courses))
    )
    follows = operations.register(learner, trajectory)

    take(learner, courses[0])
    take(learner, courses[2])

    follows.refresh_from_db()
    assert follows.is_completed


def test_completing_again_changes_nothing(learner):
    course = an_activity()
    take(learner, course)
    said = StoredStatement.objects.count()

    take(learner, course)

    assert Completion.objects.count() == 1
    assert StoredStatement.objects.count() == said


def test_who_left_cannot_go_on(learner):
    participation = operations.register(learner, an_activity())
    operations.withdraw(participation.pk)

    with pytest.raises(NotOpen):
        operations.report_progress(participation.pk, 50)


def test_an_activity_cannot_come_to_require_itself():
    inner = an_activity()
    outer = an_activity(requires=[inner])

    with pytest.raises(CircularRequirement):
        operations.set_requirements(inner, AllOf((Needs(outer.key),)))


def test_a_rule_that_says_the_same_makes_no_new_version():
    lesson = an_activity(ActivityKind.LESSON)
    course = an_activity(requires=[lesson])

    operations.set_requirements(course, AllOf((Needs(lesson.key),)))

    assert RequirementTree.objects.filter(activity=course).count() == 1


def test_people_stay_on_the_version_of_a_trajectory_that_they_began(learner):
    first, second = an_activity(), an_activity()
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[first])
    follows = operations.register(learner, trajectory)

    operations.set_requirements(
        trajectory, AllOf((Needs(first.key), Needs(second.key)))
    )
    take(learner, first)

    follows.refresh_from_db()
    assert follows.is_completed


def test_a_trainer_records_a_session_by_name(learner):
    session = an_activity(ActivityKind.SESSION, trainer_completes=True)
    trainer = UserFactory()
    attended = clock.now() - timedelta(days=3)

    participation = operations.record_completion(
        learner, session, by=trainer, at=attended
    )

    completion = participation.completion
    assert participation.is_completed
    assert (completion.source, completion.recorded_by) == (Source.SESSION, trainer)
    assert completion.completed_at == attended


def test_what_was_attended_before_registering_begins_and_ends_that_day(learner):
    session = an_activity(ActivityKind.SESSION, trainer_completes=True)
    attended = clock.now() - timedelta(days=7)
    participation = operations.register(learner, session)

    operations.record_completion(learner, session, by=UserFactory(), at=attended)

    participation.refresh_from_db()
    assert participation.registered_at > attended
    assert participation.started_at == participation.closed_at == attended
    record = Transition.objects.last()
    assert record.started_on == record.completed_on == clock.local_date(attended)


def test_recording_an_earlier_session_does_not_date_the_whole_before_its_parts(learner):
    course, session = an_activity(), an_activity(ActivityKind.SESSION)
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[course, session])
    operations.register(learner, trajectory)
    take(learner, course)

    attended = clock.now() - timedelta(days=7)
    operations.record_completion(learner, session, by=UserFactory(), at=attended)

    whole = Completion.objects.get(activity=trajectory)
    assert whole.completed_at == Completion.objects.get(activity=course).completed_at
    said = StoredStatement.objects.order_by("seq").last()
    assert said.verb.endswith("/completed")
    assert said.timestamp == whole.completed_at


@pytest.mark.parametrize("trajectory_first", [True, False])
def test_an_activity_that_counts_directly_and_inside_a_course_completes_both_once(
    learner, trajectory_first
):
    dilemma = an_activity(ActivityKind.DILEMMA)
    lesson = an_activity(ActivityKind.LESSON, requires=[dilemma])
    course = an_activity(requires=[lesson])
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[dilemma, course])
    order = [trajectory, course, lesson]
    for container in order if trajectory_first else reversed(order):
        operations.register(learner, container)

    take(learner, dilemma)

    assert Completion.objects.count() == 4
    assert verbs().count("completed") == 4


def test_what_holds_a_container_on_its_tree_of_earlier_is_completed_too(learner):
    first, second = an_activity(), an_activity()
    inner = an_activity(ActivityKind.TRAJECTORY, requires=[first])
    outer = an_activity(ActivityKind.TRAJECTORY, requires=[inner])
    follows = [operations.register(learner, each) for each in (inner, outer)]
    operations.set_requirements(inner, Needs(second.key))  # first is no part any more

    take(learner, first)

    for participation in follows:
        participation.refresh_from_db()
        assert participation.is_completed


def test_a_step_costs_the_same_whatever_contains_it(learner):
    """What is around a step is read once, and not once for each container."""
    costs = {}
    for number in (1, 6):
        lesson, other = an_activity(ActivityKind.LESSON), an_activity()
        for _ in range(number):
            trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[lesson, other])
            operations.register(learner, trajectory)
        participation = operations.register(learner, lesson)
        operations.report_progress(participation.pk, 10)
        with CaptureQueriesContext(connection) as captured:
            operations.report_progress(participation.pk, 60)
        costs[number] = len(captured)

    # Of each: its tree, how far its parts are, what contains it, its own progress, and
    # whether somebody moved it to another version.
    assert costs[6] - costs[1] <= 5 * 5


@pytest.mark.django_db(transaction=True)
def test_two_last_lessons_at_once_complete_the_course_once():
    learner = UserFactory()
    lessons = [an_activity(ActivityKind.LESSON) for _ in range(8)]
    course = operations.register(learner, an_activity(requires=lessons))

    def finish(lesson):
        try:
            take(learner, lesson)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(finish, lessons * 2))

    assert Completion.objects.filter(activity=course.activity).count() == 1
    assert Participation.objects.of(learner).completed().count() == 9
    said = StoredStatement.objects.order_by("seq").values_list("seq", flat=True)
    assert list(said) == list(range(said[0], said[0] + len(said)))
