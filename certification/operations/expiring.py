"""What ran out is written down, once, dated the day after the last one."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from certification.enums import EventKind
from certification.models import Certificate
from lms.common import clock

from .events import append_event
from .holding import held

logger = logging.getLogger(__name__)


def expire(now: datetime) -> int:
    """Append to every certificate past its last day that it expired; how many.

    A check decides by the date on the certificate and does not wait for this. Of xAPI
    nothing is said: nobody did anything.
    """
    due = Certificate.objects.ran_out(clock.local_date(now)).order_by("pk")
    done = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            done += _expire(pk, now)
        except Exception:  # one that fails must not keep the others waiting
            logger.exception("Certificate %s: that it expired is not recorded.", pk)
    return done


@transaction.atomic
def _expire(certificate_id: int, now: datetime) -> bool:
    """Asked again once held: two may run, and it may have been revoked meanwhile."""
    certificate = held(certificate_id)
    still = Certificate.objects.filter(pk=certificate.pk)
    if not still.ran_out(clock.local_date(now)).exists():
        return False
    append_event(
        certificate,
        EventKind.EXPIRED,
        at=now,
        on=certificate.last_day + timedelta(days=1),
    )
    return True
