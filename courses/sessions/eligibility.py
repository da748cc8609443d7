"""Who can ask for a place on a session at all, before any date: one question for all.

The page shows no button to whom the operation would refuse.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lms.accounts.models import User
from lms.learning.exceptions import First
from lms.learning.models import LearningActivity, Participation, Prerequisite
from lms.learning.operations import asked_again_since
from lms.learning.visibility import Sight, sight_of


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """A session and somebody, or anybody: what they did of it, and what comes first."""

    activity: LearningActivity
    participation: Participation | None
    sight: Sight
    first: list[First] = field(default_factory=list)
    is_somebody: bool = True

    @property
    def takes_part(self) -> bool:
        return bool(self.participation and self.participation.is_open)

    @property
    def is_done(self) -> bool:
        return bool(self.participation and self.participation.is_completed)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do; who renews can attend once more."""
        done = self.participation if self.is_done else None
        return done is not None and not asked_again_since(done)

    @property
    def can_enrol(self) -> bool:
        """Whether a date with room is theirs for the asking; nobody yet signs in first."""
        waits = self.is_somebody and bool(self.first)
        return self.activity.is_offered and not waits and not self.is_over


def eligibility(activity: LearningActivity, person: User | None) -> Eligibility:
    """What ``activity`` is to ``person``; a few queries."""
    participation = _participation(person, activity)
    sight = sight_of(
        person, kind=activity.kind, key=activity.key, participation=participation
    )
    begun = participation is not None and (
        participation.is_open or participation.is_completed
    )
    return Eligibility(
        activity=activity,
        participation=participation,
        sight=sight,
        first=[] if begun else _first(person, activity, sight),
        is_somebody=person is not None,
    )


def _participation(
    person: User | None, activity: LearningActivity
) -> Participation | None:
    """The open one of who looks, else the last that was closed."""
    if person is None:
        return None
    standing = Participation.objects.of(person).standing().filter(activity=activity)
    return standing.select_related("completion", "activity").open_first().first()


def _first(
    person: User | None, activity: LearningActivity, sight: Sight
) -> list[First]:
    """What comes before enrolling; a trajectory that asks for the session decides itself."""
    if sight == Sight.ASKED:
        return []
    rows = Prerequisite.objects.filter(activity=activity).in_force()
    if person:
        rows = rows.blocking(person)
    return [
        First(title, address)
        for title, address in rows.values_list("needed__title", "needed__address")
    ]
