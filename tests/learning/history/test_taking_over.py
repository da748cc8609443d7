"""One completion of before or elsewhere: of then, by name, with what was seen."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from lms.common import clock, personal
from lms.common.retention import kinds
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Source
from lms.learning.exceptions import (
    CompletedAlready,
    NothingToTakeOver,
    NotOffered,
    OwnRecord,
)
from lms.learning.explaining import explain
from lms.learning.models import (
    Assignment,
    Completion,
    HistoricProof,
    Participation,
    Transition,
)
from lms.organisation.visibility import Scope
from lms.xapi.models import StoredStatement
from tests.factories.history import PROOF
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db
THEN = date(2022, 3, 12)


@pytest.fixture
def take_over(course, mandate, importer):
    def take_over(learner=None, activity=None, **given):
        return learning.take_over(
            learner or mandate.person,
            activity or course,
            **{
                "by": importer,
                "on": THEN,
                "proof": PROOF,
                "mandate": mandate,
                **given,
            },
        )

    return take_over


def test_it_is_a_completion_of_then_by_name_with_its_evidence(
    take_over, mandate, importer
):
    kept = take_over()

    done = kept.completion
    assert (done.source, done.recorded_by) == (Source.IMPORT, importer)
    assert clock.local_date(done.completed_at) == THEN
    assert (done.entity, done.role) == (mandate.entity, mandate.role)
    assert kept.proof == PROOF
    assert PROOF not in str(done.evidence)


def test_hr_sees_it_as_what_was_asked_and_nobody_is_said_to_have_asked_it(
    take_over, mandate
):
    take_over()

    records = Transition.objects.within(Scope(frozenset({mandate.entity_id})))
    assert {each.status for each in records} == {"ingeschreven", "voltooid"}
    last = records.last()
    assert (last.source, last.completed_on) == (Source.IMPORT, THEN)
    assert Participation.objects.get().assigned
    assert not Assignment.objects.exists()


def test_what_somebody_began_for_themselves_is_completed_and_seen_from_then_on(
    take_over, course, mandate
):
    own = learning.register(mandate.person, course, mandate=mandate)

    take_over()

    own.refresh_from_db()
    assert own.is_completed
    changes = own.transitions.values_list("change", "visible_to_hr")
    assert list(changes) == [
        ("registered", False),
        ("asked", True),
        ("completed", True),
    ]


def test_who_held_no_mandate_has_it_without_hr(take_over, mandate):
    take_over(mandate=None)

    own = Participation.objects.get()
    assert own.is_completed
    assert not own.is_visible_to_hr


def test_what_contains_it_follows(take_over, mandate, course):
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[course])
    way = learning.register(mandate.person, trajectory, mandate=mandate)

    take_over()

    way.refresh_from_db()
    assert way.is_completed
    assert way.completion.source == Source.PLATFORM


@pytest.mark.parametrize(
    "kind", [ActivityKind.TRAJECTORY, ActivityKind.LESSON, ActivityKind.TEST]
)
def test_what_its_parts_complete_and_a_part_are_refused(take_over, kind):
    with pytest.raises(NothingToTakeOver):
        take_over(activity=an_activity(kind, is_listed=False))

    assert not Participation.objects.exists()


def test_a_day_that_has_yet_to_come_is_refused(take_over):
    with pytest.raises(NothingToTakeOver):
        take_over(on=clock.today() + timedelta(days=1))


def test_nobody_records_it_for_themselves(take_over, mandate):
    with pytest.raises(OwnRecord):
        take_over(by=mandate.person)


def test_who_has_it_keeps_what_there_is(take_over, course, mandate):
    own = learning.register(mandate.person, course, mandate=mandate)
    learning.report_progress(own.pk, 100)

    with pytest.raises(CompletedAlready):
        take_over()

    assert Completion.objects.get().source == Source.PLATFORM
    assert not HistoricProof.objects.exists()


def test_what_was_withdrawn_is_refused(take_over, course):
    learning.withdraw_activity(course.key)
    course.refresh_from_db()

    with pytest.raises(NotOffered):
        take_over()


def test_nothing_is_added_to_who_was_erased(take_over, mandate):
    type(mandate.person).objects.update(erased_at=clock.now())

    with pytest.raises(NothingToTakeOver):
        take_over()
    assert not Participation.objects.exists()


def test_statements_say_it_of_then_and_hold_no_evidence(take_over):
    take_over(activity=an_activity(ActivityKind.ASSIGNMENT))

    told = list(StoredStatement.objects.order_by("pk"))
    verbs = [one.verb.rsplit("/", 1)[-1] for one in told]
    assert verbs == ["registered", "completed"]  # nobody here judged it: no "passed"
    assert {clock.local_date(one.timestamp) for one in told} == {THEN}
    assert "dossier" not in " ".join(one.payload for one in told)


def test_an_explanation_names_the_list_and_who_recorded_it(take_over):
    said = explain(take_over().completion.participation)

    evidence = said.evidence
    assert (evidence.source, evidence.done_on) == (Source.IMPORT, THEN)
    assert evidence.by == "Ine Importeur"


def test_the_person_downloads_the_evidence_and_an_erasure_empties_it(
    take_over, mandate
):
    kept = take_over()
    held = personal.collect(mandate.person)["learning: historic"]
    assert [row["proof"] for row in held] == [PROOF]

    assert personal.erase(mandate.person)["learning: historic"] == 1

    kept.refresh_from_db()
    assert kept.proof == ""
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()


def test_the_evidence_goes_when_its_period_is_over(take_over):
    kept = take_over()
    kind = kinds()["learning.historic_proofs"]
    later = clock.now() + timedelta(days=1)
    assert kind.due(later).count() == 1

    assert sum(kind.remove(later)) == 1

    kept.refresh_from_db()
    assert kept.proof == ""
    assert Completion.objects.filter(pk=kept.completion_id).exists()


def test_who_renews_does_it_once_more_unless_it_lies_in_the_new_period(
    take_over, course, mandate
):
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[course])
    with clock.at(clock.start_of(date(2021, 1, 1))):
        learning.register(mandate.person, trajectory, mandate=mandate)
        own = learning.register(mandate.person, course, mandate=mandate)
        learning.report_progress(own.pk, 100)
    with clock.at(clock.start_of(date(2022, 1, 1))):
        learning.begin_again(
            mandate.person, trajectory, mandate=mandate, counts_from=clock.now()
        )

    with pytest.raises(CompletedAlready):
        take_over(on=date(2021, 6, 1))
    take_over()

    assert Completion.objects.filter(activity=course).count() == 2


def test_another_mandate_is_no_reason_to_leave_the_one_that_stands(
    take_over, course, mandate
):
    learning.register(mandate.person, course, mandate=mandate)

    take_over(mandate=MandateFactory(person=mandate.person))

    assert Completion.objects.get().entity == mandate.entity
