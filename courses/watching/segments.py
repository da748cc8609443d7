"""Sets of half-open intervals of seconds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

Segment = tuple[float, float]
Segments = tuple[Segment, ...]

# What a player skips between two of its own reports of the time: nobody misses it.
GAP: Final = 0.05
MOST: Final = 500


def merged(segments: Iterable[Segment]) -> Segments:
    """The same seconds in as few intervals as they need, in order; empty ones are none."""
    found: list[Segment] = []
    for start, end in sorted(segments):
        if end <= start:
            continue
        if found and start <= found[-1][1] + GAP:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple((round(start, 2), round(end, 2)) for start, end in found)


def bounded(segments: Iterable[Segment], duration: float) -> Segments:
    """What of these lies within a recording.

    Of more pieces than a person makes the longest are kept: they are stored, and told in
    every statement.
    """
    found = merged((max(start, 0.0), min(end, duration)) for start, end in segments)
    if len(found) <= MOST:
        return found
    longest = sorted(found, key=lambda one: one[0] - one[1])[:MOST]
    return tuple(sorted(longest))


def total(segments: Iterable[Segment]) -> float:
    """How many seconds there are in merged intervals."""
    return sum(end - start for start, end in segments)


def told(segments: Iterable[Segment]) -> str:
    """As the xAPI video profile writes them: ``0[.]5.5[,]12[.]22``."""
    return "[,]".join(f"{start:g}[.]{end:g}" for start, end in segments)
