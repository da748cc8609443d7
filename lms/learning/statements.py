"""How learning reads as xAPI. The only file here that knows verbs.

Ids follow from the event (``id_of_event``): its participation, its verb and, where a
verb can return, what tells it apart. ``Around`` is what an activity stands in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings

from lms.accounts.models import User
from lms.common import clock
from lms.xapi import vocabulary
from lms.xapi.statements import Account, Activity, Result, Statement, id_of_event

from .enums import STEP_KINDS, ActivityKind
from .models import LearningActivity, Participation

TYPES = {
    ActivityKind.COURSE: vocabulary.COURSE,
    ActivityKind.LESSON: vocabulary.LESSON,
    ActivityKind.TEST: vocabulary.ASSESSMENT,
    ActivityKind.DILEMMA: vocabulary.DILEMMA,
    ActivityKind.SESSION: vocabulary.SESSION,
    ActivityKind.ASSIGNMENT: vocabulary.ASSIGNMENT,
    ActivityKind.TRAJECTORY: vocabulary.TRAJECTORY,
}

# A dilemma says only that it began and that it ended (design.md, idea 4); a lesson is
# part of a course, whose progress is told instead.
KINDS_THAT_REGISTER = (
    ActivityKind.COURSE,
    ActivityKind.SESSION,
    ActivityKind.ASSIGNMENT,
    ActivityKind.TRAJECTORY,
)
KINDS_THAT_PROGRESS = (ActivityKind.COURSE, ActivityKind.TRAJECTORY)


def actor(person: User) -> Account:
    """A person in statements: an account with the public id, never a name."""
    return Account(home_page=settings.XAPI_HOME_PAGE, name=str(person.public_id))


def as_object(activity: LearningActivity) -> Activity:
    """One of our activities as the object (or context) of a statement."""
    return Activity(
        iri=activity.iri,
        type=TYPES[ActivityKind(activity.kind)],
        name=activity.title,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the learner follows that contains an activity: its course, its trajectories."""

    parents: tuple[Activity, ...] = ()
    groupings: tuple[Activity, ...] = ()

    @classmethod
    def of(cls, kind: str, containers: Iterable[LearningActivity]) -> Self:
        """A lesson or a test is a part of its course; everything counts within a trajectory."""
        found = list(containers)
        return cls(
            parents=tuple(
                as_object(one)
                for one in found
                if kind in STEP_KINDS and one.kind == ActivityKind.COURSE
            ),
            groupings=tuple(
                as_object(one) for one in found if one.kind == ActivityKind.TRAJECTORY
            ),
        )


NOTHING_AROUND = Around()


def _about(
    participation: Participation,
    verb: vocabulary.Verb,
    *facts: object,
    at: datetime,
    around: Around = NOTHING_AROUND,
    result: Result | None = None,
) -> Statement:
    return Statement(
        id=id_of_event(participation.registration, verb, *facts),
        actor=actor(participation.learner),
        verb=verb,
        activity=as_object(participation.activity),
        timestamp=at,
        registration=participation.registration,
        result=result,
        parents=around.parents,
        groupings=around.groupings,
    )


def registered(
    participation: Participation, *, at: datetime, around: Around
) -> Statement:
    return _about(participation, vocabulary.REGISTERED, at=at, around=around)


def launched(
    participation: Participation, *, at: datetime, around: Around
) -> tuple[Statement, ...]:
    """That the person opened it here and so began it; of a dilemma nothing yet."""
    if participation.activity.kind == ActivityKind.DILEMMA:
        return ()
    opened = _about(participation, vocabulary.LAUNCHED, at=at, around=around)
    return (opened, *begun(participation, at=at, around=around))


def begun(
    participation: Participation, *, at: datetime, around: Around
) -> tuple[Statement, ...]:
    """That the person began; of a dilemma nothing yet, see ``ended``."""
    if participation.activity.kind == ActivityKind.DILEMMA:
        return ()
    return (_about(participation, vocabulary.INITIALIZED, at=at, around=around),)


def progressed(
    participation: Participation, *, at: datetime, around: Around
) -> Statement:
    """xAPI profile cmi5, section 9.5.5.1: progress is an integer from 0 to 100.

    Who was moved to another version, or of whom something was put right, may come to the
    same progress again: another event.
    """
    stays = participation.tree_id is not None
    moves = participation.moves.count() if stays else 0
    set_back = participation.set_back_at
    return _about(
        participation,
        vocabulary.PROGRESSED,
        participation.progress,
        *([f"move {moves}"] if moves else []),
        *([f"after {set_back.isoformat()}"] if set_back else []),
        at=at,
        around=around,
        result=Result(progress=participation.progress),
    )


def ended(
    participation: Participation,
    *,
    at: datetime,
    around: Around,
    judged: bool = False,
) -> tuple[Statement, ...]:
    """That the person completed it; of a dilemma also that they began, each by the day alone.

    How long a dilemma took tells how long the path through it was, and so what was
    chosen. ``stored`` is the true moment of recording, so both are recorded in one go
    (docs/decisions/0012-no-trace-of-a-path.md). Where somebody else ``judged`` an
    assignment, the person passed as well: nothing else here is judged.
    """
    result = Result(completion=True)
    if participation.activity.kind == ActivityKind.DILEMMA:
        began = participation.started_at or at
        day = _by_the_day(at)
        return (
            _about(participation, vocabulary.INITIALIZED, at=_by_the_day(began)),
            _about(participation, vocabulary.COMPLETED, at=day, result=result),
        )
    completed = _about(
        participation, vocabulary.COMPLETED, at=at, around=around, result=result
    )
    if not (judged and participation.activity.kind == ActivityKind.ASSIGNMENT):
        return (completed,)
    passed = _about(
        participation,
        vocabulary.PASSED,
        at=at,
        around=around,
        result=Result(success=True),
    )
    return passed, completed


def told_of_the_end(participation: Participation, *, judged: bool) -> tuple[UUID, ...]:
    """The ids of what ``ended`` told, without that the person began."""
    verbs = [vocabulary.COMPLETED]
    if judged and participation.activity.kind == ActivityKind.ASSIGNMENT:
        verbs.append(vocabulary.PASSED)
    return tuple(id_of_event(participation.registration, verb) for verb in verbs)


def _by_the_day(moment: datetime) -> datetime:
    return clock.start_of(clock.local_date(moment))


def withdrawn(
    participation: Participation, *, at: datetime, around: Around
) -> Statement:
    return _about(participation, vocabulary.UNREGISTERED, at=at, around=around)


def missed(participation: Participation, *, at: datetime, around: Around) -> Statement:
    """That the person was expected at a session and was not there."""
    return _about(participation, vocabulary.MISSED, at=at, around=around)
