"""One line for each person of whom somebody sees records, as they stand today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lms.accounts.models import User
from lms.learning.enums import OPEN_STATUSES
from lms.organisation.models import Mandate
from lms.organisation.visibility import Scope

from . import conditions
from .enums import PersonState
from .filters import RecordFilter
from .measures import BEFORE_EXPIRY, OF_A_PERSON, SOON
from .records import Records

_NAME = ("last_name", "first_name", "pk")


@dataclass(frozen=True, slots=True)
class Number:
    """How many records of a person, and the address of their list."""

    key: str
    value: int
    parameters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A person, in which capacities within the scope, and how many of what."""

    person: User
    capacities: list[Mandate]
    numbers: list[Number]


def people_with(
    records: Records, state: PersonState | None, day: date
) -> QuerySet[User]:
    """Of whom there is a record among these, and who stand as was asked."""
    theirs = records.order_by().filter(learner=OuterRef("pk"))
    people = User.objects.filter(Exists(theirs), erased_at=None)
    if state is None:
        return people
    if state == PersonState.DONE:
        return people.exclude(Exists(theirs.filter(status__in=OPEN_STATUSES)))
    return people.filter(Exists(theirs.filter(_standing(state, day))))


def _standing(state: PersonState, day: date) -> Q:
    return {
        PersonState.LATE: conditions.overdue(day),
        PersonState.SOON: conditions.due_within(day, SOON),
        PersonState.EXPIRING: conditions.expiring(day, BEFORE_EXPIRY),
        PersonState.CERTIFIED: conditions.certified(day),
        PersonState.BUSY: Q(status__in=OPEN_STATUSES),
    }[state]


def in_order(
    people: QuerySet[User], sort: str, records: Records, day: date
) -> QuerySet[User]:
    """Sorted by name, or by a number (``-`` first: the largest first)."""
    down = sort.startswith("-")
    measure = next((m for m in OF_A_PERSON if m.key == sort.removeprefix("-")), None)
    if measure is None:
        order = [f"-{name}" for name in _NAME] if down else _NAME
        return people.order_by(*order)
    counted = (
        records.filter(measure.filters.condition(day), learner=OuterRef("pk"))
        .order_by()
        .values("learner")
        .annotate(number=Count("pk"))
        .values("number")
    )
    people = people.annotate(number=Coalesce(Subquery(counted), 0))
    return people.order_by("-number" if down else "number", *_NAME)


def lines(
    people: Sequence[User],
    records: Records,
    filters: RecordFilter,
    *,
    scope: Scope,
    day: date,
) -> list[Line]:
    """A line for each of these people, in two queries whatever their number."""
    found = {
        row["learner"]: row
        for row in records.filter(learner__in=people)
        .order_by()
        .values("learner")
        .annotate(**{f"n_{m.key}": m.count(day) for m in OF_A_PERSON})
    }
    held: dict[int, list[Mandate]] = defaultdict(list)
    within = Mandate.objects.current(day).filter(entity__in=scope.entities)
    for mandate in within.filter(person__in=people).with_names():
        held[mandate.person_id].append(mandate)
    return [
        Line(
            person,
            held[person.pk],
            [
                Number(
                    measure.key,
                    found.get(person.pk, {}).get(f"n_{measure.key}", 0),
                    {**measure.within(filters), "persoon": str(person.pk)},
                )
                for measure in OF_A_PERSON
            ],
        )
        for person in people
    ]
