"""A video or recording as plain values: what the player shows, whoever plays it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from .captions import Cue

POSTER = "width-1000|preserve-svg"


@dataclass(frozen=True, slots=True)
class Track:
    """Captions in one language."""

    language: str
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Playable:
    """What there is to play, with all that stands in its place."""

    kind: Literal["video", "audio"]
    pk: int
    file: str
    title: str
    url: str
    duration: float
    lasts: str
    transcript: str
    cues: tuple[Cue, ...]
    tracks: tuple[Track, ...]
    poster: str = ""
    poster_says: str = ""


def playable_of(kind: Literal["video", "audio"], recorded: Any) -> Playable | None:
    """The values of a video or recording; nothing when there is none, or no file."""
    if recorded is None or not recorded.file:
        return None
    seen: dict[str, Any] = {"tracks": ()}
    if kind == "video":
        seen = {"tracks": _tracks(recorded), **_poster(recorded.poster)}
    return Playable(
        kind=kind,
        pk=recorded.pk,
        file=recorded.file.name,
        title=recorded.title,
        url=recorded.file.url,
        duration=recorded.duration or 0.0,
        lasts=recorded.lasts,
        transcript=recorded.transcript,
        cues=recorded.spoken,
        **seen,
    )


def _tracks(video: Any) -> tuple[Track, ...]:
    own = [(video, video.captions)] if video.captions else []
    more = [(track, track.file) for track in video.tracks.all()]
    return tuple(
        Track(one.language, one.get_language_display(), file.url)
        for one, file in (*own, *more)
    )


def _poster(image: Any) -> dict[str, str]:
    if image is None:
        return {}
    return {
        "poster": image.get_rendition(POSTER).url,
        "poster_says": image.description,
    }
