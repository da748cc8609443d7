"""The answer of a check for programs. It grows; what stands in it keeps its name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from lms.common import clock

from .models import Certificate
from .told import tell


def as_json(found: Certificate, *, on: date) -> dict[str, Any]:
    """Every printed fact, and how the certificate stands on a day in Brussels."""
    told = tell(found, on=on, today=clock.today())
    facts = found.facts or {}
    return {
        "status": told.standing,
        "status_on": on,
        "since": told.since,
        "superseded_by": _named(told.successor) if told.successor else None,
        "kind": found.kind,
        "number": found.number,
        "code": found.code,
        "personal_data": "erased" if found.facts is None else "present",
        "name": found.name or None,
        "role": facts.get("role") or None,
        "entity": facts.get("entity") or None,
        "trajectory": {
            "title": found.trajectory_title,
            "code": found.trajectory_code or None,
        },
        "completed_on": found.completed_on,
        "valid_until": found.valid_until,
        "issued_on": found.issued_on,
        "issuer": found.issuer,
        "wording": facts.get("wording"),
        "requirements": facts.get("requirements"),
        "attendance": facts.get("attendance"),
        "address": found.address,
        "document": reverse("certification:document", args=[found.code]),
    }


def _named(certificate: Certificate) -> dict[str, str]:
    return {
        "number": certificate.number,
        "code": certificate.code,
        "address": certificate.address,
    }
