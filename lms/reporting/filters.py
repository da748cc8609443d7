"""What a viewer may narrow records by, as a plain value.

One value serves the list, the address, the export, its audit and whatever is saved
later: ``parameters`` writes it with the names that stand in addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Q

from lms.learning.enums import Form, Status
from lms.organisation.models import Entity

from . import conditions
from .enums import RecordStatus
from .periods import days_of

if TYPE_CHECKING:
    from .records import Records

# The field of the value, and its name in addresses and in the audit.
PARAMETERS = {
    "search": "zoek",
    "entity": "entiteit",
    "with_below": "eronder",
    "policy_domain": "beleidsdomein",
    "role": "rol",
    "activity": "opleiding",
    "form": "vorm",
    "status": "status",
    "source": "bron",
    "period": "periode",
    "completed_from": "van",
    "completed_to": "tot",
    "overdue": "te-laat",
    "due_within": "binnen-dagen",
    "certified": "gecertificeerd",
    "expires_within": "vervalt-binnen",
    "person": "persoon",
}
YES = "ja"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilter:
    """Which records to show; nothing given means all of them.

    Every field but ``activity``, ``person`` and ``with_below`` looks at what was
    recorded, never at what a person, an activity or an entity is called today. What lies
    under an entity is read from the tree of today. ``due_within`` is in days,
    ``expires_within`` in months; what depends on a day depends on the peildatum.
    """

    search: str = ""
    entity: str = ""
    with_below: bool = False
    policy_domain: str = ""
    role: str = ""
    activity: UUID | None = None
    form: str = ""
    status: str = ""
    source: str = ""
    period: str = ""
    completed_from: date | None = None
    completed_to: date | None = None
    overdue: bool = False
    due_within: int | None = None
    certified: bool = False
    expires_within: int | None = None
    person: int | None = None

    @property
    def active(self) -> list[str]:
        """The names of the fields that narrow."""
        given = [field.name for field in fields(self) if getattr(self, field.name)]
        return [name for name in given if name != "with_below" or self.entity]

    def without(self, name: str) -> RecordFilter:
        """The same filter with one field loosened."""
        loosened: dict[str, Any] = {name: getattr(RecordFilter(), name)}
        return replace(self, **loosened)

    def parameters(self) -> dict[str, str]:
        """What narrows, under its name in addresses; empty when nothing does."""
        given = {PARAMETERS[name]: getattr(self, name) for name in self.active}
        return {
            name: YES if value is True else str(value) for name, value in given.items()
        }

    def narrow(self, records: Records, peildatum: date) -> Records:
        """The records that pass, of those as of this day."""
        for word in self.search.split():
            named = Q(last_name__icontains=word) | Q(first_name__icontains=word)
            records = records.filter(named | Q(person_key__iexact=word))
        wanted: dict[str, object] = {
            "policy_domain": self.policy_domain,
            "role_name": self.role,
            "activity__key": self.activity,
            "form": self.form,
            "source": self.source,
            "completed_on__gte": self.completed_from,
            "completed_on__lte": self.completed_to,
            "learner": self.person,
        }
        records = records.filter(
            **{name: value for name, value in wanted.items() if value}
        )
        return records.filter(*self._places(), self.condition(peildatum))

    def condition(self, peildatum: date) -> Q:
        """How a record has to stand, as of a day; ``narrow`` asks the rest too."""
        found = Q()
        for one in self._conditions(peildatum):
            found &= one
        return found

    def _places(self) -> Iterator[Q]:
        if self.entity and self.with_below:
            named = Entity.objects.filter(code=self.entity).values_list("pk", flat=True)
            yield Q(entity__in=sorted(Entity.objects.scope_of(named)))
        elif self.entity:
            yield Q(entity_code=self.entity)

    def _conditions(self, peildatum: date) -> Iterator[Q]:
        if self.status:
            yield stands_at(self.status)
        if self.period:
            first, last = days_of(self.period, peildatum)
            yield Q(completed_on__gte=first, completed_on__lte=last)
        if self.overdue:
            yield conditions.overdue(peildatum)
        if self.due_within:
            yield conditions.due_within(peildatum, self.due_within)
        if self.certified:
            yield conditions.certified(peildatum)
        if self.expires_within:
            yield conditions.expiring(peildatum, self.expires_within)


def stands_at(status: str) -> Q:
    """As ``record_status`` says it, asked of as few records as can be.

    Only a completed trajectory can be told completed or expired by its certificate.
    """
    if status == RecordStatus.EXPIRED:
        return conditions.EARNED & Q(record_status=status)
    if status == RecordStatus.COMPLETED:
        holds = ~Q(form=Form.TRAJECTORY) | Q(record_status=F("status"))
        return Q(status=Status.COMPLETED) & holds
    return Q(status=status)


# How a field is read back from what ``parameters`` wrote, by its type.
_READ: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "UUID": UUID,
    "int": int,
    "bool": lambda text: text == YES,
}


def from_parameters(given: Mapping[str, str]) -> RecordFilter:
    """The filter of which ``parameters`` wrote this down."""
    read: dict[str, Any] = {}
    for field in fields(RecordFilter):
        name = PARAMETERS[field.name]
        if name in given:
            kind = str(field.type).partition(" ")[0]
            read[field.name] = _READ.get(kind, str)(given[name])
    return RecordFilter(**read)
