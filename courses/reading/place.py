"""The mark in a lesson where its reader was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Here:
    """Stands before the block that the reader reached last; links lead to it."""

    kind: ClassVar[str] = "here"


def with_place(shown: Sequence[Any], place: UUID | None) -> list[Any]:
    """The parts of a body with the mark before that block; without it when it is gone."""
    found = list(shown)
    for number, part in enumerate(found):
        if place is None or _block_of(part) != str(place):
            continue
        if getattr(part, "kind", "") == "quiz" and part.is_open:
            part.is_place = True  # it knows which of its questions comes next
        else:
            found.insert(number, Here())
        break
    return found


def _block_of(part: Any) -> str:
    """The id of the block that a part shows; empty for one that is like every other."""
    return str(getattr(getattr(part, "question", part), "id", ""))
