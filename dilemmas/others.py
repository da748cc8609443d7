"""How others chose, as an ending tells it to somebody who went the same way.

It shows scenes of the learner's own path only, choices that they were offered too, and
words for shares: where the words come from, ``dilemmas.insight`` says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .graph import Graph, Stop
from .insight import Band, chosen

if TYPE_CHECKING:
    from .models import Mirror

# Words, and where on a line from none to all the band lies: begin and width, in hundredths.
TOLD: Final[dict[Band, tuple[str | Promise, int, int]]] = {
    Band.MINORITY: (_("a minority, or nobody"), 0, 40),
    Band.HALF: (_("about half"), 37, 26),
    Band.MAJORITY: (_("a majority, or everybody"), 60, 40),
    Band.FEW: (_("nobody, or hardly anybody"), 0, 12),
    Band.QUARTER: (_("about a quarter"), 12, 25),
    Band.THREE_QUARTERS: (_("about three quarters"), 63, 25),
    Band.MOST: (_("everybody, or nearly everybody"), 88, 12),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A choice, how many made it in words, and whether it is the learner's own."""

    choice: str
    words: str | Promise
    start: int
    width: int
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningPoint:
    """A scene where the learner chose, and how others chose there."""

    scene: str
    people: int
    shares: list[Share]
    has_more: bool  # others were offered what this play was not


def how_others_chose(
    mirrors: Iterable[Mirror], graph: Graph, stops: Iterable[Stop]
) -> list[TurningPoint]:
    """What editions, oldest first, tell about the way of these stops, in its order.

    Of each scene the newest edition that tells of it. Empty where none does.
    """
    newest = {str(mirror.scene): mirror for mirror in mirrors}
    stops = list(stops)
    first = {stop.scene: stop for stop in reversed(stops) if stop.is_turning_point}
    return [
        _told(graph, first[scene], newest[scene], own=choice)
        for scene, choice in chosen(stops).items()
        if scene in newest
    ]


def _told(graph: Graph, stop: Stop, mirror: Mirror, *, own: str) -> TurningPoint:
    shares = []
    for choice in stop.offered:
        words, start, width = TOLD[Band(mirror.bands[choice["key"]])]
        shares.append(
            Share(
                choice=choice["text"],
                words=words,
                start=start,
                width=width,
                is_own=choice["key"] == own,
            )
        )
    return TurningPoint(
        scene=graph.scene(stop.scene)["title"],
        people=mirror.people,
        shares=shares,
        has_more=len(stop.offered) < len(mirror.bands),
    )
