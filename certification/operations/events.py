"""The one door through which something happens to a certificate: an event and its link."""

from __future__ import annotations

from datetime import date, datetime

from certification.chain.links import canonical, facts_of, note_of, seal
from certification.enums import EventKind
from certification.models import (
    Certificate,
    CertificateDocument,
    CertificateEvent,
    CertificatePersonalia,
    ChainHead,
    ChainLink,
)
from lms.accounts.models import User
from lms.common import clock


def append_event(
    certificate: Certificate,
    kind: EventKind,
    *,
    at: datetime,
    on: date | None = None,
    by: User | None = None,
    reason: str = "",
) -> CertificateEvent:
    """Append what happened to a certificate (``on``: default the day of ``at``).

    In the caller's transaction, with every other lock but that of the statements taken:
    the head of the chain is held until the commit, so that links follow one another in
    the order in which they become visible. Raises ``IntegrityError`` for a kind that
    this certificate has already.
    """
    event = CertificateEvent.objects.create(
        certificate=certificate,
        kind=kind,
        recorded_at=at,
        on=on or clock.local_date(at),
        by=by,
        reason=reason,
    )
    head, _created = ChainHead.objects.select_for_update().get_or_create(pk=1)
    facts = facts_of(
        event,
        place=head.place + 1,
        note=note_of(event, _salt(certificate)),
        document=_document(certificate, kind),
    )
    link = ChainLink(
        place=head.place + 1, event=event, text=canonical(facts), previous=head.sha256
    )
    link.sha256 = seal(link.previous, link.text)
    link.save(force_insert=True)
    ChainHead.objects.filter(pk=head.pk).update(place=link.place, sha256=link.sha256)
    return event


def _salt(certificate: Certificate) -> str | None:
    try:
        return certificate.personalia.salt
    except CertificatePersonalia.DoesNotExist:
        return None


def _document(certificate: Certificate, kind: EventKind) -> str:
    """The hash of the PDF; when a certificate is issued there is none yet."""
    if kind == EventKind.ISSUED:
        return ""
    known = CertificateDocument.objects.filter(certificate=certificate)
    return known.values_list("sha256", flat=True).first() or ""
