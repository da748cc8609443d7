"""What learning tells: in the words of our profile, once for each event."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from lms.common import clock
from lms.learning import operations, statements
from lms.learning.enums import ActivityKind
from lms.learning.models import Participation
from lms.learning.operations.ledger import Ledger
from lms.xapi import vocabulary
from lms.xapi.models import StoredStatement
from lms.xapi.recording import record
from lms.xapi.statements import id_of_event
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.xapi.profile.matching import faults_of, templates_of

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


@pytest.fixture
def learner():
    return UserFactory()


def told():
    """The statements, first to last."""
    rows = StoredStatement.objects.order_by("seq").values_list("payload", flat=True)
    return [json.loads(row) for row in rows]


def brief(statement):
    """The verb and the title of the object."""
    name = statement["object"]["definition"]["name"]["nl"]
    return statement["verb"]["id"].rpartition("/")[2], name


def around(statement):
    """The ids of parents and groupings."""
    found = statement["context"]["contextActivities"]
    return {
        kind: [one["id"] for one in found[kind]]
        for kind in ("parent", "grouping")
        if kind in found
    }


@pytest.fixture
def whole(learner):
    """Somebody does everything there is in a trajectory; answers its activities."""
    lesson = an_activity(ActivityKind.LESSON, title="Les")
    other = an_activity(ActivityKind.LESSON, title="Les 2")
    course = an_activity(title="Cursus", requires=[lesson, other])
    assignment = an_activity(ActivityKind.ASSIGNMENT, title="Opdracht")
    dilemma = an_activity(ActivityKind.DILEMMA, title="Dilemma")
    trajectory = an_activity(
        ActivityKind.TRAJECTORY, title="Traject", requires=[course, assignment, dilemma]
    )
    parts = {
        one.title: one
        for one in (lesson, other, course, assignment, dilemma, trajectory)
    }
    do_everything(learner, parts)
    return parts


def do_everything(learner, parts):
    operations.register(learner, parts["Traject"])
    course = operations.register(learner, parts["Cursus"])
    operations.start(course.pk)
    for title in ("Les", "Les 2", "Dilemma"):
        part = operations.register(learner, parts[title])
        operations.start(part.pk)
        operations.report_progress(part.pk, 100)
    operations.record_completion(
        learner, parts["Opdracht"], by=UserFactory(), at=clock.now()
    )


def test_each_statement_follows_the_profile(whole):
    assert [(brief(one), faults_of(one)) for one in told() if faults_of(one)] == []


def test_everything_that_happens_is_told_once(whole):
    assert [brief(one) for one in told()] == [
        ("registered", "Traject"),
        ("registered", "Cursus"),
        ("launched", "Cursus"),
        ("initialized", "Cursus"),
        ("launched", "Les"),
        ("initialized", "Les"),
        ("completed", "Les"),
        ("progressed", "Cursus"),
        ("initialized", "Traject"),
        ("progressed", "Traject"),
        ("launched", "Les 2"),
        ("initialized", "Les 2"),
        ("completed", "Les 2"),
        ("completed", "Cursus"),
        ("progressed", "Traject"),
        ("initialized", "Dilemma"),
        ("completed", "Dilemma"),
        ("progressed", "Traject"),
        ("registered", "Opdracht"),
        ("initialized", "Opdracht"),
        ("passed", "Opdracht"),
        ("completed", "Opdracht"),
        ("completed", "Traject"),
    ]


def test_a_replay_of_every_operation_tells_nothing_more(learner, whole):
    before = told()

    do_everything(learner, whole)

    assert told() == before


def test_ids_follow_from_registration_verb_and_what_tells_it_apart(learner, whole):
    registrations = dict(
        Participation.objects.of(learner).values_list("activity__title", "registration")
    )
    for one in told():
        verb, title = brief(one)
        known = getattr(vocabulary, verb.upper())
        progress = one.get("result", {}).get("extensions", {}).values()
        assert one["context"]["registration"] == str(registrations[title])
        assert UUID(one["id"]) == id_of_event(registrations[title], known, *progress)


def test_the_same_event_recorded_again_changes_nothing(learner):
    course = operations.register(learner, an_activity())
    course = Participation.objects.with_record().get(pk=course.pk)
    again = statements.registered(
        course, at=course.registered_at, around=Ledger().around(course)
    )

    with transaction.atomic():
        record(again)

    assert StoredStatement.objects.count() == 1


def test_a_lesson_stands_in_its_course_and_everything_in_its_trajectory(whole):
    course, trajectory = whole["Cursus"].iri, whole["Traject"].iri
    expected = {
        "Les": {"parent": [course], "grouping": [trajectory]},
        "Les 2": {"parent": [course], "grouping": [trajectory]},
        "Cursus": {"grouping": [trajectory]},
        "Opdracht": {"grouping": [trajectory]},
        "Dilemma": {},  # whatever it was played for: idea 4
        "Traject": {},
    }

    assert {brief(one)[1]: around(one) for one in told()} == expected
    for one in told():
        assert around(one) == expected[brief(one)[1]]


def test_what_others_follow_and_what_was_left_is_not_around_it(learner):
    course = an_activity()
    left, of_another = (
        an_activity(ActivityKind.TRAJECTORY, requires=[course]) for _ in range(2)
    )
    operations.withdraw(operations.register(learner, left).pk)
    operations.register(UserFactory(), of_another)

    operations.register(learner, course)

    assert around(told()[-1]) == {}


def test_who_comes_back_after_leaving_is_told_of_anew(learner):
    course = an_activity()
    for _ in range(2):
        operations.withdraw(operations.register(learner, course).pk)

    verbs = [brief(one)[0] for one in told()]
    assert verbs == ["registered", "unregistered"] * 2
    assert len({one["id"] for one in told()}) == 4
    assert [faults_of(one) for one in told()] == [[]] * 4


def test_what_a_trainer_records_was_not_launched_and_a_session_is_not_passed(learner):
    session = an_activity(ActivityKind.SESSION)
    attended = clock.now() - timedelta(days=3)

    operations.record_completion(learner, session, by=UserFactory(), at=attended)

    assert [brief(one)[0] for one in told()] == [
        *("registered", "initialized", "completed")
    ]


def test_what_somebody_completes_alone_is_not_passed(learner):
    assignment = operations.register(learner, an_activity(ActivityKind.ASSIGNMENT))

    operations.report_progress(assignment.pk, 100)

    assert "passed" not in [brief(one)[0] for one in told()]


def test_a_dilemma_tells_no_more_than_that_it_began_and_ended(whole):
    began, ended = (one for one in told() if brief(one)[1] == "Dilemma")

    for one in (began, ended):
        assert one["context"].keys() == {
            *("registration", "platform", "language", "contextActivities")
        }
        assert one["context"]["contextActivities"].keys() == {"category"}
    assert "result" not in began
    assert ended["result"] == {"completion": True}
    assert templates_of(ended) == ["completed", "dilemma-completed"]


def test_a_dilemma_with_more_to_tell_would_break_the_profile(whole):
    ended = next(one for one in told() if brief(one) == ("completed", "Dilemma"))
    context = ended["context"]["contextActivities"]
    ended["context"]["contextActivities"] = context | {"grouping": context["category"]}

    assert len(faults_of(ended)) == 1
    assert faults_of(ended | {"result": {"completion": True, "score": {"raw": 1}}})


@pytest.mark.parametrize("trajectories", [1, 4])
def test_what_stands_around_costs_one_query(
    learner, django_assert_num_queries, trajectories
):
    course = an_activity()
    for _ in range(trajectories):
        operations.register(
            learner, an_activity(ActivityKind.TRAJECTORY, requires=[course])
        )
    part = operations.register(learner, course)
    part = Participation.objects.with_record().get(pk=part.pk)
    ledger = Ledger()

    with django_assert_num_queries(1):
        assert len(ledger.around(part).groupings) == trajectories
        ledger.around(part)
