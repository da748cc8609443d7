"""One link of the chain: the text that it seals, and its hash.

Plain Python, and for ever: a migration and every later check rely on what version 1
says here. A change is a version of its own beside it.

A text holds public facts alone, and of personal ones salted commitments. Whoever erases
a salt leaves the chain whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

VERSION = 1
FIRST = "0" * 64
"""What the first link says that went before it."""


def canonical(values: Mapping[str, Any]) -> str:
    """The one way to write these values: keys in order, no space, signs as they are."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def commitment(salt: str, values: Mapping[str, Any]) -> str:
    """A hash that tells nothing of the values to who lacks the salt."""
    return hashlib.sha256(f"{salt}{canonical(values)}".encode()).hexdigest()


def seal(previous: str, text: str) -> str:
    """The hash of a link: over the hash before it, and its own text."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def note_of(event: Any, salt: str | None) -> str:
    """What a link keeps of who did it and why; nothing once the salt is gone."""
    if not salt:
        return ""
    return commitment(salt, {"by": event.by_id, "reason": event.reason})


def facts_of(event: Any, *, place: int, note: str, document: str) -> dict[str, Any]:
    """What a link seals of an event and its certificate.

    ``document`` is the hash of the PDF as far as it was known, else empty. What has no
    end, a certificate of attendance, has no last day here either.
    """
    last_day = event.certificate.valid_until
    certificate = event.certificate
    before = certificate.supersedes
    return {
        "version": VERSION,
        "place": place,
        "kind": str(event.kind),
        "on": event.on.isoformat(),
        "recorded_at": _moment(event.recorded_at),
        "note_sha256": note,
        "number": certificate.number,
        "code_sha256": hashlib.sha256(certificate.code.encode()).hexdigest(),
        "issued_at": _moment(certificate.issued_at),
        "completed_on": certificate.completed_on.isoformat(),
        "valid_until": last_day.isoformat() if last_day else "",
        "trajectory": certificate.trajectory_title,
        "trajectory_code": certificate.trajectory_code,
        "issuer": certificate.issuer,
        "language": certificate.language,
        "supersedes": before.number if before else "",
        "facts_sha256": certificate.facts_sha256,
        "document_sha256": document,
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
