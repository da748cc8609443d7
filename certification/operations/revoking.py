"""Taking a certificate back: a dated event beside it, never a change of what it says."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from certification import statements
from certification.enums import EventKind
from certification.models import Certificate, CertificateEvent
from lms.accounts.models import User
from lms.common import clock
from lms.xapi.recording import record


@transaction.atomic
def revoke(
    certificate_id: int, *, by: User, reason: str, on: date | None = None
) -> Certificate:
    """Revoke a certificate from a day on (default: today), and say so in the record.

    One that is not in force any more is left as it is. The reason stays with the
    certificate; the record of the person says only that it holds no longer.
    """
    certificate = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related(
            *("award__person", "award__trajectory", "award__completion__participation")
        )
        .get(pk=certificate_id)
    )
    if not certificate.in_force:
        return certificate
    now = clock.now()
    certificate.in_force = False
    certificate.save(update_fields=["in_force"])
    CertificateEvent.objects.create(
        certificate=certificate,
        kind=EventKind.REVOKED,
        recorded_at=now,
        on=on or clock.local_date(now),
        by=by,
        reason=reason,
    )
    record(*statements.revoked(certificate, certificate.award, at=now))
    return certificate
