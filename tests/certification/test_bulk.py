"""Issuing in bulk: one for each, whatever fails, and whoever dies in between."""

import time
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from certification import operations
from certification.enums import LineState
from certification.exceptions import NobodyToIssueFor
from certification.models import Batch, BatchLine, Certificate
from certification.operations import batches, ordering
from lms.common import clock, personal
from lms.learning.attended import Attended
from lms.learning.enums import Source
from lms.learning.models import Completion
from lms.xapi.append_only import lifted
from tests.factories.accounts import UserFactory
from tests.factories.attendance import a_held_date, completion_of, who_was_there
from tests.factories.certification import a_trajectory, follow
from tests.factories.organisation import MandateFactory
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


@pytest.fixture
def session():
    return a_held_date()


@pytest.fixture
def coordinator():
    return UserFactory()


def for_attendees(session, by):
    return operations.order_for_attendees(session.activity, session.uid, by=by)


def states(batch):
    return list(batch.lines.order_by("number").values_list("state", flat=True))


def reasons(batch):
    return list(batch.lines.refused().values_list("why", flat=True))


HELD = Attended(
    days=(date(2026, 3, 3), date(2026, 3, 10)),
    minutes=390,
    trainers="Jan Jans",
    provider="VTO",
)


def from_list(activity, named, by, *, held=HELD, key=None):
    return operations.order_import(
        activity,
        named,
        key=key or uuid4(),
        by=by,
        held=held,
        grounds="Getekende lijst",
    )


def test_everyone_who_was_there_gets_one_with_one_mail(
    session, coordinator, mailoutbox
):
    there = [who_was_there(session) for _ in range(3)]
    who_was_there(session, marked=False)
    operations.attest(completion_of(there[0]).pk)

    batch = for_attendees(session, coordinator)
    assert operations.work(batch.pk) is False

    batch.refresh_from_db()
    assert batch.finished_at is not None
    assert batch.lines.numbers() == {
        "issued": 2,
        "known": 1,
        "refused": 0,
        "waiting": 0,
    }
    assert Certificate.objects.count() == 3
    told = [
        mail.to[0]
        for mail in mailoutbox
        if mail.subject.startswith("Je deelnameattest")
    ]
    assert sorted(told) == sorted(one.learner.email for one in there)


def test_a_second_run_issues_nothing_double(session, coordinator, mailoutbox):
    who_was_there(session)
    operations.work(for_attendees(session, coordinator).pk)
    mails = len(mailoutbox)

    again = for_attendees(session, coordinator)
    operations.work(again.pk)

    assert states(again) == [LineState.KNOWN]
    assert (Certificate.objects.count(), len(mailoutbox)) == (1, mails)


def test_what_was_revoked_is_not_issued_anew_and_the_list_says_so(session, coordinator):
    attest, _new = operations.attest(completion_of(who_was_there(session)).pk)
    operations.revoke(attest.pk, by=coordinator, reason="Verkeerde persoon")

    batch = for_attendees(session, coordinator)
    operations.work(batch.pk)

    assert states(batch) == [LineState.REFUSED]
    assert reasons(batch)[0].startswith(f"{attest.number} is ingetrokken")
    assert Certificate.objects.count() == 1


