"""That somebody handed in an assignment, and that a trainer asked for another round.

That one was accepted, learning says itself: passed, and completed. Nothing of the text,
the files or the feedback is in a statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lms.learning.statements import Around, actor, as_object
from lms.xapi import vocabulary
from lms.xapi.statements import Result, Statement, id_of_event

if TYPE_CHECKING:
    from datetime import datetime

    from lms.learning.models import Participation


def handed_in(
    participation: Participation, number: int, *, at: datetime, around: Around
) -> Statement:
    """That a round was handed in."""
    return _about(participation, vocabulary.SUBMITTED, number, at, around)


def returned(
    participation: Participation, number: int, *, at: datetime, around: Around
) -> Statement:
    """That a trainer judged a round not good enough yet."""
    no = Result(success=False)
    return _about(participation, vocabulary.FAILED, number, at, around, no)


def _about(
    participation: Participation,
    verb: vocabulary.Verb,
    number: int,
    at: datetime,
    around: Around,
    result: Result | None = None,
) -> Statement:
    return Statement(
        id=id_of_event(participation.registration, verb, number),
        actor=actor(participation.learner),
        verb=verb,
        activity=as_object(participation.activity),
        timestamp=at,
        registration=participation.registration,
        result=result,
        parents=around.parents,
        groupings=around.groupings,
    )
