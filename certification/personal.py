"""What certificates hold of a person, and what of it goes.

A certificate stays, and loses name, wording, the bytes of its PDF and its salt
(design.md, data rules). The reasons that somebody typed go with them. Number,
trajectory, dates, hashes and events stay, so that a copy that somebody kept is still
checked, and the chain still holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lms.common.personal import Rows, holds
from lms.xapi.append_only import lifted

from .models import (
    Award,
    BatchLine,
    Certificate,
    CertificateDocument,
    CertificateEvent,
    CertificatePersonalia,
)

if TYPE_CHECKING:
    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held."""
    holds("certification: certificates", collect=_collect, erase=_erase)
    holds("certification: lines of lists", collect=_lines)


def _collect(person: User) -> Rows:
    found = Certificate.objects.of(person).to_check().order_by("pk")
    return [
        {
            "kind": certificate.kind,
            "number": certificate.number,
            "address": certificate.address,
            "trajectory": certificate.trajectory_title,
            "issued_at": certificate.issued_at,
            "completed_on": certificate.completed_on,
            "valid_until": certificate.valid_until,
            "facts": certificate.facts,
            "events": [
                {"kind": event.kind, "on": event.on, "reason": event.reason}
                for event in certificate.events.all()
            ],
        }
        for certificate in found
    ]


def _lines(person: User) -> Rows:
    """Where somebody stood on a list that was handled in bulk; it goes with the rest."""
    own = BatchLine.objects.filter(person=person).order_by("pk")
    return [dict(row) for row in own.values("given", "why")]


def _erase(person: User) -> int:
    own = list(Certificate.objects.of(person).values_list("pk", flat=True))
    gone, _by_model = CertificatePersonalia.objects.filter(certificate__in=own).delete()
    CertificateDocument.objects.filter(certificate__in=own).update(content=None)
    with lifted():  # the words of whoever revoked it may name the person
        CertificateEvent.objects.filter(certificate__in=own).update(reason="")
    Award.objects.filter(person=person).update(person=None)
    BatchLine.objects.filter(person=person).update(person=None, given="", why="")
    return gone
