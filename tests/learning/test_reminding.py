"""Reminders of due dates: once each, to whom they concern, and never after all is done."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail

from lms.common import clock
from lms.learning import operations as learning
from lms.learning.models import (
    Participation,
    ReminderRun,
)
from lms.learning.reminding import Plan, finding, remind
from lms.messaging import operations as messaging
from lms.messaging.models import Notification
from lms.organisation.enums import RoleSlug
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

pytestmark = pytest.mark.django_db

TODAY = date(2027, 3, 10)


def noon(days=0):
    """So many days from a certain Wednesday."""
    day = TODAY + timedelta(days=days)
    return datetime.combine(day, time(12), tzinfo=clock.BRUSSELS)


def asked(mandate=None, *, due_in=7, days_ago=100, **card):
    """Something that was asked so many days ago and is due in so many."""
    mandate = mandate or MandateFactory()
    with clock.at(noon(-days_ago)):
        return learning.assign(
            mandate.person,
            an_activity(**card),
            mandate=mandate,
            by=None,
            due_on=TODAY + timedelta(days=due_in),
        )


def tick(days=0):
    """Remind and post on a day; how many were told."""
    with clock.at(noon(days)):
        told = remind(clock.now())
        messaging.post_what_waits(clock.now())
    return told


def told():
    return list(Notification.objects.order_by("pk").values_list("title", flat=True))


@pytest.fixture
def copied_to_managers(monkeypatch):
    monkeypatch.setattr(finding, "plan_for", lambda _: Plan(copy_to_manager=True))


@pytest.mark.parametrize(
    ("due_in", "title"),
    [
        (31, None),
        (30, "Nog 30 dagen: Geschenken"),
        (7, "Nog 7 dagen: Geschenken"),
        (-1, "De uiterste datum is voorbij: Geschenken"),
        (-14, "De uiterste datum is voorbij: Geschenken"),
    ],
)
def test_somebody_is_reminded_before_and_after_the_date(due_in, title):
    part = asked(due_in=due_in, title="Geschenken", address="/aanbod/geschenken/")

    assert tick() == (title is not None)

    assert told() == ([title] if title else [])
    assert [one.to for one in mail.outbox] == [[part.learner.email]] * bool(title)


def test_each_reminder_is_told_once_however_often_tick_runs():
    asked(due_in=30)

    counts = [tick(day) for day in range(60)]
    ReminderRun.objects.all().delete()  # as if nobody knew how far it got
    tick(24)

    assert sum(counts) == len(told()) == 4
    assert [day for day, count in enumerate(counts) if count] == [0, 23, 31, 44]
    assert len(mail.outbox) == 4


def test_nothing_is_told_at_night():
    asked()

    with clock.at(noon() - timedelta(hours=7)):
        assert remind(clock.now()) == 0


def test_after_days_without_tick_only_the_last_is_told():
    asked(due_in=30)

    assert tick(33) == 1  # missed: 30 and 7 days before, and the day after
    assert tick(34) == 0

    assert told() == [
        "De uiterste datum is voorbij: Een Course".replace("Course", "Cursus")
    ]


def test_what_came_too_late_by_weeks_is_not_told():
    asked(due_in=-14)

    assert tick(15) == 0


def test_who_hears_today_of_a_near_date_is_not_reminded_of_it_today():
    asked(due_in=5, days_ago=0)

    assert tick() == 0
    assert tick(6) == 1


def close(part):
    learning.report_progress(part.pk, 100)


def exempt(part):
    by = MandateFactory().person
    learning.exempt(
        part.learner,
        part.activity,
        by=by,
        at=clock.now(),
        reason="Elders gevolgd",
        proof=learning.Proof(text="Attest"),
        mandate=part.mandate,
    )


def withdraw(part):
    learning.withdraw(part.pk)


def erase(part):
    type(part.learner).objects.filter(pk=part.learner_id).update(erased_at=clock.now())


def leave_the_site(part):
    type(part.learner).objects.filter(pk=part.learner_id).update(is_active=False)


def extend(part):
    with clock.at(noon(-1)):
        learning.assign(
            part.learner,
            part.activity,
            mandate=part.mandate,
            by=None,
            due_on=TODAY + timedelta(days=20),
        )


@pytest.mark.parametrize(
    "change", [close, exempt, withdraw, erase, leave_the_site, extend]
)
def test_who_has_nothing_to_do_any_more_is_not_reminded(change):
    part = asked()
    with clock.at(noon(-1)):
        change(part)

    assert tick() == 0
    assert mail.outbox == []


def test_an_extension_brings_reminders_of_the_new_date():
    part = asked(due_in=7)
    assert tick() == 1
    extend(part)

    assert [day for day in range(1, 40) if tick(day)] == [13, 21, 34]


def test_what_is_due_together_comes_in_one_mail():
    mandate = MandateFactory()
    asked(mandate, title="Een")
    asked(mandate, title="Twee")

    assert tick() == 2

    (one,) = mail.outbox
    assert one.subject == "2 meldingen van de Integriteitscampus"
    assert "Een" in one.body
    assert "Twee" in one.body


def test_managers_of_the_entity_get_a_copy_where_the_rule_says_so(copied_to_managers):
    entity = EntityFactory()
    leads = RoleFactory(slug=RoleSlug.MANAGER)
    managers = MandateFactory.create_batch(2, entity=entity, role=leads)
    MandateFactory(role=leads)  # of another entity
    MandateFactory(entity=entity, role=leads, valid_to=TODAY - timedelta(days=30))
    part = asked(MandateFactory(entity=entity), title="Geschenken")

    assert tick() == 3

    copies = Notification.objects.filter(kind="team-reminder")
    assert {one.person_id for one in copies} == {one.person_id for one in managers}
    assert part.learner.get_full_name() in copies[0].text
    assert part.learner.last_name not in copies[0].title  # a subject is read by others


def test_who_leads_the_entity_gets_no_copy_of_their_own(copied_to_managers):
    own = MandateFactory(role=RoleFactory(slug=RoleSlug.MANAGER))

    asked(own)

    assert tick() == 1


def test_a_manager_hears_of_nobody_who_left_the_team(copied_to_managers):
    entity = EntityFactory()
    MandateFactory(entity=entity, role=RoleFactory(slug=RoleSlug.MANAGER))
    asked(MandateFactory(entity=entity, valid_to=TODAY - timedelta(days=2)))

    assert tick() == 1


def test_no_copy_unless_the_rule_asks():
    entity = EntityFactory()
    MandateFactory(entity=entity, role=RoleFactory(slug=RoleSlug.MANAGER))
    asked(MandateFactory(entity=entity))

    assert tick() == 1


@pytest.mark.parametrize("people", [2, 12])
def test_a_slice_costs_the_same_however_many_learners(
    django_assert_max_num_queries, people, copied_to_managers
):
    entity = EntityFactory()
    MandateFactory(entity=entity, role=RoleFactory(slug=RoleSlug.MANAGER))
    activity = an_activity()
    with clock.at(noon(-100)):
        for mandate in MandateFactory.create_batch(people, entity=entity):
            due_on = TODAY + timedelta(days=7)
            learning.assign(
                mandate.person, activity, mandate=mandate, by=None, due_on=due_on
            )

    with clock.at(noon()), django_assert_max_num_queries(30):
        assert remind(clock.now()) == people * 2


def test_a_run_goes_on_where_another_stopped(monkeypatch):
    monkeypatch.setattr("lms.learning.reminding.telling.SLICE", 1)
    first, second = asked(), asked()
    ReminderRun.objects.create(day=TODAY, last_learner=first.learner_id)

    assert tick() == 1

    assert Notification.objects.get().person == second.learner
    assert ReminderRun.objects.get().finished_at


def test_what_is_no_longer_on_offer_reminds_nobody():
    part = asked()
    type(part.activity).objects.update(is_offered=False)

    assert tick() == 0
    assert Participation.objects.open().exists()
