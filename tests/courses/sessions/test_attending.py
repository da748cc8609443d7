"""Who was there: marked from the beginning on, a fact from the end on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.enums import Ending
from courses.exceptions import NotMarkable
from courses.models import Attendance
from courses.sessions import operations
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Source, Status
from lms.learning.models import Completion, Participation, Transition
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.factories.sessions import a_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer():
    return UserFactory()


@pytest.fixture
def session():
    return a_date(capacity=3)


def enrolled(session, mandate=None):
    mandate = mandate or MandateFactory()
    return operations.enrol(mandate.person, session.pk, mandate=mandate).enrolment


def verbs(person):
    found = StoredStatement.objects.order_by("pk").values_list("verb", flat=True)
    return [verb.rpartition("/")[2] for verb in found]


def during(session):
    return clock.at(session.begins_at + timedelta(hours=1))


def after(session):
    return clock.at(session.ends_at + timedelta(minutes=1))


def test_not_before_it_has_begun(session, trainer):
    enrolment = enrolled(session)

    with pytest.raises(NotMarkable, match="begonnen"):
        operations.mark(enrolment.pk, present=True, by=trainer)


def test_a_mark_during_the_session_counts_at_its_end(session, trainer):
    enrolment = enrolled(session)
    with during(session):
        operations.mark(enrolment.pk, present=False, by=trainer)
        operations.mark(enrolment.pk, present=True, by=trainer)
        assert operations.settle_what_ended(clock.now()) == 0
        assert not Completion.objects.exists()
    with after(session):
        assert operations.settle_what_ended(clock.now()) == 1
        assert operations.settle_what_ended(clock.now()) == 0

    done = Completion.objects.get()
    assert (done.source, done.recorded_by) == (Source.SESSION, trainer)
    assert done.completed_at == session.ends_at
    assert done.evidence == {"session": str(session.uid), "enrolment": enrolment.pk}
    assert list(Attendance.objects.values_list("present", flat=True)) == [False, True]


def test_absent_is_what_hr_reads_and_another_date_can_be_asked(session, trainer):
    mandate = MandateFactory()
    enrolment = enrolled(session, mandate)
    with after(session):
        operations.mark(enrolment.pk, present=False, by=trainer)
        last = Transition.objects.last()
        again = a_date(session.activity)
        other = operations.enrol(mandate.person, again.pk, mandate=mandate).enrolment

    assert (last.status, last.source, last.by) == ("afwezig", "sessie", trainer)
    assert verbs(mandate.person) == ["registered", "missed", "registered"]
    assert other.participation != enrolment.participation


def test_an_absence_is_corrected_by_a_new_row(session, trainer):
    enrolment = enrolled(session)
    with after(session):
        operations.mark(enrolment.pk, present=False, by=trainer)
        operations.mark(enrolment.pk, present=True, by=trainer)
        enrolment.refresh_from_db()
        told = list(Transition.objects.order_by("pk").values_list("status", flat=True))

    assert enrolment.ended_as == Ending.PRESENT
    assert told[-1] == "voltooid"
    assert "afwezig" in told
    assert Participation.objects.get().is_completed
    assert Attendance.objects.count() == 2
    with after(session), pytest.raises(NotMarkable, match="vergissing"):
        operations.mark(enrolment.pk, present=False, by=trainer)


def test_once_it_is_put_right_somebody_can_be_absent_and_present_again(
    session, trainer
):
    enrolment = enrolled(session)
    with after(session):
        operations.mark(enrolment.pk, present=True, by=trainer)
        done = Completion.objects.get()
        learning.annul(done, by=trainer, reason="Verkeerde persoon")

        assert operations.settle_what_ended(clock.now()) == 0
        operations.mark(enrolment.pk, present=False, by=trainer)
        enrolment.refresh_from_db()
        assert enrolment.ended_as == Ending.ABSENT
        assert not Completion.objects.standing().exists()

        operations.mark(enrolment.pk, present=True, by=trainer)

    assert Completion.objects.standing().get() != done


def test_who_was_there_after_all_gives_up_another_date(session, trainer):
    enrolment = enrolled(session)
    with after(session):
        operations.mark(enrolment.pk, present=False, by=trainer)
        again = a_date(session.activity, capacity=1)
        other = operations.enrol(enrolment.learner, again.pk).enrolment
        waits = operations.enrol(UserFactory(), again.pk).enrolment

        operations.mark(enrolment.pk, present=True, by=trainer)

    other.refresh_from_db()
    waits.refresh_from_db()
    assert (other.ended_as, waits.seat) == (Ending.MOVED, 1)
    assert Completion.objects.get().participation == other.participation


def test_who_left_the_roll_cannot_be_marked(session, trainer):
    enrolment = enrolled(session)
    operations.leave(enrolment.learner, session.pk)

    with after(session), pytest.raises(NotMarkable, match="lijst"):
        operations.mark(enrolment.pk, present=True, by=trainer)


def test_a_mark_is_never_changed(session, trainer):
    enrolment = enrolled(session)
    with during(session):
        operations.mark(enrolment.pk, present=True, by=trainer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.update(present=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.all().delete()


def test_everyone_present_leaves_what_was_marked(session, trainer):
    here, gone = enrolled(session), enrolled(session)
    with during(session):
        operations.mark(gone.pk, present=False, by=trainer)
        assert operations.mark_everyone_present(session.pk, by=trainer) == 1
    with after(session):
        assert operations.settle_what_ended(clock.now()) == 2

    assert Completion.objects.get().learner == here.learner


def test_nobody_marks_themselves(session, trainer):
    enrolment = operations.enrol(trainer, session.pk).enrolment

    with during(session), pytest.raises(NotMarkable, match="andere trainer"):
        operations.mark(enrolment.pk, present=True, by=trainer)


def test_who_came_without_a_place_is_added_beyond_the_places(trainer):
    session = a_date(capacity=1)
    other_date = a_date(session.activity, begins=session.begins_at + timedelta(days=30))
    enrolled(session)
    mandate = MandateFactory()
    moved = enrolled(other_date, mandate)
    with during(session):
        added = operations.add_by_name(session.pk, mandate.person, by=trainer)
        assert operations.add_by_name(session.pk, mandate.person, by=trainer) == added
    with after(session):
        operations.mark(added.pk, present=True, by=trainer)

    moved.refresh_from_db()
    assert (added.seat, added.added_by, moved.ended_as) == (2, trainer, Ending.MOVED)
    assert Completion.objects.get().learner == mandate.person


def test_who_waited_and_came_is_added(trainer):
    session = a_date(capacity=1)
    enrolled(session)
    waiting = enrolled(session)
    with during(session):
        added = operations.add_by_name(session.pk, waiting.learner, by=trainer)

    assert (added, added.seat) == (waiting, 2)


def test_who_completed_it_is_not_added(session, trainer):
    person = MandateFactory().person
    learning.record_completion(person, session.activity, by=trainer, at=clock.now())

    with during(session), pytest.raises(NotMarkable, match="al voltooid"):
        operations.add_by_name(session.pk, person, by=trainer)


def test_the_trajectory_hears_of_it(session, trainer):
    mandate = MandateFactory()
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[session.activity])
    learning.register(mandate.person, trajectory, mandate=mandate)
    enrolment = enrolled(session, mandate)
    with after(session):
        operations.mark(enrolment.pk, present=True, by=trainer)

    done = Completion.objects.get(activity=trajectory)
    assert done.completed_at == session.ends_at


def test_who_was_not_marked_can_ask_for_another_date(session, trainer):
    enrolment = enrolled(session)
    later = a_date(session.activity, begins=session.ends_at + timedelta(days=30))
    with after(session):
        anew = operations.enrol(enrolment.learner, later.pk).enrolment
        operations.mark(enrolment.pk, present=False, by=trainer)

    anew.participation.refresh_from_db()
    assert anew.participation.status == Status.REGISTERED
    enrolment.refresh_from_db()
    assert enrolment.ended_as == Ending.ABSENT


def test_an_absence_recorded_twice_is_one_record(session, trainer):
    participation = enrolled(session).participation
    for _ in range(2):
        learning.record_absence(participation.pk, by=trainer, at=session.ends_at)

    assert Transition.objects.filter(status=Status.ABSENT).count() == 1
    assert clock.local_date(Participation.objects.get().closed_at) == clock.local_date(
        session.ends_at
    )
