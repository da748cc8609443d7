"""What dilemmas hold of a person: plays with their choices, and the notes at their end.

As long as a play is linked to its learner they see its choices; an erasure cuts that
link as "Wis mijn keuzes" does. Choices that were cut before are nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lms.common.personal import Rows, holds

from . import portrait
from .models import Play
from .operations import forget_everything

if TYPE_CHECKING:
    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held."""
    holds("dilemmas: plays", collect=_collect, erase=forget_everything)


def _collect(person: User) -> Rows:
    own = Play.objects.of(person).select_related("note", "version").order_by("pk")
    return [
        {
            "at": play.version.compiled.content["title"],
            "started_at": play.started_at,
            "ended_at": play.ended_at,
            "choices": _choices(play),
            "note": note.text if (note := getattr(play, "note", None)) else "",
        }
        for play in own.prefetch_related("steps")
    ]


def _choices(play: Play) -> list[str]:
    graph = play.version.compiled
    stops = portrait.travelled(graph, list(play.steps.all()))
    path = portrait.walked(graph, stops)
    return [f"{one.scene}: {one.choice}" for one in path if one.choice]
