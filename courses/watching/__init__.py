"""Watching and listening as plain values: no database, no Wagtail.

What was seen is a set of half-open intervals of seconds. Seeing a part again adds
nothing to it, so that half watched twice is half.
"""

from .reports import Event, Report, Unreadable, read_report
from .segments import bounded, merged, told, total
from .watchables import USUAL_PART, Watchable

__all__ = [
    "USUAL_PART",
    "Event",
    "Report",
    "Unreadable",
    "Watchable",
    "bounded",
    "merged",
    "read_report",
    "told",
    "total",
]