def test_a_double_click_starts_one(session, coordinator):
    who_was_there(session)

    assert for_attendees(session, coordinator) == for_attendees(session, coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.create(
            kind="attendees",
            activity=session.activity,
            session=session.uid,
            by=coordinator,
            started_at=clock.now(),
        )


def test_a_form_that_is_sent_twice_starts_one(session, coordinator):
    person, key = UserFactory(), uuid4()

    first = from_list(session.activity, [person.email], coordinator, key=key)
    again = from_list(session.activity, [person.email], coordinator, key=key)

    assert first == again
    assert BatchLine.objects.count() == 1


def test_nobody_there_starts_nothing(session, coordinator):
    with pytest.raises(NobodyToIssueFor):
        for_attendees(session, coordinator)

    assert not Batch.objects.exists()


def test_one_failure_is_kept_with_its_sentence_and_stops_nobody(
    session, coordinator, monkeypatch
):
    there = [who_was_there(session) for _ in range(3)]
    nameless = there[0].learner
    nameless.first_name = nameless.last_name = ""
    nameless.save()
    batch = for_attendees(session, coordinator)
    broken = batch.lines.get(person=there[1].learner).pk
    issue = batches._issue

    def issue_but_one(line, person):
        if line.pk == broken:
            raise RuntimeError("the disk is full")
        return issue(line, person)

    monkeypatch.setattr(batches, "_issue", issue_but_one)
    operations.work(batch.pk)

    assert sorted(states(batch)) == ["issued", "refused", "refused"]
    assert sorted(reasons(batch)) == [
        "Deze account heeft nog geen naam.",
        "Hier liep iets mis. Begin voor deze persoon opnieuw.",
    ]
    assert Certificate.objects.count() == 1


def test_it_works_in_slices_so_that_mails_come_in_between(session, coordinator):
    who_was_there(session)
    batch = for_attendees(session, coordinator)

    assert operations.work(batch.pk, until=time.monotonic() - 1) is True
    assert states(batch) == [LineState.WAITING]
    assert operations.work(batch.pk) is False


def test_the_signal_starts_the_work(
    session, coordinator, django_capture_on_commit_callbacks
):
    who_was_there(session)

    with django_capture_on_commit_callbacks(execute=True):
        batch = for_attendees(session, coordinator)

    assert states(batch) == [LineState.ISSUED]


def test_tick_goes_on_where_a_worker_died_and_lets_one_that_works_alone(
    session, coordinator
):
    who_was_there(session)
    batch = for_attendees(session, coordinator)
    now = clock.now()

    assert operations.go_on(now) == 0
    assert operations.go_on(now + timedelta(minutes=2)) == 1
    assert operations.go_on(now + timedelta(minutes=4)) == 0
    batch.refresh_from_db()
    assert batch.finished_at is not None


def test_a_batch_of_which_only_the_end_is_missing_is_ended(session, coordinator):
    who_was_there(session)
    batch = for_attendees(session, coordinator)
    operations.work(batch.pk)
    Batch.objects.update(finished_at=None)

    operations.go_on(clock.now() + timedelta(minutes=2))

    batch.refresh_from_db()
    assert batch.finished_at is not None


def test_a_session_held_elsewhere_is_recorded_and_attested(
    session, coordinator, mailoutbox
):
    mandate = MandateFactory(person__vo_id="VO-0042")
    other = UserFactory(email="an@elders.test")

    batch = from_list(
        session.activity,
        ["VO-0042", "AN@elders.test", "niemand@elders.test", "an@elders.test"],
        coordinator,
    )
    operations.work(batch.pk)

    assert states(batch) == ["issued", "issued", "refused", "refused"]
    assert reasons(batch) == [
        "Niemand heeft hier dit e-mailadres of deze VO-id.",
        "Dit is dezelfde persoon als op regel 2.",
    ]
    done = Completion.objects.get(learner=mandate.person)
    assert (done.source, done.recorded_by) == (Source.IMPORT, coordinator)
    assert done.entity == mandate.entity
    assert "Getekende" not in str(done.evidence)
    attest = Certificate.objects.of(other).get()
    assert attest.completed_on == date(2026, 3, 10)
    assert attest.facts["attendance"] == {
        "days": ["2026-03-03", "2026-03-10"],
        "minutes": 390,
        "trainers": "Jan Jans",
        "provider": "VTO",
    }
    assert len(mailoutbox) == 2


def test_it_counts_for_what_they_were_that_day_and_nobody_vouches_for_themselves(
    session, coordinator
):
    person = UserFactory()
    then = MandateFactory(
        person=person, valid_from=date(2020, 1, 1), valid_to=date(2026, 6, 30)
    )
    MandateFactory(person=person, valid_from=date(2026, 7, 1))

    batch = from_list(session.activity, [person.email, coordinator.email], coordinator)
    operations.work(batch.pk)

    assert Certificate.objects.of(person).get().facts["entity"] == then.entity.name
    assert reasons(batch) == ["Iemand anders staat ervoor in dat jij er was."]
    assert not Completion.objects.filter(learner=coordinator).exists()


def test_the_same_list_again_records_and_issues_nothing(
    session, coordinator, mailoutbox
):
    person = UserFactory()
    operations.work(from_list(session.activity, [person.email], coordinator).pk)

    again = from_list(session.activity, [person.email], coordinator)
    operations.work(again.pk)

    assert states(again) == [LineState.KNOWN]
    assert Completion.objects.count() == Certificate.objects.count() == 1
    assert len(mailoutbox) == 1


def test_what_was_attended_another_day_does_not_become_this_one(session, coordinator):
    here = who_was_there(session)

    batch = from_list(session.activity, [here.learner.email], coordinator)
    operations.work(batch.pk)

    (why,) = reasons(batch)
    assert "heeft “Dilemma’s begeleiden” al, van" in why
    assert not Certificate.objects.exists()


def test_of_a_trajectory_only_what_was_earned_is_issued(coordinator, mailoutbox):
    trajectory = a_trajectory()
    earned = follow(trajectory)
    not_yet = UserFactory(first_name="Lore", last_name="Wit")

    batch = from_list(
        trajectory, [earned.learner.email, not_yet.email], coordinator, held=None
    )
    operations.work(batch.pk)

    assert states(batch) == ["issued", "refused"]
    assert reasons(batch) == ["Lore Wit heeft “Traject contactpersonen” niet voltooid."]
    assert Certificate.objects.get().award.completion == earned
    assert not Completion.objects.filter(learner=not_yet).exists()
    assert len(mailoutbox) == 1


def test_evidence_that_does_not_hold_is_refused_inside_the_transaction(coordinator):
    trajectory = a_trajectory()
    completion = follow(trajectory)
    part = Completion.objects.filter(learner=completion.learner).earliest("pk")
    with lifted():
        Completion.objects.filter(pk=part.pk).update(learner=UserFactory())

    batch = from_list(trajectory, [completion.learner.email], coordinator, held=None)
    operations.work(batch.pk)

    assert states(batch) == [LineState.REFUSED]
    assert not Certificate.objects.exists()


def test_of_somebody_erased_nothing_stays_in_the_list(session, coordinator):
    person = UserFactory()
    batch = from_list(session.activity, [person.email], coordinator)
    operations.work(batch.pk)

    personal.erase(person)

    line = batch.lines.get()
    assert (line.given, line.person, line.why) == ("", None, "")


def test_what_a_list_named_people_by_goes_after_a_while(session, coordinator):
    batch = from_list(session.activity, ["niemand@elders.test"], coordinator)
    operations.work(batch.pk)
    now = clock.now()

    assert operations.forget(now + timedelta(days=80)) == 0
    assert operations.forget(now + timedelta(days=100)) == 1
    assert batch.lines.get().given == ""


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_a_tick_share_one_batch(session, coordinator):
    there = [who_was_there(session) for _ in range(5)]
    # The signal would do it all at once: order it without.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordering.batch_started, "send_robust", lambda **_: None)
        batch = for_attendees(session, coordinator)

    errors = at_the_same_time(
        *(lambda: operations.work(batch.pk) for _ in range(3)),
        lambda: operations.go_on(clock.now() + timedelta(minutes=5)),
    )

    assert errors == []
    assert Certificate.objects.count() == len(there)
    batch.refresh_from_db()
    assert batch.finished_at is not None
