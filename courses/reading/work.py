"""Parts of a lesson with what its reader did there: answers, notes, activities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from courses.questions import Response, Sent, Verdict
from courses.questions.base import UNJUDGED
from courses.standings import Standing
from lms.common import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody answered last, and how good it is."""

    response: Response | None
    verdict: Verdict
    answered_at: datetime | None


NOTHING = Given(response=None, verdict=UNJUDGED, answered_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectedNow:
    """A private note as it was last saved, or as it was refused."""

    kind = "reflection"
    id: str
    prompt: str
    text: str = ""
    saved_at: datetime | None = None
    error: str = ""

    @property
    def saved_today(self) -> bool:
        return bool(self.saved_at and clock.local_date(self.saved_at) == clock.today())


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedNow:
    """The card of an activity with how the reader stands in it."""

    kind = "activity"
    id: str
    value: dict[str, Any]
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was sent and refused, to be shown at its place with nothing lost."""

    block: UUID
    error: str
    text: str = ""
    sent: Sent | None = None
    parts: tuple[str, ...] = ()
    others: tuple[UUID, ...] = ()

    def is_about(self, block: UUID) -> bool:
        """Whether its sentence belongs at this block too."""
        return block == self.block or block in self.others
