"""Mails about several things: the weekly one on Monday, at most two others a week."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from lms.common import clock
from lms.messaging import kinds, operations
from lms.messaging.enums import Way
from lms.messaging.models import Notification, Posting
from lms.messaging.telling import Message, tell, tell_all
from lms.messaging.weeks import monday_of, next_monday, week_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 11, 25, 11, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)  # half past eight in Brussels


@pytest.fixture(autouse=True)
def known_kinds(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.announce(
        kinds.Kind(slug="news", label="Nieuws"),
        kinds.Kind(slug="grade", label="Beslissingen", fixed=True),
    )


def say(person, key, kind="news", at=WEDNESDAY, **more):
    with clock.at(at):
        return tell(person, kind=kind, key=key, title=f"T {key}", text="X", **more)


def post(at):
    with clock.at(at):
        return operations.post_what_waits(at)


def choose(person, **ways):
    operations.choose_ways(person, ways)


def test_the_weekly_mail_comes_on_monday_with_everything_and_once():
    person = UserFactory()
    choose(person, news=Way.WEEKLY)
    say(person, "a")
    say(person, "b")

    assert mail.outbox == []
    assert post(MONDAY - timedelta(hours=1)) == 0  # half past seven
    assert post(MONDAY) == 1
    assert post(MONDAY + timedelta(days=3)) == 0

    (one,) = mail.outbox
    assert one.subject == "2 meldingen van de Integriteitscampus"
    assert "T a" in one.body
    assert "T b" in one.body


def test_what_is_told_after_the_weekly_mail_waits_for_the_next():
    person = UserFactory()
    choose(person, news=Way.WEEKLY)
    say(person, "a")
    post(MONDAY)
    late = say(person, "b")  # told before Monday by a process that committed after
    Notification.objects.filter(pk=late.pk).update(mail_due_at=MONDAY)

    assert post(MONDAY + timedelta(hours=1)) == 0
    assert post(MONDAY + timedelta(days=7)) == 1


def test_nobody_gets_a_weekly_mail_about_nothing():
    UserFactory()

    assert post(MONDAY) == 0


def test_what_is_grouped_comes_in_one_mail_and_two_mails_a_week_at_most():
    person = UserFactory()
    for day in range(4):  # from Wednesday to Saturday
        at = WEDNESDAY + timedelta(days=day)
        say(person, f"{day}a", grouped=True, at=at)
        say(person, f"{day}b", grouped=True, at=at)
        post(at)

    assert len(mail.outbox) == 2
    assert post(MONDAY) == 1
    for key in ("2a", "2b", "3a", "3b"):
        assert f"T {key}" in mail.outbox[-1].body


def test_who_wants_no_mail_finds_it_in_the_product():
    person = UserFactory()
    choose(person, news=Way.IN_PRODUCT)

    assert say(person, "a")

    assert post(MONDAY) == 0
    assert mail.outbox == []


def test_what_cannot_be_switched_off_is_mailed_and_cannot_be_chosen():
    person = UserFactory()
    with pytest.raises(ValueError, match="grade"):
        choose(person, grade=Way.IN_PRODUCT)

    say(person, "a", kind="grade")

    (one,) = mail.outbox
    assert "kun je niet afzetten" in one.body


def test_a_kind_that_nobody_announced_follows_the_choice_about_others():
    person = UserFactory()
    choose(person, other=Way.IN_PRODUCT)

    say(person, "a", kind="iets-nieuws")

    assert mail.outbox == []


def test_what_waits_is_not_mailed_once_somebody_wants_no_mail():
    person = UserFactory()
    choose(person, news=Way.WEEKLY)
    say(person, "a")
    choose(person, news=Way.IN_PRODUCT)

    assert post(MONDAY) == 0


def test_who_left_meanwhile_gets_no_mail():
    person = UserFactory()
    say(person, "a", grouped=True)
    type(person).objects.update(is_active=False)

    assert post(WEDNESDAY) == 0

    assert not Notification.objects.due_by_mail().exists()
    assert not Posting.objects.exists()


@pytest.mark.parametrize("people", [2, 15])
def test_telling_and_posting_cost_the_same_however_many(
    django_assert_num_queries, settings, people
):
    settings.EMAIL_BACKEND = "lms.messaging.backends.OutboxEmailBackend"
    messages = [
        Message(person=one, kind="news", key=key, title="T", text="X")
        for one in UserFactory.create_batch(people)
        for key in "ab"
    ]

    with clock.at(WEDNESDAY), django_assert_num_queries(5):
        # savepoint, known, ways, insert, savepoint
        assert len(tell_all(messages, grouped=True)) == 2 * people
    with clock.at(WEDNESDAY), django_assert_num_queries(11):
        assert operations.post_what_waits(WEDNESDAY) == people


def test_a_week_of_messages_begins_on_monday_at_eight_in_brussels():
    assert week_of(MONDAY) == "2026-W49"
    assert week_of(MONDAY - timedelta(hours=1)) == "2026-W48"
    summer = datetime(2026, 3, 29, 12, tzinfo=UTC)  # the day on which it begins
    assert next_monday(summer).isoformat() == "2026-03-30T08:00:00+02:00"
    assert monday_of(summer).isoformat() == "2026-03-23T08:00:00+01:00"
    assert next_monday(MONDAY).isoformat() == "2026-12-07T08:00:00+01:00"


def test_old_messages_lose_their_words_and_are_not_told_again():
    person = UserFactory()
    say(person, "a")
    later = WEDNESDAY + timedelta(days=1)

    assert sum(operations.empty_before(later, later)) == 1
    assert sum(operations.empty_before(later, later)) == 0

    assert not Notification.objects.shown().exists()
    assert not Notification.objects.unread().exists()
    assert say(person, "a", at=later) is None
