"""Captions in WebVTT: read into cues, or refused with the line and what to do there.

Plain Python. The format is W3C's (https://www.w3.org/TR/webvtt1/): a signature, then
blocks parted by blank lines; a block with a timing line is a cue, ``NOTE``, ``STYLE``
and ``REGION`` blocks are skipped. Of the text of a cue the words are kept, because
that is what a transcript and a search need; the browser reads the file itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

MOST_BYTES: Final = 1_000_000
MOST_CUES: Final = 5_000
# What encoders may differ in what they call the end of a file.
AFTER_THE_END: Final = 1.0

_STAMP = r"(?:([0-9]{2,4}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMING = re.compile(rf"{_STAMP}[ \t]+-->[ \t]+{_STAMP}(?:[ \t]+.*)?")
_TAG = re.compile(r"<[^<>\n]*>")
_SKIPPED = ("NOTE", "STYLE", "REGION")


class BrokenCaptions(ValueError):
    """What is wrong with a file, at which line, and what to do; for who uploaded it."""

    def __init__(self, line: int, sentence: str) -> None:
        self.line = line
        super().__init__(
            _("Line %(line)s: %(sentence)s") % {"line": line, "sentence": sentence}
        )


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said or heard from ``start`` until ``end``, in seconds."""

    start: float
    end: float
    text: str

    @property
    def clock(self) -> str:
        """When it begins, as players show it."""
        return on_the_clock(self.start)


def read_captions(content: bytes, *, duration: float | None = None) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, by their beginning.

    ``duration`` is how long the recording lasts, when that is known: a cue beyond it
    belongs to another recording. Raises ``BrokenCaptions``.
    """
    lines = _lines(content)
    cues: list[Cue] = []
    for first, block in _blocks(lines):
        cue = _cue(first, block)
        if cue is None:
            continue
        _in_time(_timing_line(first, block), cue, cues, duration)
        cues.append(cue)
        if len(cues) > MOST_CUES:
            raise BrokenCaptions(
                first,
                _("there are more than %(most)s captions. Split the recording.")
                % {"most": MOST_CUES},
            )
    if not cues:
        raise BrokenCaptions(
            len(lines),
            _("there is no caption in the file. Export the captions again as WebVTT."),
        )
    return tuple(cues)


def _lines(content: bytes) -> list[str]:
    """The lines of the file behind its signature; the signature stays as the first."""
    if len(content) > MOST_BYTES:
        raise BrokenCaptions(
            1, _("the file is larger than 1 MB. Is it a file with captions?")
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenCaptions(
            content[: error.start].count(b"\n") + 1,
            _("this is not UTF-8. Save the file as UTF-8 and upload it again."),
        ) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise BrokenCaptions(
            1,
            _(
                "the file must begin with WEBVTT. Export the captions as WebVTT (.vtt), "
                "not as SRT or text."
            ),
        )
    if "\0" in text:
        raise BrokenCaptions(
            text[: text.index("\0")].count("\n") + 1,
            _("there is a character here that no text has. Type the line again."),
        )
    return lines


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines without a blank one between them, with the number of the first.

    The header reaches until the first blank line, unless a cue stands in it.
    """
    block: list[str] = []
    for number, line in enumerate([*lines[1:], ""], start=2):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _timing_line(first: int, block: list[str]) -> int:
    return first + next(n for n, line in enumerate(block) if "-->" in line)


def _cue(first: int, block: list[str]) -> Cue | None:
    """The cue of a block; nothing for a block that is not about time."""
    if block[0].split(maxsplit=1)[0] in _SKIPPED and "-->" not in block[0]:
        return None
    place = next((n for n, line in enumerate(block) if "-->" in line), None)
    if place is None:
        if first == 2:  # what follows the signature is the header
            return None
        raise BrokenCaptions(
            first,
            _(
                "this text has no times. Put a line such as "
                "00:01.000 --> 00:04.000 above it."
            ),
        )
    if place > 1:
        raise BrokenCaptions(
            first + place,
            _("a new caption begins here. Put a blank line above it."),
        )
    again = (n for n in range(place + 1, len(block)) if "-->" in block[n])
    if (other := next(again, None)) is not None:
        raise BrokenCaptions(
            first + other,
            _("a new caption begins here. Put a blank line above it."),
        )
    start, end = _times(first + place, block[place])
    text = _words(block[place + 1 :])
    if not text:
        raise BrokenCaptions(
            first + place, _("this caption is empty. Write what is said, or remove it.")
        )
    return Cue(start, end, text)


def _times(number: int, line: str) -> tuple[float, float]:
    found = _TIMING.fullmatch(line.strip())
    if found is None:
        raise BrokenCaptions(
            number,
            _(
                "these times cannot be read. Write them as 00:01.000 --> 00:04.000, "
                "with a point before the thousandths."
            ),
        )
    parts = found.groups()
    return _seconds(*parts[:4]), _seconds(*parts[4:])


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + int(thousandths) / 1000


def _words(lines: list[str]) -> str:
    """The words of a cue: without tags (voices, italics), entities as characters."""
    return " ".join(html.unescape(_TAG.sub("", " ".join(lines))).split())


def _in_time(number: int, cue: Cue, before: list[Cue], duration: float | None) -> None:
    if cue.end <= cue.start:
        raise BrokenCaptions(
            number, _("this caption ends before it begins. Turn the times round.")
        )
    if before and cue.start < before[-1].start:
        raise BrokenCaptions(
            number,
            _(
                "this caption begins before the one above it. Put them in order of time."
            ),
        )
    if duration is not None and cue.end > duration + AFTER_THE_END:
        raise BrokenCaptions(
            number,
            _(
                "this caption lasts until %(end)s, but the recording ends at "
                "%(duration)s. Is it the file of this recording?"
            )
            % {"end": on_the_clock(cue.end), "duration": on_the_clock(duration)},
        )


def on_the_clock(seconds: float) -> str:
    """A moment as players show it: ``3:12``, or ``1:03:12`` from an hour on."""
    minutes, left = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
