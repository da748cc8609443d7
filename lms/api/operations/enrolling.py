"""Enrolling people by the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from lms.accounts.models import User
from lms.api.enums import Enrolled
from lms.api.reading import called, mandates_within
from lms.learning import operations as learning
from lms.learning.assigning.scope import Reach
from lms.learning.enums import LineState
from lms.learning.models import LearningActivity, Participation
from lms.organisation.visibility import Scope

OUTCOMES: Final = {
    LineState.ENROLLED: Enrolled.NEW,
    LineState.KNOWN: Enrolled.ALREADY,
    LineState.COMPLETED: Enrolled.COMPLETED,
}


class Answer(NamedTuple):
    """What became of one person: by ``persoon_id``, in a word and a sentence."""

    person_key: str
    outcome: Enrolled
    sentence: str


def enrol(
    keys: Sequence[str],
    activity: LearningActivity,
    *,
    within: Scope,
    due_on: date | None,
) -> list[Answer]:
    """Ask an activity of people by ``persoon_id``, each whole by itself.

    Each under their first mandate of today within the scope; who has none there is
    unknown, whether they exist or not. Doing it again changes nothing, and without a due
    date one that stands is left alone. Raises ``NotInThePast`` for one before today.
    """
    people = _people(keys, within)
    asked = _asked(people, activity) if due_on is None else frozenset()
    answers = {
        key: _told(key, Enrolled.ALREADY)
        for key, person in people.items()
        if person.pk in asked
    }
    done = learning.enrol(
        [person for key, person in people.items() if key not in answers],
        activity,
        by=None,
        due_on=due_on,
        reach=Reach(within, own=within),
    )
    for each in done:
        key = each.person.person_key
        outcome = OUTCOMES.get(each.outcome, Enrolled.REFUSED)
        answers[key] = _told(key, outcome, each.why)
    return [answers.get(key) or _told(key, Enrolled.UNKNOWN) for key in keys]


def _people(keys: Sequence[str], scope: Scope) -> dict[str, User]:
    theirs = mandates_within(scope).filter(called(keys, "person__"))
    people = (mandate.person for mandate in theirs.select_related("person"))
    return {person.person_key: person for person in people}


def _asked(people: dict[str, User], activity: LearningActivity) -> frozenset[int]:
    """Ids of those of whom it is asked already, and who have not closed it."""
    standing = Participation.objects.open().filter(
        activity=activity,
        assigned=True,
        learner__in=[person.pk for person in people.values()],
    )
    return frozenset(standing.values_list("learner", flat=True))


def _told(key: str, outcome: Enrolled, why: str = "") -> Answer:
    return Answer(key, outcome, why or str(outcome.label))
