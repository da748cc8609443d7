"""Reminding who has a place."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.db import transaction

from courses.models import Enrolment
from courses.sessions import letters
from lms.common import clock

logger = logging.getLogger(__name__)

AHEAD = timedelta(days=2)


def remind(now: datetime) -> int:
    """Mail who has a place on a date that is two days away or less, once; how many.

    Who got the place since then heard enough about it.
    """
    last = clock.end_of(clock.local_date(now) + AHEAD)
    due = (
        Enrolment.objects.open()
        .placed()
        .filter(reminded_at=None, session__begins_at__gt=now)
        .filter(session__begins_at__lt=last, session__cancelled_at=None)
    )
    return sum(_remind(pk, now) for pk in due.values_list("pk", flat=True))


def _remind(enrolment_id: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            standing = Enrolment.objects.open().filter(
                pk=enrolment_id, reminded_at=None
            )
            if not standing.update(reminded_at=now):
                return False
            enrolment = Enrolment.objects.with_session().get(pk=enrolment_id)
            if clock.local_date(_placed(enrolment)) >= _day(enrolment) - AHEAD:
                return False
            letters.reminder(enrolment)
    except Exception:
        # One mail that cannot be written keeps nobody else from theirs.
        logger.exception("No reminder could be written for place %d.", enrolment_id)
        return False
    return True


def _placed(enrolment: Enrolment) -> datetime:
    return enrolment.placed_at or enrolment.asked_at


def _day(enrolment: Enrolment) -> date:
    return clock.local_date(enrolment.session.begins_at)
