"""A block of a lesson that is watched or listened to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Self
from uuid import UUID

USUAL_PART: Final = 90  # percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchable:
    """Which recording a block plays, and what part of it must be seen."""

    block: UUID
    kind: Literal["video", "audio"]
    recording: int | None
    part: int  # percent
    counts: bool

    @classmethod
    def from_block(cls, data: Mapping[str, Any]) -> Self:
        """That of a stream item as it is stored; from before it said anything included."""
        value = data.get("value") or {}
        kind: Literal["video", "audio"] = (
            "video" if data["type"] == "video" else "audio"
        )
        part, counts = value.get("part"), value.get("counts")
        return cls(
            block=UUID(str(data["id"])),
            kind=kind,
            recording=value.get(kind),
            part=USUAL_PART if part is None else int(part),
            counts=True if counts is None else bool(counts),
        )

    def is_enough(self, seen: float, duration: float) -> bool:
        """Whether so many seconds are the part that must be seen.

        Half a second is forgiven: players stop short of the end that a file states.
        """
        return duration > 0 and seen + 0.5 >= duration * self.part / 100
