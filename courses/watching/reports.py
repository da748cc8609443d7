"""What a browser reports of watching: read and bounded, for it may send anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from lms.xapi.statements import InvalidJson
from lms.xapi.statements.parsing import parse

MOST_BYTES: Final = 64 * 1024  # as much as a browser sends when it leaves a page
MOST_SEGMENTS: Final = 500
MOST_EVENTS: Final = 50
# What has waited longer for a connection is told as of then.
MOST_WAITING: Final = 24 * 3600.0
VERBS: Final = ("initialized", "played", "paused", "seeked", "interacted", "terminated")


class Unreadable(ValueError):
    """Not a report as our player makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in a session, by its number there, ``ago`` seconds ago."""

    number: int
    verb: str
    ago: float
    time: float
    start: float = 0.0
    speed: float = 1.0
    captions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was played since the last report, where one is, and what happened."""

    session: UUID
    segments: tuple[tuple[float, float], ...]
    position: float
    events: tuple[Event, ...] = ()


def read_report(text: str) -> Report:
    """The report in a JSON text. Raises ``Unreadable`` for anything else."""
    body = text.encode("utf-8", "surrogatepass")
    if len(body) > MOST_BYTES:
        raise Unreadable
    try:
        return _report(parse(body))
    except (InvalidJson, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable from error


def _report(data: Mapping[str, Any]) -> Report:
    segments, events = data["segments"], data.get("events", [])
    if len(segments) > MOST_SEGMENTS or len(events) > MOST_EVENTS:
        raise Unreadable
    return Report(
        session=UUID(data["session"]),
        segments=tuple((_seconds(start), _seconds(end)) for start, end in segments),
        position=_seconds(data["position"]),
        events=tuple(_event(event) for event in events),
    )


def _event(data: Mapping[str, Any]) -> Event:
    if data["verb"] not in VERBS:
        raise Unreadable
    return Event(
        number=_whole(data["number"]),
        verb=data["verb"],
        ago=min(_seconds(data.get("ago", 0)), MOST_WAITING),
        time=_seconds(data["time"]),
        start=_seconds(data.get("start", 0)),
        speed=min(_seconds(data.get("speed", 1)), 16.0),
        captions=bool(data.get("captions")),
    )


def _seconds(value: Any) -> float:
    """A moment or a length; a recording lasts no million seconds."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if not 0 <= value < 1_000_000:
        raise Unreadable
    return round(float(value), 2)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10_000:
        raise Unreadable
    return value
