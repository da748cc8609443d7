"""What stands beside a file: what was asked, what is in it, and how to check it."""

from __future__ import annotations

import json
from typing import Any

from lms.common import clock
from lms.organisation.models import Entity

from .enums import ZIP
from .models import ExportAudit
from .rows import COLUMNS


def manifest(audit: ExportAudit) -> dict[str, Any]:
    """The facts of an export, as plain values; one query for the codes of its entities.

    ``erasures`` tells how many people in it were erased: of those, and of those alone,
    the name cells differ from an export of the same question made before.
    """
    codes = Entity.objects.filter(pk__in=audit.scope).order_by("code")
    facts: dict[str, Any] = {
        "export": audit.pk,
        "made_at": audit.started_at.astimezone(clock.BRUSSELS).isoformat(
            timespec="seconds"
        ),
        "format": audit.format,
        "peildatum": audit.peildatum.isoformat(),
        "provisional": audit.is_provisional,
        "filter": audit.filters,
        "scope": list(codes.values_list("code", flat=True)),
        "columns": [] if audit.format == ZIP else list(COLUMNS),
    }
    if audit.schedule:
        facts["schedule"] = audit.schedule
    if audit.ending:
        facts |= {
            "outcome": audit.ending.outcome,
            "rows": audit.ending.rows,
            "sha256": audit.ending.sha256,
            "erasures": audit.ending.erasures,
        }
    return facts


def as_json(audit: ExportAudit) -> str:
    """The manifest as a file holds it."""
    return json.dumps(manifest(audit), ensure_ascii=False, indent=2) + "\n"
