"""Whom to remind of what on a day, read for a slice of learners in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, OuterRef, Prefetch, QuerySet, Subquery

from lms.accounts.models import User
from lms.common import clock
from lms.learning.models import Assignment, Participation, Transition
from lms.organisation.models import Mandate

from .plans import CATCHES_UP, MOST_AFTER, MOST_BEFORE, plan_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A due date to tell about: to the learner, and to the managers in ``copies``.

    ``days`` counts from the due date: below zero it is still to come.
    """

    participation: Participation
    due_on: date
    days: int
    copies: Sequence[User] = ()

    @property
    def key(self) -> str:
        """The same for the same date and moment, so that it is told once."""
        return f"due:{self.participation.pk}:{self.due_on.isoformat()}:{self.days}"


def learners_to_look_at(day: date, *, after: int, most: int) -> list[int]:
    """The next learners (ids) with something open that is due around a day."""
    found = _open_around(day).filter(learner__gt=after).order_by("learner")
    return list(found.values_list("learner", flat=True).distinct()[:most])


def reminders_on(day: date, learners: Collection[int]) -> list[Reminder]:
    """What to tell about these learners (ids); five queries, however many they are."""
    found = []
    for participation in _named(_open_around(day).filter(learner__in=learners)):
        due_on = participation.due_on
        if due_on is None:
            continue
        plan = plan_for(participation)
        known = participation.known_since or participation.registered_at  # type: ignore[attr-defined]
        days = plan.offset_on(day, due_on=due_on, known_since=clock.local_date(known))
        if days is not None:
            found.append((participation, due_on, days, plan.copy_to_manager))
    managers = _managers([one for one, _due, _days, copied in found if copied], day)
    return [
        Reminder(
            participation=one,
            due_on=due_on,
            days=days,
            copies=managers.get(one.pk, ()) if copied else (),
        )
        for one, due_on, days, copied in found
    ]


def _open_around(day: date) -> QuerySet[Participation]:
    """What is open, still on offer, and of somebody who is there."""
    return Participation.objects.open().filter(
        closed_at=None,
        due_on__range=(day - MOST_AFTER - CATCHES_UP, day + MOST_BEFORE),
        activity__is_offered=True,
        learner__is_active=True,
        learner__erased_at=None,
    )


def _named(participations: QuerySet[Participation]) -> QuerySet[Participation]:
    """With since when the record names this date: an extension begins anew.

    And with why it is asked: the rules say when one is reminded.
    """
    reasons = Assignment.objects.counting().select_related("rule")
    same = Transition.objects.filter(
        participation=OuterRef("pk"), due_on=OuterRef("due_on")
    ).order_by()
    first = same.values("participation").annotate(first=Min("recorded_at"))
    return (
        participations.select_related("activity", "learner", "mandate")
        .annotate(known_since=Subquery(first.values("first")))
        .prefetch_related(Prefetch("assignments", reasons, to_attr="reasons"))
        .order_by("learner", "due_on", "pk")
    )


def _managers(
    participations: Iterable[Participation], day: date
) -> dict[int, list[User]]:
    """Who leads the entity under which each was taken (ids), the learner left out.

    What HR and managers may see (design.md, idea 4), of people who are in the team today.
    """
    seen = [one for one in participations if one.is_visible_to_hr and one.mandate]
    entities = {one.mandate.entity_id for one in seen if one.mandate}
    if not entities:
        return {}
    current = Mandate.objects.current(day).filter(entity__in=entities)
    held = current.filter(person__in={one.learner_id for one in seen})
    in_team = set(held.values_list("person_id", "entity_id"))
    leads: dict[int, dict[int, User]] = defaultdict(dict)
    for mandate in current.held_as_manager().select_related("person"):
        if mandate.person.is_active and mandate.person.erased_at is None:
            leads[mandate.entity_id][mandate.person_id] = mandate.person
    return {
        one.pk: [person for pk, person in leads[entity].items() if pk != one.learner_id]
        for one in seen
        if one.mandate and (one.learner_id, entity := one.mandate.entity_id) in in_team
    }
