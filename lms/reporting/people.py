"""One line for each person of whom somebody sees records, as they stand today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from lms.accounts.models import User
from lms.learning.enums import OPEN_STATUSES
from lms.organisation.models import Mandate

from . import conditions
from .desks import Desk
from .enums import PersonState
from .filters import RecordFilter
from .listing import SORT, address
from .measures import BEFORE_EXPIRY, OF_A_PERSON, SOON
from .records import Records

_NAME = ("last_name", "first_name", "pk")


@dataclass(frozen=True, slots=True)
class Number:
    """How many records of a person, and the address of their list."""

    key: str
    label: str | Promise
    value: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A person, in which capacities within the scope, and how many of what."""

    person: User
    address: str
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
    desk: Desk,
    day: date,
) -> list[Line]:
    """A line for each of these people, in two queries whatever their number."""
    found: dict[int, dict[str, Any]] = {
        row["learner"]: dict(row)
        for row in records.filter(learner__in=people)
        .order_by()
        .values("learner")
        .annotate(**{f"n_{m.key}": m.count(day) for m in OF_A_PERSON})
    }
    held: dict[int, list[Mandate]] = defaultdict(list)
    within = Mandate.objects.current(day).filter(entity__in=desk.scope.entities)
    for mandate in within.filter(person__in=people).with_names():
        held[mandate.person_id].append(mandate)
    return [
        Line(
            person,
            desk.individual(person.pk),
            held[person.pk],
            [
                Number(
                    measure.key,
                    measure.label,
                    found.get(person.pk, {}).get(f"n_{measure.key}", 0),
                    desk.completions
                    + address({**measure.within(filters), "persoon": str(person.pk)}),
                )
                for measure in OF_A_PERSON
            ],
        )
        for person in people
    ]


@dataclass(frozen=True, slots=True)
class PeopleHeading:
    """A heading of the list of people, in the shape of those of records."""

    label: str | Promise
    address: str
    direction: str
    numeric: bool
    below: None = None

    @property
    def sorted(self) -> str:
        return self.direction


def people_headings(sort: str, parameters: dict[str, str]) -> list[PeopleHeading]:
    """Name, capacity (which does not sort) and the numbers; the largest comes first."""
    labels: list[tuple[str, str | Promise]] = [("naam", gettext_lazy("Name"))]
    labels += [(measure.key, measure.label) for measure in OF_A_PERSON]
    known = {key for key, _label in labels}
    current = sort if sort.removeprefix("-") in known else "naam"
    made = []
    for key, label in labels:
        first = key if key == "naam" else f"-{key}"
        other = f"-{key}" if first == key else key
        direction = ""
        if current in {key, f"-{key}"}:
            direction = "descending" if current.startswith("-") else "ascending"
        target = other if current == first else first
        made.append(
            PeopleHeading(
                label,
                address({**parameters, SORT: target}),
                direction,
                numeric=key != "naam",
            )
        )
    return made
