"""Exports that are made by themselves, for as long as whoever wants them is HR."""

from __future__ import annotations

import logging
import uuid
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.messaging.telling import tell
from lms.reporting.enums import ExportFormat, Rhythm
from lms.reporting.exceptions import NotHr, Refused
from lms.reporting.filters import RecordFilter, from_parameters
from lms.reporting.models import ExportSchedule
from lms.reporting.records import SETTLING, scope_of

from .jobs import order_export

logger = logging.getLogger(__name__)

WEEK: Final = timedelta(days=7)
A_DAY: Final = timedelta(days=1)
# A schedule is one person's habit, not a way to keep a worker busy.
MOST: Final = 20


def make_schedule(
    viewer: User,
    *,
    name: str,
    filters: RecordFilter,
    file_format: ExportFormat,
    rhythm: Rhythm,
    on: date | None = None,
) -> ExportSchedule:
    """Have an export made by itself, from tomorrow on at the earliest.

    Weekly: on the weekday of ``on`` (none: Monday); monthly: on the first; once: on
    ``on``. Raises ``NotHr``, and ``Refused`` for a date that is not in the future or for
    who has as many as there may be.
    """
    scope_of(viewer)
    if ExportSchedule.objects.of(viewer).filter(next_on__isnull=False).count() >= MOST:
        raise Refused(
            _("You have %(number)s schedules. Delete one that you no longer need.")
            % {"number": MOST}
        )
    today = clock.today()
    if on and on <= today:
        raise Refused(_("Choose a date from tomorrow on."))
    if rhythm == Rhythm.ONCE and on is None:
        raise Refused(_("Choose the date on which the file is made."))
    return ExportSchedule.objects.create(
        by=viewer,
        name=name,
        filters=filters.parameters(),
        format=file_format,
        rhythm=rhythm,
        next_on=on if on and rhythm != Rhythm.MONTHLY else _first(rhythm, today),
        created_at=clock.now(),
    )


def pause_schedule(schedule: ExportSchedule) -> None:
    """Make nothing until it is resumed; what would have been made is skipped."""
    ExportSchedule.objects.filter(pk=schedule.pk).update(paused=True)


@transaction.atomic
def resume_schedule(schedule: ExportSchedule) -> None:
    """Go on with the next one that is still to come."""
    held = ExportSchedule.objects.select_for_update().get(pk=schedule.pk)
    held.paused = False
    held.next_on = _after(held, clock.today()) if held.next_on else None
    held.save(update_fields=["paused", "next_on"])


def delete_schedule(schedule: ExportSchedule) -> None:
    """Never make it again; the files that were made stay as long as they were to."""
    schedule.delete()


def run_schedules(now: datetime) -> int:
    """Ask for what is due: one file for each, however many turns were missed; how many.

    A day is only made when it is complete, a few minutes after midnight.
    """
    day = clock.local_date(now - SETTLING)
    due = list(ExportSchedule.objects.due(day).values_list("pk", flat=True))
    with translation.override(settings.LANGUAGE_CODE):
        return sum(_run(pk, day) for pk in due)


@transaction.atomic
def _run(schedule_id: int, day: date) -> int:
    """One schedule, in one transaction with the moment of its next turn."""
    schedule = (
        ExportSchedule.objects.select_for_update(of=("self",))
        .select_related("by")
        .due(day)
        .filter(pk=schedule_id)
        .first()
    )
    if schedule is None:  # another tick was here first
        return 0
    try:
        _order(schedule, day)
    except NotHr:
        _end(schedule)
        return 0
    schedule.next_on = _after(schedule, day)
    schedule.save(update_fields=["next_on"])
    return 1


def _order(schedule: ExportSchedule, day: date) -> None:
    if schedule.by.erased_at or not schedule.by.is_active:
        raise NotHr
    turn = uuid.uuid5(uuid.NAMESPACE_OID, f"{schedule.pk}:{schedule.next_on}")
    order_export(
        schedule.by,
        key=turn,
        file_format=ExportFormat(schedule.format),
        peildatum=_peildatum(schedule, day),
        filters=from_parameters(schedule.filters),
        schedule=schedule,
    )


def _end(schedule: ExportSchedule) -> None:
    """Whoever lost the role gets nothing more, and is told why, once."""
    why = _(
        "You are no longer the HR officer of an entity. So “%(name)s” is no longer made."
    ) % {"name": schedule.name}
    schedule.next_on, schedule.why_ended = None, why
    schedule.save(update_fields=["next_on", "why_ended"])
    if schedule.by.erased_at is None:
        tell(
            schedule.by,
            kind="export",
            key=f"export:schedule-ended:{schedule.pk}",
            title=_("A scheduled export ended: %(name)s") % {"name": schedule.name},
            text=why,
        )


def _peildatum(schedule: ExportSchedule, day: date) -> date:
    """The last day that is complete; of a month the last one that is."""
    if schedule.rhythm == Rhythm.MONTHLY:
        return day.replace(day=1) - A_DAY
    return day - A_DAY


def _first(rhythm: str, today: date) -> date:
    if rhythm == Rhythm.MONTHLY:
        return today.replace(day=monthrange(today.year, today.month)[1]) + A_DAY
    return today + timedelta(days=7 - today.weekday())


def _after(schedule: ExportSchedule, day: date) -> date | None:
    """The first turn after a day; none for what is made once and has been due."""
    turn = schedule.next_on
    if turn is None or turn > day:
        return turn
    if schedule.rhythm == Rhythm.ONCE:
        return None
    if schedule.rhythm == Rhythm.MONTHLY:
        return _first(Rhythm.MONTHLY, day)
    return turn + WEEK * ((day - turn).days // 7 + 1)
