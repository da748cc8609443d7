"""Enrolling people by the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from lms.api.enums import Enrolled
from lms.api.reading import called, mandates_within
from lms.learning import operations as learning
from lms.learning.exceptions import LearningError
from lms.learning.models import LearningActivity, Participation
from lms.organisation.models import Mandate
from lms.organisation.visibility import Scope


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
    unknown, whether they exist or not. Doing it again changes nothing.
    """
    held = _mandates(keys, within)
    return [_enrol(key, held.get(key), activity, due_on) for key in keys]


def _mandates(keys: Sequence[str], scope: Scope) -> dict[str, Mandate]:
    found: dict[str, Mandate] = {}
    theirs = mandates_within(scope).filter(called(keys, "person__"))
    for mandate in theirs.select_related("person").order_by("valid_from", "pk"):
        found.setdefault(mandate.person.person_key, mandate)
    return found


def _enrol(
    key: str, mandate: Mandate | None, activity: LearningActivity, due_on: date | None
) -> Answer:
    if mandate is None:
        return Answer(key, Enrolled.UNKNOWN, str(Enrolled.UNKNOWN.label))
    standing = (
        Participation.objects.of(mandate.person).filter(
            activity=activity, assigned=True
        )
    ).open_first()
    before = standing.standing().first()
    if before is not None and (before.is_completed or due_on in (None, before.due_on)):
        return _standing(key, before)
    try:
        now = learning.assign(
            mandate.person, activity, mandate=mandate, by=None, due_on=due_on
        )
    except LearningError as error:
        return Answer(key, Enrolled.REFUSED, str(error))
    if now.is_completed or before is not None:
        return _standing(key, now)
    return Answer(key, Enrolled.NEW, str(Enrolled.NEW.label))


def _standing(key: str, participation: Participation) -> Answer:
    word = Enrolled.COMPLETED if participation.is_completed else Enrolled.ALREADY
    return Answer(key, word, str(word.label))
