"""Windows open and cycles begin; what counts in them, and what they earn."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from certification import operations
from certification.cycles import cycle_in
from certification.enums import Basis, Moment, Phase
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
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


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
    assert [sent.subject for sent in mail.outbox] == ["Je certificaat is ingetrokken"]


def test_whose_certificate_was_revoked_begins_again_with_the_whole(held, news):
    person, trajectory = person_of(held), trajectory_of(held)
    with on(date(2028, 3, 1)):
        operations.revoke(held.pk, by=UserFactory(), reason="Vergissing")
        cycle = cycle_in(person, trajectory, None)
        assert (cycle.phase, cycle.is_renewable) == (Phase.REVOKED, True)

        operations.renew(person, trajectory)

    assert running(held).tree.purpose == "first"
    assert not running(held).progress
    do_again(held, date(2028, 4, 1), *parts_of(trajectory))
    assert certificates()[1].valid_until == date(2031, 4, 1)


def test_what_earned_a_revoked_renewal_does_not_earn_the_next(held, news):
    person, trajectory = person_of(held), trajectory_of(held)
    tick(OPENS)
    do_again(held, OPENS, news)
    with on(date(2029, 7, 1)):
        operations.revoke(certificates()[1].pk, by=UserFactory(), reason="Vergissing")
        cycle = cycle_in(person, trajectory, None)
        assert (cycle.certificate, cycle.is_renewable) == (held, True)

        operations.renew(person, trajectory)

    assert running(held).tree.purpose == "renewal"
    assert not running(held).progress
    do_again(held, date(2029, 8, 1), news)
    assert certificates()[2].valid_until == date(2032, 11, 20)


def test_a_shorter_renewal_ends_with_the_certificate_that_it_renews(held):
    tick(OPENS)
    renewal = running(held)
    with on(OPENS):
        operations.revoke(held.pk, by=UserFactory(), reason="Vergissing")

    renewal.refresh_from_db()
    assert renewal.status == Status.WITHDRAWN


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
