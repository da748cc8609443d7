"""How learning reads as xAPI. The only file here that knows verbs."""

from datetime import datetime

from django.conf import settings

from lms.accounts.models import User
from lms.common import clock
from lms.xapi import vocabulary
from lms.xapi.statements import Account, Activity, Result, Statement

from .enums import ActivityKind
from .models import LearningActivity, Participation

TYPES = {
    ActivityKind.COURSE: vocabulary.COURSE,
    ActivityKind.LESSON: vocabulary.LESSON,
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


def _about(
    participation: Participation,
    verb: vocabulary.Verb,
    *,
    at: datetime,
    result: Result | None = None,
) -> Statement:
    return Statement(
        actor=actor(participation.learner),
        verb=verb,
        activity=as_object(participation.activity),
        timestamp=at,
        registration=participation.registration,
        result=result,
    )


def registered(participation: Participation, *, at: datetime) -> Statement:
    return _about(participation, vocabulary.REGISTERED, at=at)


def begun(participation: Participation, *, at: datetime) -> tuple[Statement, ...]:
    """That the person began; of a dilemma nothing yet, see ``ended``."""
    if participation.activity.kind == ActivityKind.DILEMMA:
        return ()
    return (_about(participation, vocabulary.INITIALIZED, at=at),)


def progressed(participation: Participation, *, at: datetime) -> Statement:
    """xAPI profile cmi5, section 9.5.5.1: progress is an integer from 0 to 100."""
    return _about(
        participation,
        vocabulary.PROGRESSED,
        at=at,
        result=Result(progress=participation.progress),
    )


def ended(participation: Participation, *, at: datetime) -> tuple[Statement, ...]:
    """That the person completed it; of a dilemma also that they began, each by the day alone.

    How long a dilemma took tells how long the path through it was, and so what was
    chosen. ``stored`` is the true moment of recording, so both are recorded in one go
    (docs/decisions/0012-no-trace-of-a-path.md).
    """
    result = Result(completion=True)
    if participation.activity.kind != ActivityKind.DILEMMA:
        return (_about(participation, vocabulary.COMPLETED, at=at, result=result),)
    began = participation.started_at or at
    return (
        _about(participation, vocabulary.INITIALIZED, at=_by_the_day(began)),
        _about(participation, vocabulary.COMPLETED, at=_by_the_day(at), result=result),
    )


def _by_the_day(moment: datetime) -> datetime:
    return clock.start_of(clock.local_date(moment))


def withdrawn(participation: Participation, *, at: datetime) -> Statement:
    return _about(participation, vocabulary.UNREGISTERED, at=at)
