"""What makes a record late, certified or about to expire, as of a day.

Each rule stands here once: filters, the numbers of the pages and the lines about people
ask the same, so that a number is always that of the rows behind it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from certification.enums import EventKind
from certification.models import Certificate, CertificateEvent
from certification.validity import months_after
from lms.common import clock
from lms.learning.enums import OPEN_STATUSES, Form, Status

# What alone may have a certificate: few of the many records.
EARNED = Q(form=Form.TRAJECTORY, status=Status.COMPLETED)


def certificates_before(moment: datetime) -> QuerySet[Certificate]:
    """Of trajectories, issued before a moment, whatever became of them since."""
    return Certificate.objects.of_trajectories().filter(issued_at__lt=moment)


def overdue(day: date) -> Q:
    """Not closed, and the last day on which it could be done has passed."""
    return Q(status__in=OPEN_STATUSES, due_on__lt=day)


def due_within(day: date, days: int) -> Q:
    """Not closed, and to be done from this day on and within so many days."""
    last = day + timedelta(days=days)
    return Q(status__in=OPEN_STATUSES, due_on__gte=day, due_on__lte=last)


def certified(day: date) -> Q:
    """Earned a certificate that holds on this day: not expired, revoked or replaced."""
    return _earned(_holding(day))


def expiring(day: date, months: int) -> Q:
    """Certified, and for no more than so many months unless it is renewed.

    Who renewed already keeps the old certificate, and nothing of theirs expires. Found by
    the completion: an erasure takes the person from the award, and moves no row.
    """
    renewed = _holding(day).filter(
        award__completion__learner=OuterRef("award__completion__learner"),
        award__trajectory=OuterRef("award__trajectory"),
        award__cycle__gt=OuterRef("award__cycle"),
    )
    last = months_after(day, months)
    return _earned(_holding(day).filter(~Exists(renewed), valid_until__lte=last))


def last_certificates(moment: datetime) -> QuerySet[Certificate]:
    """Of each participation the one that was issued last before a moment."""
    issued = certificates_before(moment)
    of_the_same = issued.filter(
        award__completion__participation=OuterRef("award__completion__participation")
    )
    since = of_the_same.filter(
        Q(issued_at__gt=OuterRef("issued_at"))
        | Q(issued_at=OuterRef("issued_at"), pk__gt=OuterRef("pk"))
    )
    return issued.filter(~Exists(since)).order_by()


def lapsed(moment: datetime, day: date) -> QuerySet[Certificate, Any]:
    """Participations whose last certificate before a moment was valid until before a day.

    A set of its own, found once: most of the many records have none.
    """
    found = last_certificates(moment).filter(valid_until__lt=day)
    return found.values("award__completion__participation")


def _holding(day: date) -> QuerySet[Certificate]:
    moment = clock.end_of(day)
    ended = CertificateEvent.objects.filter(
        certificate=OuterRef("pk"),
        kind__in=(EventKind.REVOKED, EventKind.SUPERSEDED),
        recorded_at__lt=moment,
    )
    return certificates_before(moment).filter(~Exists(ended), valid_until__gte=day)


def _earned(certificates: QuerySet[Certificate]) -> Q:
    earned = certificates.order_by().values("award__completion__participation")
    return EARNED & Q(participation__in=earned)
