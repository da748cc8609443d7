"""The facts of a certificate for programs: what its PDF carries as an attachment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lms.common import clock

if TYPE_CHECKING:
    from certification.models import Certificate

KIND = "integriteitscampus.certificate"
"""By this value of ``kind`` the attachment is known; the shape may grow, never change."""

# What a file may say otherwise without being altered: the server can move.
_MOVES = frozenset({"address"})


def lasting(certificate: Certificate) -> dict[str, Any]:
    """What a certificate keeps when its person is erased."""
    last_day = certificate.valid_until
    return {
        "number": certificate.number,
        "code": certificate.code,
        "trajectory": {
            "title": certificate.trajectory_title,
            "code": certificate.trajectory_code,
        },
        "completed_on": certificate.completed_on.isoformat(),
        "valid_until": last_day.isoformat() if last_day else None,
        "issued_on": clock.local_date(certificate.issued_at).isoformat(),
        "issuer": certificate.issuer,
        "language": certificate.language,
    }


def attached(certificate: Certificate) -> dict[str, Any]:
    """Everything that is attached; without the personal side once that was erased."""
    personal = certificate.facts or {}
    return {
        "kind": KIND,
        **lasting(certificate),
        "address": certificate.address,
        **personal,
    }


def differences(found: Mapping[str, Any], certificate: Certificate) -> tuple[str, ...]:
    """The names of the facts that a file gives otherwise than the certificate.

    Once the person was erased only what lasted can be compared.
    """
    frozen = attached(certificate)
    names = set(frozen) if certificate.facts is None else set(frozen) | set(found)
    return tuple(
        sorted(name for name in names - _MOVES if found.get(name) != frozen.get(name))
    )


def labels(names: Iterable[str]) -> str:
    """What these facts are called, for a sentence."""
    known = {
        "name": _("name"),
        "given_name": _("name"),
        "family_name": _("name"),
        "role": _("role"),
        "entity": _("entity"),
        "wording": _("text"),
        "requirements": _("requirements"),
        "attendance": _("attendance"),
        "number": _("number"),
        "code": _("verification code"),
        "trajectory": _("trajectory"),
        "completed_on": _("date of completion"),
        "valid_until": _("end of validity"),
        "issued_on": _("date of issue"),
        "issuer": _("issuer"),
    }
    return ", ".join(dict.fromkeys(known.get(name, _("other data")) for name in names))
