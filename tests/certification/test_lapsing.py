"""Reminders, expiry, the last minute of the last day; each once, whatever races."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from certification import operations
from certification.cycles import cycle_in
from certification.enums import AfterExpiry, Phase
from certification.exceptions import NotRenewable
from certification.models import Award, CycleEvent
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Status
from lms.learning.models import Participation
from tests.certification.years import (
    EARNED,
    LAST,
    OPENS,
    certificates,
    do_again,
    earn,
    on,
    person_of,
    running,
    tick,
    trajectory_of,
)
from tests.factories.accounts import UserFactory
from tests.factories.certification import (
    a_trajectory,
    complete,
    parts_of,
)
from tests.factories.organisation import MandateFactory
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


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
