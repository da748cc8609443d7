"""What a certificate of attendance says of the date that somebody attended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from lms.common import clock
from lms.learning.attended import Attended, date_of
from lms.learning.enums import Source

if TYPE_CHECKING:
    from lms.learning.models import Completion

HELD = "held"
"""The key in the evidence of a completion under which an import keeps what it says."""

PRESENT = Q(source=Source.SESSION) | Q(source=Source.IMPORT, evidence__has_key=HELD)
"""Completions that say that somebody was there.

A trainer marked it, or a list of who attended says which session was held. An import of
historic completions says only that something counts as completed.
"""


def is_present(completion: Completion) -> bool:
    """The same of one completion."""
    if completion.source == Source.IMPORT:
        return HELD in completion.evidence
    return completion.source == Source.SESSION


def attended(completion: Completion) -> Attended:
    """The days and the hours, and who gave it, as far as they are known.

    Of an import what it said; of a date planned here what its app knows; of what a
    trainer recorded by name the day of it, and the duration that the offer states.
    """
    evidence = completion.evidence
    if held := evidence.get(HELD):
        return Attended(
            days=tuple(date.fromisoformat(day) for day in held["days"]),
            minutes=held["minutes"],
            trainers=held["trainers"],
            provider=held["provider"],
        )
    known = date_of(UUID(evidence["session"])) if "session" in evidence else None
    return known or Attended(
        days=(clock.local_date(completion.completed_at),),
        minutes=completion.activity.duration_minutes,
    )


def as_values(found: Attended) -> dict[str, Any]:
    """The same, to keep."""
    return {
        "days": [day.isoformat() for day in found.days],
        "minutes": found.minutes,
        "trainers": found.trainers,
        "provider": found.provider,
    }
