"""What happens while somebody watches, in the words of the xAPI video profile."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from courses.models import Playing, Watched
from courses.watching import Event, told
from lms.common import ids
from lms.learning.models import Participation
from lms.learning.statements import actor, as_object
from lms.xapi import vocabulary
from lms.xapi.statements import Activity, Result, Statement, id_of_event

from .naming import NAME_LENGTH

WATCHING = {
    verb.iri.rpartition("/")[2]: verb
    for verb in (vocabulary.INITIALIZED, *vocabulary.VIDEO_VERBS)
}
# What follows the video profile says so in its category; it is about video alone.
VIDEO_PROFILE = Activity(
    iri=vocabulary.VIDEO_PROFILE, type=vocabulary.PROFILE, name="Video"
)


def of_watching(
    participation: Participation,
    playing: Playing,
    watched: Watched,
    event: Event,
    *,
    session: UUID,
    at: datetime,
) -> Statement:
    """Something that happened while somebody watched, as the video profile has it."""
    verb = WATCHING[event.verb]
    said: dict[str, Any] = {vocabulary.VIDEO_TIME: event.time}
    if event.verb == "initialized":
        said = {}
    elif event.verb == "seeked":
        said = {
            vocabulary.VIDEO_TIME_FROM: event.start,
            vocabulary.VIDEO_TIME_TO: event.time,
        }
    elif event.verb in {"paused", "terminated"}:
        said |= _seen(watched)
    more: dict[str, Any] = {}
    if event.verb in {"initialized", "interacted"}:
        more = {
            vocabulary.VIDEO_SPEED: f"{event.speed:g}x",
            vocabulary.VIDEO_CAPTIONS: event.captions,
        }
    return _about_recording(
        participation,
        playing,
        verb,
        session,
        event.number,
        at=at,
        result=Result(extensions=said) if said else None,
        context=_played_in(session, playing) | more,
    )


def watched(
    participation: Participation,
    playing: Playing,
    watched: Watched,
    *,
    session: UUID,
    at: datetime,
) -> Statement:
    """That somebody saw as much of a recording as is asked, once for a recording."""
    context = _played_in(session, playing)
    context[vocabulary.VIDEO_THRESHOLD] = playing.watchable.part / 100
    return _about_recording(
        participation,
        playing,
        vocabulary.COMPLETED,
        watched.media,
        at=at,
        result=Result(
            completion=True,
            extensions={
                vocabulary.VIDEO_TIME: watched.position,
                **_seen(watched),
            },
        ),
        context=context,
    )


def read_instead(
    participation: Participation, playing: Playing, *, at: datetime
) -> Statement:
    """That somebody read the transcript of a recording, which counts as watching it."""
    recording = _recording(participation, playing)
    return _about_recording(
        participation,
        playing,
        vocabulary.EXPERIENCED,
        playing.recorded.file.name,
        at=at,
        about=Activity(
            iri=f"{recording.iri}/transcript",
            type=vocabulary.TRANSCRIPT,
            name=recording.name,
        ),
    )


def _about_recording(
    participation: Participation,
    playing: Playing,
    verb: vocabulary.Verb,
    *facts: object,
    at: datetime,
    about: Activity | None = None,
    result: Result | None = None,
    context: dict[str, Any] | None = None,
) -> Statement:
    follows = playing.watchable.kind == "video" and about is None
    return Statement(
        id=id_of_event(
            participation.registration, verb, playing.watchable.block, *facts
        ),
        actor=actor(participation.learner),
        verb=verb,
        activity=about or _recording(participation, playing),
        timestamp=at,
        registration=participation.registration,
        result=result,
        parents=(as_object(participation.activity),),
        categories=(VIDEO_PROFILE,) if follows else (),
        extensions=context or {},
        language=settings.LANGUAGE_CODE,
    )


def _recording(participation: Participation, playing: Playing) -> Activity:
    lesson, block = participation.activity, playing.watchable.block
    return Activity(
        iri=ids.iri("activities", lesson.key, "media", block),
        type=(
            vocabulary.VIDEO if playing.watchable.kind == "video" else vocabulary.AUDIO
        ),
        name=playing.recorded.title[:NAME_LENGTH],
    )


def _seen(watched: Watched) -> dict[str, Any]:
    return {
        vocabulary.VIDEO_SEGMENTS: told(watched.segments),
        vocabulary.VIDEO_PROGRESS: round(watched.share, 3),
    }


def _played_in(session: UUID, playing: Playing) -> dict[str, Any]:
    return {
        vocabulary.VIDEO_SESSION: str(session),
        vocabulary.VIDEO_LENGTH: round(playing.duration),
    }
