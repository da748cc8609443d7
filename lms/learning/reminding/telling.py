"""Telling reminders: once each, whatever dies in between, and never after all is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.common import clock
from lms.learning.models import ReminderRun
from lms.messaging.enums import Way
from lms.messaging.kinds import Kind
from lms.messaging.telling import Message, tell_all

from .finding import Reminder, learners_to_look_at, reminders_on

MORNING: Final = time(7)
SLICE: Final = 200
KEPT: Final = timedelta(days=90)
MY_KIND: Final = Kind(
    slug="reminder",
    label=gettext_lazy("Reminders of your due dates"),
    explanation=gettext_lazy(
        "Before and after the date by which something is asked of you."
    ),
)
TEAM_KIND: Final = Kind(
    slug="team-reminder",
    label=gettext_lazy("Due dates in your team"),
    explanation=gettext_lazy("For managers, where HR asked to keep them posted."),
    default=Way.AT_ONCE,
)
KINDS: Final = (MY_KIND, TEAM_KIND)


def remind(now: datetime) -> int:
    """Tell the reminders of today, from seven in the morning on; how many were told.

    Once a day, in slices of learners: a slice is one transaction, in which the run moves
    on. After days without ``tick`` only the last reminder of each date is told. What is
    told waits for one mail with whatever else there is for that person.
    """
    today = clock.local_date(now)
    if now < datetime.combine(today, MORNING, tzinfo=clock.BRUSSELS):
        return 0
    told = 0
    while (of_slice := _next_slice(today, now)) is not None:
        told += of_slice
    return told


@transaction.atomic
def _next_slice(today: date, now: datetime) -> int | None:
    """How many were told about the next slice; ``None`` when the day is done."""
    ReminderRun.objects.get_or_create(day=today)
    run = ReminderRun.objects.select_for_update().get(day=today)
    if run.finished_at:
        return None
    learners = learners_to_look_at(today, after=run.last_learner, most=SLICE)
    if not learners:
        run.finished_at = now
        run.save(update_fields=["finished_at"])
        ReminderRun.objects.filter(day__lt=today - KEPT).delete()
        return None
    found = reminders_on(today, learners)
    told = tell_all([each for one in found for each in _messages(one)], grouped=True)
    run.last_learner = learners[-1]
    run.save(update_fields=["last_learner"])
    return len(told)


def _messages(reminder: Reminder) -> Iterator[Message]:
    """To the learner, and to each manager without a word more than managers may see."""
    participation = reminder.participation
    activity, learner = participation.activity, participation.learner
    words = {
        "title": activity.title,
        "date": date_format(reminder.due_on, "j F Y"),
        "name": learner.get_full_name(),
    }
    yield Message(
        person=learner,
        kind=MY_KIND.slug,
        key=reminder.key,
        title=_title(reminder.days) % words,
        text=_text(reminder.days) % words,
        address=activity.address,
    )
    for manager in reminder.copies:
        yield Message(
            person=manager,
            kind=TEAM_KIND.slug,
            key=f"{reminder.key}:team",
            title=_("A due date in your team: %(title)s") % words,
            text=_team_text(reminder.days) % words,
        )


def _title(days: int) -> str:
    """``days`` from the due date; the title of the activity is filled in later."""
    if days > 0:
        return _("Past its due date: %(title)s")
    if days == 0:
        return _("Due today: %(title)s")
    left = ngettext("%(days)s day left", "%(days)s days left", -days) % {"days": -days}
    return f"{left}: %(title)s"


def _text(days: int) -> str:
    if days > 0:
        return _(
            "“%(title)s” was due on %(date)s. You can still complete it: go on where "
            "you were."
        )
    return _(
        "You have until %(date)s to complete “%(title)s”. What you did already is kept."
    )


def _team_text(days: int) -> str:
    if days > 0:
        return _("“%(title)s” was due on %(date)s. %(name)s has not completed it yet.")
    return _("“%(title)s” is due on %(date)s. %(name)s has not completed it yet.")
