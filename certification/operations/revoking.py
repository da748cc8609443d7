"""Taking a certificate back: a dated event beside it, never a change of what it says."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from certification import statements
from certification.enums import EventKind
from certification.exceptions import NotThatDay
from certification.models import Award, Certificate
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Purpose
from lms.learning.models import Participation
from lms.xapi.recording import record

from . import mails
from .events import append_event
from .holding import held


@transaction.atomic
def revoke(
    certificate_id: int, *, by: User, reason: str, on: date | None = None
) -> Certificate:
    """Revoke a certificate from a day on (default: today), and say so in the record.

    One that is not in force any more is left as it is. The reason stays with the
    certificate; the record of the person, and a mail to them, say only that it holds no
    longer. With it goes a renewal under way that asks for less than the whole: there is
    nothing left to renew. Raises
    ``NotThatDay`` for a day before it was issued or one that has yet to come.
    """
    certificate = held(certificate_id)
    if not certificate.in_force:
        return certificate
    now = clock.now()
    day = on or clock.local_date(now)
    if not certificate.issued_on <= day <= clock.local_date(now):
        raise NotThatDay(
            _("Choose a day from the day on which it was issued up to today.")
        )
    certificate.in_force = False
    certificate.save(update_fields=["in_force"])
    append_event(certificate, EventKind.REVOKED, at=now, on=day, by=by, reason=reason)
    _end_its_renewal(certificate.award)
    record(*statements.revoked(certificate, certificate.award, at=now))
    if person := certificate.award.person:
        mails.say_it_is_revoked(certificate, person, since=day)
    return certificate


def _end_its_renewal(award: Award) -> None:
    if award.person is None:
        return
    renewals = Participation.objects.of(award.person).renewing()
    shorter = renewals.filter(
        activity=award.trajectory_id, tree__purpose=Purpose.RENEWAL
    )
    for pk in shorter.values_list("pk", flat=True):
        learning.withdraw(pk)
