"""Mails about several things at once: the weekly one, and those of a day.

What is told for such a mail waits with ``mail_due_at`` until ``tick`` comes by. A slice
of people is one transaction: their mails are in the outbox and what they are about is
marked, or neither.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby

from django.core.mail import get_connection
from django.db import connection, transaction

from lms.accounts.models import User
from lms.messaging.enums import Way
from lms.messaging.letters import letter
from lms.messaging.models import MOST_A_WEEK, Notification, Posting
from lms.messaging.weeks import next_monday, week_of

WEEKLY = 0
SLICE = 200


def post_what_waits(now: datetime) -> int:
    """Write the mails that are due, one for each person at most; how many."""
    posted = 0
    last = 0
    while people := _next_people(now, last):
        posted += _post(people, now)
        last = people[-1]
    return posted


def _next_people(now: datetime, last: int) -> list[int]:
    waiting = Notification.objects.due_by_mail(now).filter(person_id__gt=last)
    found = waiting.order_by("person_id").values_list("person_id", flat=True)
    return list(found.distinct()[:SLICE])


@transaction.atomic
def _post(people: Sequence[int], now: datetime) -> int:
    """The mails of some people (ids); the same number of queries however many they are."""
    waiting = Notification.objects.due_by_mail(now).filter(person_id__in=people)
    if connection.features.has_select_for_update:
        waiting = waiting.select_for_update(of=("self",))
    found = waiting.select_related("person").order_by("person_id", "told_at", "pk")
    week = week_of(now)
    numbers = _numbers(people, week)
    postings, mails, touched = [], [], []
    for person, group in groupby(found, key=lambda one: one.person):
        told = list(group)
        touched += told
        number = _number_for(told, numbers) if _has_a_mailbox(person) else None
        leaving = [] if number is None else _leaving(told, number)
        for one in told:
            _settle(one, now, leaves=one in leaving, ever=_has_a_mailbox(person))
        if number is not None:
            mails.append(letter(person, leaving))
            postings.append(
                Posting(person=person, week=week, number=number, posted_at=now)
            )
    Posting.objects.bulk_create(postings)
    Notification.objects.bulk_update(touched, ["way", "mail_due_at", "mailed_at"])
    get_connection().send_messages(mails)
    return len(mails)


def _has_a_mailbox(person: User) -> bool:
    """Who left or has no address finds it in the product."""
    return bool(person.is_active and person.email) and person.erased_at is None


def _numbers(people: Sequence[int], week: str) -> set[tuple[int, int]]:
    """Which mails of this week these people got already."""
    had = Posting.objects.filter(person_id__in=people, week=week)
    return set(had.values_list("person_id", "number"))


def _number_for(
    told: Sequence[Notification], had: Collection[tuple[int, int]]
) -> int | None:
    """Which mail of the week this becomes; none: it waits for the next weekly one.

    On Monday the weekly mail takes along what would be another.
    """
    person = told[0].person_id
    weekly = any(one.way == Way.WEEKLY for one in told)
    if weekly and (person, WEEKLY) not in had:
        return WEEKLY
    if all(one.way == Way.WEEKLY for one in told):
        return None
    numbers = range(1, MOST_A_WEEK + 1)
    return next((each for each in numbers if (person, each) not in had), None)


def _leaving(told: Sequence[Notification], number: int) -> list[Notification]:
    return [one for one in told if number == WEEKLY or one.way != Way.WEEKLY]


def _settle(one: Notification, now: datetime, *, leaves: bool, ever: bool) -> None:
    if leaves:
        one.mail_due_at, one.mailed_at = None, now
    elif ever:
        one.way, one.mail_due_at = Way.WEEKLY, next_monday(now)
    else:
        one.mail_due_at = None
