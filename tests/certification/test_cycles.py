"""Cycles over the years: windows, reminders, expiry, renewing; nothing is ever reset."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from certification import operations
from certification.cycles import cycle_in
from certification.enums import AfterExpiry, Basis, Moment, Phase
from certification.exceptions import NotRenewable
from certification.models import Award, Certificate, CycleEvent
from certification.roll import roll_of
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Status
from lms.learning.exceptions import NotOffered
from lms.learning.models import Participation
from lms.learning.rules import AllOf, Needs
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.certification import (
    a_certificate,
    a_trajectory,
    complete,
    parts_of,
)
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

EARNED = date(2026, 11, 20)
OPENS = date(2029, 5, 20)
LAST = date(2029, 11, 20)


def on(day, hour=10, minute=0):
    """The clock at a moment of that day in Brussels."""
    return clock.at(datetime.combine(day, time(hour, minute), tzinfo=clock.BRUSSELS))


def tick(day, hour=10, minute=0):
    with on(day, hour, minute):
        return operations.turn(clock.now())


@pytest.fixture
def news():
    return an_activity(title="Wat is er nieuw?")


@pytest.fixture
def held(news):
    """A certificate of 36 months, valid up to and including 20 November 2029."""
    mandate = MandateFactory(person__first_name="Lore", valid_from=date(2020, 1, 1))
    return earn(a_trajectory(refresher=[news]), mandate, EARNED)


def earn(trajectory, mandate, day):
    with on(day):
        certificate = a_certificate(trajectory=trajectory, mandate=mandate)
    mail.outbox.clear()
    return certificate


def person_of(certificate):
    return certificate.award.person


def trajectory_of(certificate):
    return certificate.award.trajectory


def running(certificate):
    renewals = Participation.objects.of(person_of(certificate)).renewing()
    return renewals.trajectories().get()


def do_again(certificate, day, *activities):
    """Do these, and have the certificate that they earn issued."""
    with on(day):
        for activity in activities:
            complete(person_of(certificate), activity)
        operations.catch_up(clock.now())


def certificates():
    return list(Certificate.objects.order_by("pk"))


# The window opens


def test_the_window_opens_on_its_day_and_once(held, news):
    assert tick(OPENS - timedelta(days=1), 23, 59) == 0
    assert tick(OPENS, 0, 0) == 1
    assert tick(OPENS, 0, 1) == 0

    renewal = running(held)
    assert renewal.tree.purpose == "renewal"
    assert renewal.counts_from == clock.start_of(OPENS)
    assert renewal.mandate == held.award.completion.participation.mandate
    assert (renewal.status, renewal.progress) == (Status.REGISTERED, 0)
    assert held.award.completion.participation.is_completed
    assert [(event.moment, event.on) for event in CycleEvent.objects.all()] == [
        (Moment.WINDOW_OPENED, OPENS)
    ]
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == [person_of(held).email]
    assert "20 november 2029" in mail.outbox[0].body
    assert held.code not in mail.outbox[0].body


def test_tick_turns_the_cycles(held):
    with on(OPENS):
        call_command("tick")
        call_command("tick")

    assert CycleEvent.objects.count() == len(mail.outbox) == 1


def test_beginning_a_cycle_is_told_as_a_registration_of_its_own(held):
    tick(OPENS)

    told = StoredStatement.objects.filter(registration=running(held).registration)
    assert [one.verb.rsplit("/", 1)[1] for one in told] == ["registered"]


def test_one_can_begin_before_the_tick_and_it_opens_none_beside_it(held):
    with on(OPENS, 0, 0):
        begun = operations.renew(person_of(held), trajectory_of(held))
        again = operations.renew(person_of(held), trajectory_of(held))
    tick(OPENS)

    assert begun == again == running(held)


def test_one_cannot_begin_before_the_window_or_without_a_certificate(held):
    with on(OPENS - timedelta(days=1), 23, 59), pytest.raises(NotRenewable) as refusal:
        operations.renew(person_of(held), trajectory_of(held))
    assert "20 mei 2029" in str(refusal.value)

    with pytest.raises(NotRenewable):
        operations.renew(UserFactory(), trajectory_of(held))


def test_who_left_the_renewal_is_not_registered_again_but_may(held):
    tick(OPENS)
    with on(OPENS):
        learning.withdraw(running(held).pk)
    tick(LAST)
    assert not Participation.objects.renewing().exists()

    with on(LAST):
        operations.renew(person_of(held), trajectory_of(held))
    assert running(held).counts_from == clock.start_of(OPENS)


def test_who_no_longer_has_the_role_is_told_and_not_registered(held):
    mandate = held.award.completion.participation.mandate
    mandate.valid_to = date(2028, 1, 1)
    mandate.save()

    tick(OPENS)

    assert not Participation.objects.renewing().exists()
    assert len(mail.outbox) == 1


def test_who_has_the_role_elsewhere_renews_under_that(held):
    before = held.award.completion.participation.mandate
    before.valid_to = date(2028, 1, 1)
    before.save()
    now = MandateFactory(
        person=person_of(held), role=before.role, valid_from=date(2028, 1, 2)
    )

    tick(OPENS)

    assert running(held).mandate == now


def test_nobody_is_asked_to_renew_what_is_offered_no_more(held):
    learning.withdraw_activity(trajectory_of(held).key)
    tick(OPENS)
    assert not Participation.objects.renewing().exists()
    assert not mail.outbox
    with on(OPENS), pytest.raises(NotOffered):
        operations.renew(person_of(held), trajectory_of(held))

    tick(LAST + timedelta(days=1))
    assert [message.subject for message in mail.outbox] == [
        "Je certificaat is vervallen"
    ]


def test_who_is_gone_gets_no_mail(held):
    person = person_of(held)
    person.is_active = False
    person.save()

    for day in (OPENS, LAST, LAST + timedelta(days=1)):
        tick(day)

    assert not mail.outbox
    assert not Participation.objects.renewing().exists()


def test_of_somebody_erased_nothing_falls_due(held):
    Award.objects.update(person=None)

    assert tick(LAST + timedelta(days=1)) == 0


def test_a_revoked_certificate_opens_no_window(held):
    with on(date(2028, 3, 1)):
        operations.revoke(held.pk, by=UserFactory(), reason="Vergissing")

    assert [tick(day) for day in (OPENS, LAST, LAST + timedelta(days=1))] == [0, 0, 0]
    assert not mail.outbox


# What counts, and what it earns


def test_renewing_appends_a_second_certificate_from_the_old_date(held, news):
    tick(OPENS)
    do_again(held, date(2029, 6, 1), news)

    first, second = certificates()
    assert (first.award.cycle, second.award.cycle) == (1, 2)
    assert second.valid_until == date(2032, 11, 20)
    assert (first.in_force, second.in_force) == (True, True)
    assert second.award.renewable_from == date(2032, 5, 20)
    steps = second.facts["requirements"][0]["steps"]
    assert [(step["title"], step["completed_on"]) for step in steps] == [
        ("Wat is er nieuw?", "2029-06-01")
    ]


def test_the_terms_can_have_it_count_from_the_completion(news):
    trajectory = a_trajectory(refresher=[news], terms={"basis": Basis.COMPLETION})
    certificate = earn(trajectory, MandateFactory(valid_from=EARNED), EARNED)
    tick(OPENS)
    do_again(certificate, date(2029, 6, 1), news)

    assert certificates()[1].valid_until == date(2032, 6, 1)


def test_what_was_done_before_the_window_does_not_count(held, news):
    with on(OPENS - timedelta(days=1), 23, 59):
        complete(person_of(held), news)

    tick(OPENS)
    do_again(held, OPENS)
    assert not running(held).progress

    do_again(held, OPENS, news)
    assert len(certificates()) == 2
    assert person_of(held).completions.filter(activity=news).count() == 2


def test_what_was_done_in_the_window_counts_for_who_begins_later(held, news):
    with on(OPENS, 0, 0):
        complete(person_of(held), news)
    tick(LAST)
    do_again(held, LAST)

    assert len(certificates()) == 2


def test_without_a_refresher_it_is_the_whole_again():
    lessons = [an_activity() for _ in range(2)]
    course = an_activity(title="De code", requires=lessons)
    trajectory = a_trajectory(requires=[course, an_activity(title="Melden")])
    mandate = MandateFactory(valid_from=EARNED)
    with on(EARNED):
        for lesson in lessons:
            learning.register(mandate.person, course, mandate=mandate)
            complete(mandate.person, lesson, mandate=mandate)
    held = earn(trajectory, mandate, EARNED)
    tick(OPENS)
    other = parts_of(trajectory)[1]

    with on(OPENS):
        again = learning.register(mandate.person, course)
    assert (again.is_open, again.progress) == (True, 0)
    do_again(held, OPENS, lessons[0], other)
    assert running(held).progress == 75
    do_again(held, OPENS + timedelta(days=1), lessons[1])

    again.refresh_from_db()
    assert again.is_completed
    assert certificates()[1].completed_on == OPENS + timedelta(days=1)


def test_a_trainer_records_again_what_somebody_attended_in_an_earlier_cycle(held):
    tree = trajectory_of(held)
    session = parts_of(tree)[0]
    learning.clear_requirements(tree, purpose="renewal")
    tick(OPENS)
    [line] = roll_of(session)
    assert line.completed_on is None

    with on(OPENS):
        for _ in range(2):
            learning.record_completion(
                person_of(held), session, by=UserFactory(), at=clock.now()
            )

    assert person_of(held).completions.filter(activity=session).count() == 2
    assert [line.completed_on for line in roll_of(session)] == [OPENS]


def test_a_session_before_the_window_recorded_late_makes_nothing_to_repeat(held):
    session = parts_of(trajectory_of(held))[0]
    learning.clear_requirements(trajectory_of(held), purpose="renewal")
    tick(OPENS)

    with on(OPENS):
        for _ in range(2):
            learning.record_completion(
                person_of(held),
                session,
                by=UserFactory(),
                at=clock.start_of(OPENS) - timedelta(days=1),
            )

    assert person_of(held).completions.filter(activity=session).count() == 1


def test_what_one_chose_oneself_before_the_window_stays_hidden_from_hr(held):
    own = an_activity(title="Zelf gekozen")
    with on(date(2028, 1, 1)):
        complete(person_of(held), own)
    learning.set_requirements(
        trajectory_of(held), AllOf((Needs(own.key),)), purpose="renewal"
    )
    tick(OPENS)

    assert not Participation.objects.get(activity=own).is_visible_to_hr


def test_two_cycles_later_the_first_certificate_is_what_it_was(held, news):
    before = Certificate.objects.filter(pk=held.pk).values().get()
    pdf = bytes(operations.document_of(held).content)
    tick(OPENS)
    do_again(held, date(2029, 6, 1), news)
    tick(date(2032, 5, 20))
    do_again(held, date(2032, 11, 20), news)

    first, second, third = certificates()
    assert third.valid_until == date(2035, 11, 20)
    assert Certificate.objects.filter(pk=held.pk).values().get() == before
    assert bytes(operations.document_of(first).content) == pdf
    assert [first.standing_on(day) for day in (LAST, date(2033, 1, 1))] == [
        "valid",
        "expired",
    ]
    assert second.standing_on(date(2033, 1, 1)) == "expired"
    assert third.standing_on(date(2033, 1, 1)) == "valid"


# Reminders and expiry


def test_everything_of_a_certificate_falls_due_on_its_day_and_is_mailed_once(held):
    sent = []
    day = OPENS - timedelta(days=1)
    while day <= LAST + timedelta(days=3):
        tick(day, 0, 1)
        tick(day, 23, 59)
        sent += [(day, message.subject) for message in mail.outbox]
        mail.outbox.clear()
        day += timedelta(days=1)

    assert sent == [
        (date(2029, 5, 20), "Je kunt je certificaat vernieuwen"),
        (date(2029, 8, 20), "Vernieuw je certificaat ten laatste op 20 november 2029"),
        (date(2029, 10, 20), "Vernieuw je certificaat ten laatste op 20 november 2029"),
        (date(2029, 11, 13), "Vernieuw je certificaat ten laatste op 20 november 2029"),
        (date(2029, 11, 21), "Je certificaat is vervallen"),
    ]
    assert CycleEvent.objects.count() == 5
    assert Award.objects.get().next_on is None


def test_when_nobody_ticked_for_months_only_the_last_mail_is_sent(held):
    assert tick(date(2029, 11, 15)) == 4

    assert len(mail.outbox) == 1
    assert running(held)
    tick(date(2030, 6, 1))
    assert len(mail.outbox) == 2


def test_who_renewed_is_reminded_of_nothing_more(held, news):
    tick(OPENS)
    do_again(held, date(2029, 6, 1), news)
    mail.outbox.clear()

    assert [tick(day) for day in (date(2029, 8, 20), date(2030, 1, 1))] == [0, 0]
    assert not mail.outbox


@pytest.mark.parametrize(
    ("earned", "opens", "last"),
    [
        (date(2024, 2, 29), date(2026, 8, 28), date(2027, 2, 28)),
        (date(2025, 3, 29), date(2027, 9, 29), date(2028, 3, 29)),
        (date(2025, 2, 28), date(2027, 8, 28), date(2028, 2, 28)),
        (date(2023, 10, 26), date(2026, 4, 26), date(2026, 10, 26)),
        (date(2023, 3, 29), date(2025, 9, 29), date(2026, 3, 29)),  # clock forward
        (date(2023, 10, 25), date(2026, 4, 25), date(2026, 10, 25)),  # clock back
    ],
)
def test_a_renewal_in_the_last_minute_of_the_last_day_is_in_time(
    earned, opens, last, news
):
    mandate = MandateFactory(valid_from=date(2020, 1, 1))
    certificate = earn(a_trajectory(refresher=[news]), mandate, earned)
    assert (certificate.award.renewable_from, certificate.valid_until) == (opens, last)
    assert tick(opens - timedelta(days=1), 23, 59) == 0
    assert tick(opens, 0, 0) == 1
    tick(last, 23, 59)
    with on(last, 23, 59):
        complete(mandate.person, news)
        operations.catch_up(clock.now())

    assert certificates()[1].completed_on == last
    assert certificates()[1].valid_until > date(last.year + 2, last.month, 1)
    assert tick(last + timedelta(days=1), 0, 0) == 0


def test_a_certificate_until_the_29th_of_february_holds_that_whole_day(news):
    trajectory = a_trajectory(refresher=[news], terms={"validity_months": 48})
    mandate = MandateFactory(valid_from=date(2020, 1, 1))
    certificate = earn(trajectory, mandate, date(2024, 2, 29))
    last = date(2028, 2, 29)
    assert certificate.valid_until == last

    tick(last, 23, 59)
    with on(last, 23, 59):
        cycle = cycle_in(mandate.person, trajectory, running(certificate))
        assert cycle.phase == Phase.WINDOW_OPEN
        complete(mandate.person, news)
        operations.catch_up(clock.now())

    assert certificates()[1].valid_until == date(2032, 2, 29)


def test_after_the_last_day_it_takes_the_whole_trajectory(held, news):
    tick(OPENS)
    renewal = running(held)
    do_again(held, LAST + timedelta(days=1), news)  # before any tick
    assert len(certificates()) == 1
    tick(LAST + timedelta(days=1))
    assert running(held) == renewal
    late = LAST + timedelta(days=40)
    with on(late):
        cycle = cycle_in(person_of(held), trajectory_of(held), renewal)
        assert cycle.has_lapsed
        assert cycle.is_renewable
        operations.renew(person_of(held), trajectory_of(held))

    renewal.refresh_from_db()
    assert renewal.status == Status.WITHDRAWN
    whole = running(held)
    assert (whole.tree.purpose, whole.counts_from, whole.counts_until) == (
        "first",
        clock.start_of(OPENS),
        None,
    )
    do_again(held, late, *parts_of(trajectory_of(held)))
    assert certificates()[1].valid_until == date(2032, 12, 30)
    assert certificates()[1].award.cycle == 2


def test_what_was_attended_on_the_last_day_counts_when_it_is_recorded_later(held, news):
    tick(OPENS)
    tick(LAST + timedelta(days=1))
    with on(LAST + timedelta(days=5)):
        learning.record_completion(
            person_of(held),
            news,
            by=UserFactory(),
            at=clock.end_of(LAST) - timedelta(minutes=1),
        )
        operations.catch_up(clock.now())

    assert certificates()[1].completed_on == LAST
    assert certificates()[1].valid_until == date(2032, 11, 20)


def test_or_what_it_takes_to_renew_where_the_terms_say_so(news):
    trajectory = a_trajectory(
        refresher=[news], terms={"after_expiry": AfterExpiry.RENEWAL}
    )
    certificate = earn(trajectory, MandateFactory(valid_from=EARNED), EARNED)
    tick(OPENS)
    renewal = running(certificate)
    tick(LAST + timedelta(days=1))
    assert running(certificate) == renewal

    do_again(certificate, LAST + timedelta(days=1), news)
    assert certificates()[1].valid_until == date(2032, 11, 21)


def test_without_a_window_one_begins_again_after_the_last_day(news):
    trajectory = a_trajectory(refresher=[news], terms={"renewal_months": 0})
    certificate = earn(trajectory, MandateFactory(valid_from=EARNED), EARNED)
    assert tick(LAST, 23, 59) == 0
    with on(LAST), pytest.raises(NotRenewable):
        operations.renew(person_of(certificate), trajectory)

    assert tick(LAST + timedelta(days=1)) == 1
    with on(LAST + timedelta(days=1)):
        operations.renew(person_of(certificate), trajectory)
    assert running(certificate).tree.purpose == "first"


# Phases


def test_the_phases_of_somebody_from_beginning_to_end(news):
    trajectory = a_trajectory(refresher=[news])
    mandate = MandateFactory(valid_from=date(2020, 1, 1))
    learner = mandate.person

    def phase(day):
        own = Participation.objects.of(learner).filter(activity=trajectory)
        with on(day, 23, 59):
            return cycle_in(learner, trajectory, own.open_first().first()).phase

    found = [phase(EARNED)]
    learning.register(learner, trajectory, mandate=mandate)
    found.append(phase(EARNED))
    earn(trajectory, mandate, EARNED)
    before = OPENS - timedelta(days=1)
    found += [phase(day) for day in (EARNED, before, OPENS, LAST)]
    found.append(phase(LAST + timedelta(days=1)))

    assert found == [
        Phase.NOT_STARTED,
        Phase.UNDER_WAY,
        Phase.CERTIFIED,
        Phase.CERTIFIED,
        Phase.WINDOW_OPEN,
        Phase.WINDOW_OPEN,
        Phase.EXPIRED,
    ]
    assert cycle_in(None, trajectory, None).phase == Phase.NOT_STARTED


# Once, whatever races or fails


@pytest.mark.django_db(transaction=True)
def test_ticks_and_clicks_that_race_open_one_cycle_and_send_one_mail(held):
    def click():
        with on(OPENS):
            operations.renew(person_of(held), trajectory_of(held))

    errors = at_the_same_time(*[lambda: tick(OPENS)] * 6, *[click] * 6)

    assert errors == []
    assert running(held)
    assert CycleEvent.objects.count() == len(mail.outbox) == 1


def test_one_that_fails_keeps_no_other_waiting(held, news, monkeypatch, caplog):
    other = earn(trajectory_of(held), MandateFactory(valid_from=EARNED), EARNED)
    person = person_of(held)
    person.first_name, person.email = "Lore", "geen\nadres@voorbeeld.test"
    type(person).objects.filter(pk=person.pk).update(email=person.email)

    assert tick(OPENS) == 1

    assert CycleEvent.objects.get().award == other.award
    type(person).objects.filter(pk=person.pk).update(email="lore@voorbeeld.test")
    assert tick(OPENS) == 1


def test_the_database_keeps_one_event_of_each_and_changes_none(held):
    tick(OPENS)
    event = CycleEvent.objects.get()

    for change in (
        lambda: CycleEvent.objects.update(on=EARNED),
        lambda: connection.cursor().execute("DELETE FROM certification_cycleevent"),
        lambda: CycleEvent.objects.create(
            award=event.award,
            moment=event.moment,
            on=event.on,
            recorded_at=event.recorded_at,
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_other_terms_move_no_window_mail_nobody_and_issue_nothing(held):
    trajectory_of(held).certificate_terms.__class__.objects.update(
        renewal_months=24, validity_months=1, wording="Anders"
    )
    learning.clear_requirements(trajectory_of(held), purpose="renewal")

    assert tick(date(2028, 1, 1)) == 0
    with on(date(2028, 1, 1)):
        assert operations.catch_up(clock.now()) == 0
    assert not mail.outbox
    assert len(certificates()) == 1
