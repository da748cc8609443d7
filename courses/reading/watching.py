"""A video or recording of a lesson, with how far this reader is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from courses.models import LessonPage, Watched
from courses.parts import Played
from lms.content.playing import Playable


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedNow:
    """What there is to play, how much of it was seen, and where the reader was."""

    kind: ClassVar[str] = "media"
    id: str
    media: Playable
    part: int
    counts: bool
    position: float = 0.0
    percent: int = 0
    is_done: bool = False
    is_read: bool = False

    @property
    def told(self) -> str:
        """How far the reader is, in a sentence."""
        return told(
            self.media.kind,
            percent=self.percent,
            part=self.part,
            counts=self.counts,
            is_done=self.is_done,
            is_read=self.is_read,
        )


def told(
    kind: str, *, percent: int, part: int, counts: bool, is_done: bool, is_read: bool
) -> str:
    """How far somebody is in a video or recording, in a sentence.

    Nothing where nothing was played and nothing is asked.
    """
    known = {"percent": percent, "part": part}
    video = kind == "video"
    if is_done:
        return _("You saw this video.") if video else _("You heard this recording.")
    if is_read:
        return _("You read the text. That counts as much.")
    if not counts and not percent:
        return ""
    if not counts:
        sentence = (
            _("You saw %(percent)s %%.") if video else _("You heard %(percent)s %%.")
        )
    elif video:
        sentence = _("You saw %(percent)s %% of the %(part)s %% that is asked.")
    else:
        sentence = _("You heard %(percent)s %% of the %(part)s %% that is asked.")
    return sentence % known


def played_now(part: Played, page: LessonPage, known: Watched | None) -> PlayedNow:
    """A part of a body with what is known of a reader; nothing is known to begin with."""
    block = UUID(part.id)
    asked, counts = page.watchables[block].part, page.asks_to_watch(block)
    if known is None:
        return PlayedNow(id=part.id, media=part.media, part=asked, counts=counts)
    return PlayedNow(
        id=part.id,
        media=part.media,
        part=asked,
        counts=counts,
        position=known.position,
        percent=known.percent,
        is_done=known.completed_at is not None,
        is_read=known.read_at is not None,
    )
