"""Events as an iCalendar file (RFC 5545). Plain Python.

Times are UTC (3.3.5, form 2), which every calendar shows in its own zone, Brussels
included, whatever the clock does in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

LONGEST: Final = 75
"""Octets in a line, its end not counted (RFC 5545, 3.1)."""

MIME_TYPE: Final = "text/calendar"


class Method(StrEnum):
    """What a calendar does with it (RFC 5546, 1.4)."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something in a calendar, under an identity that never changes."""

    uid: str
    sequence: int
    begins_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    description: str = ""
    address: str = ""
    cancelled: bool = False


def write(
    events: Iterable[Event],
    *,
    product: str,
    organizer: str,
    stamp: datetime,
    method: Method = Method.PUBLISH,
) -> str:
    """The file; ``stamp`` is the moment at which it is made (3.8.7.2).

    ``product`` names who makes it (3.7.3), ``organizer`` is an e-mail address (3.8.4.3).
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_text(product)}",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
    ]
    for event in events:
        lines += _event(event, organizer, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event: Event, organizer: str, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_moment(stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield f"DTSTART:{_moment(event.begins_at)}"
    yield f"DTEND:{_moment(event.ends_at)}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.address:
        yield f"URL:{_uri(event.address)}"
    yield f"ORGANIZER:mailto:{_uri(organizer)}"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """TEXT (3.3.11): four characters are escaped; other control characters are not text."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    for character in ("\\", ";", ","):
        value = value.replace(character, f"\\{character}")
    kept = (one for one in value if one in "\n\t" or (one >= " " and one != "\x7f"))
    return "".join(kept).replace("\n", "\\n")


def _uri(value: str) -> str:
    """A URI or an address is not escaped; nothing in it may end the line."""
    return "".join(value.split())


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never broken inside a character (3.1)."""
    pieces: list[str] = []
    piece, room = "", LONGEST
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LONGEST - 1  # the space with which it goes on
        piece += character
        room -= size
    return "\r\n ".join([*pieces, piece])
