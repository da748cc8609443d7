"""Watching a video or listening to a recording of a lesson, or reading it instead."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses import statements
from courses.enums import Condition
from courses.exceptions import TooFast, UnknownQuestion
from courses.models import LessonPage, Playing, Watched
from courses.watching import Event, Report, bounded, total
from lms.common import clock
from lms.content.models import Audio, Video
from lms.learning.models import Participation
from lms.learning.operations import advance
from lms.learning.operations.ledger import lock

from .conditions import meet
from .places import place_at

if TYPE_CHECKING:
    from lms.xapi.statements import Statement

# Nobody watches faster than the player plays; reports come late and overlap a little.
FASTEST = 2.0
SLACK = 20.0  # seconds
# Of one session, and sessions of one recording: enough for a person, not for a machine.
MOST_EVENTS = 60
MOST_SESSIONS = 50


@transaction.atomic
def watch(
    participation_id: int,
    lesson: LessonPage,
    *,
    block: UUID,
    report: Report,
    at: datetime | None = None,
) -> Watched:
    """Add what a browser reports to what was seen, with its statements, all or nothing.

    The same report again changes nothing. What is seen enough meets the condition of
    the block, once and for good. Raises ``UnknownQuestion`` when the block plays nothing
    (any more), ``TooFast`` for more than can have been watched since the last report,
    ``NotOpen`` for who left.
    """
    played = _playing(lesson, block)
    participation = lock(participation_id)
    moment = at or clock.now()
    watched = _watched(participation, played)
    seen = bounded(
        [*((start, end) for start, end in watched.segments), *report.segments],
        played.duration,
    )
    _in_time(total(seen), watched, participation, moment)
    watched.segments = [list(segment) for segment in seen]
    watched.position = min(report.position, played.duration)
    watched.duration = played.duration
    watched.reported_at = moment
    said = _said(watched, participation, played, report, moment)
    enough = played.watchable.is_enough(total(seen), played.duration)
    newly = enough and watched.completed_at is None
    if newly:
        watched.completed_at = moment
        said += (
            statements.watched(
                participation, played, watched, session=report.session, at=moment
            ),
        )
    watched.save()
    if newly:
        meet(participation_id, lesson, Condition.WATCHED, part=block, at=at, also=said)
    elif said:
        advance(participation, 0, at=at, also=said)
    place_at(participation, block, at=moment)
    return watched


@transaction.atomic
def read_instead(
    participation_id: int,
    lesson: LessonPage,
    *,
    block: UUID,
    at: datetime | None = None,
) -> Watched:
    """Say that somebody read the transcript: it counts as watched, and is known as read.

    Saying it again changes nothing. Raises ``UnknownQuestion`` and ``NotOpen``.
    """
    played = _playing(lesson, block)
    participation = lock(participation_id)
    watched = _watched(participation, played)
    if watched.read_at is None:
        watched.read_at = at or clock.now()
        watched.save()
        said = (statements.read_instead(participation, played, at=watched.read_at),)
        meet(participation_id, lesson, Condition.WATCHED, part=block, at=at, also=said)
    return watched


def _playing(lesson: LessonPage, block: UUID) -> Playing:
    watchable = lesson.watchables.get(block)
    model = Video if watchable and watchable.kind == "video" else Audio
    rows = model._default_manager  # noqa: SLF001 (either of two models)
    recorded = rows.filter(pk=watchable.recording).first() if watchable else None
    if watchable is None or recorded is None:
        raise UnknownQuestion(_("This recording is no longer in the lesson."))
    return Playing(watchable=watchable, recorded=recorded)


def _watched(participation: Participation, playing: Playing) -> Watched:
    watched, _created = Watched.objects.get_or_create(
        participation=participation,
        block=playing.watchable.block,
        media=playing.recorded.file.name,
    )
    return watched


def _in_time(
    seen: float, watched: Watched, participation: Participation, moment: datetime
) -> None:
    """Refuse more new seconds than there was time for: since the last report, and in all.

    The second keeps many small reports from adding up what each is forgiven.
    """
    begun = participation.started_at or moment
    since_last = (moment - (watched.reported_at or begun)).total_seconds()
    since_begun = (moment - begun).total_seconds()
    gained = seen - watched.seen
    if (
        gained > FASTEST * max(since_last, 0) + SLACK
        or seen > FASTEST * max(since_begun, 0) + SLACK
    ):
        raise TooFast(
            _("More was reported than can have been watched. It is asked again later.")
        )


def _said(
    watched: Watched,
    participation: Participation,
    playing: Playing,
    report: Report,
    moment: datetime,
) -> tuple[Statement, ...]:
    """The statements of what is new in a report; a session is told up to a bound."""
    known = dict(watched.sessions)
    session = str(report.session)
    if session not in known and len(known) >= MOST_SESSIONS:
        return ()
    done = known.get(session, 0)
    new = sorted(
        (event for event in report.events if done <= event.number < MOST_EVENTS),
        key=lambda event: event.number,
    )
    if new:
        watched.sessions = {**known, session: new[-1].number + 1}
    return tuple(
        statements.of_watching(
            participation,
            playing,
            watched,
            event,
            session=report.session,
            at=_when(event, participation, moment),
        )
        for event in new
    )


def _when(event: Event, participation: Participation, moment: datetime) -> datetime:
    """When something happened, by how long ago the browser says; not before one began."""
    said = moment - timedelta(seconds=event.ago)
    return max(said, participation.started_at or said)
