"""What HR will see of an activity, told to its learner before the start (design.md, idea 4)."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol
from uuid import UUID

from lms.accounts.models import User

from .enums import ActivityKind
from .models import Participation


class Sight(StrEnum):
    """Which rule holds; ``learning/who_sees_it.html`` has a sentence for each."""

    TRAJECTORY = "trajectory"
    ASKED = "asked"
    SHARED = "shared"
    TOGETHER = "together"
    OWN = "own"
    UNKNOWN = "unknown"


class Seen(Protocol):
    """What a participation says of who sees it."""

    @property
    def is_asked(self) -> bool: ...
    @property
    def shared(self) -> bool | None: ...


def sight_of(
    person: User | None, *, kind: str, key: UUID, participation: Seen | None
) -> Sight:
    """Which rule holds for a person and an activity; at most two queries.

    ``participation`` is the one that stands, nothing before joining: then it is what
    joining will bring. Of a visitor nobody knows what they follow.
    """
    if kind == ActivityKind.TRAJECTORY:
        return Sight.TRAJECTORY
    if person is None:
        return Sight.UNKNOWN
    own = Participation.objects.of(person)
    if participation.is_asked if participation else own.asking_for(key).exists():
        return Sight.ASKED
    if participation and participation.shared:
        return Sight.SHARED
    if kind == ActivityKind.DILEMMA and own.sharing_together(key).exists():
        return Sight.TOGETHER
    return Sight.OWN
