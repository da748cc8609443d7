"""What a viewer may narrow records by, as a plain value.

One value serves the list, the address, the export, its audit and whatever is saved
later: ``parameters`` writes it with the names that stand in addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

if TYPE_CHECKING:
    from .records import Records

# The field of the value, and its name in addresses and in the audit.
PARAMETERS = {
    "search": "zoek",
    "entity": "entiteit",
    "role": "rol",
    "activity": "opleiding",
    "form": "vorm",
    "status": "status",
    "completed_from": "van",
    "completed_to": "tot",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilter:
    """Which records to show; nothing given means all of them.

    Every field but ``activity`` looks at what was recorded, never at what a person,
    an activity or an entity is called today.
    """

    search: str = ""
    entity: str = ""
    role: str = ""
    activity: UUID | None = None
    form: str = ""
    status: str = ""
    completed_from: date | None = None
    completed_to: date | None = None

    @property
    def active(self) -> list[str]:
        """The names of the fields that narrow."""
        return [field.name for field in fields(self) if getattr(self, field.name)]

    def without(self, name: str) -> RecordFilter:
        """The same filter with one field loosened."""
        loosened: dict[str, Any] = {name: getattr(RecordFilter(), name)}
        return replace(self, **loosened)

    def parameters(self) -> dict[str, str]:
        """What narrows, under its name in addresses; empty when nothing does."""
        return {PARAMETERS[name]: str(getattr(self, name)) for name in self.active}

    def narrow(self, records: Records) -> Records:
        """The records that pass."""
        for word in self.search.split():
            records = records.filter(
                Q(last_name__icontains=word)
                | Q(first_name__icontains=word)
                | Q(person_key__iexact=word)
            )
        wanted: dict[str, object] = {
            "entity_code": self.entity,
            "role_name": self.role,
            "participation__activity__key": self.activity,
            "form": self.form,
            "record_status": self.status,
            "completed_on__gte": self.completed_from,
            "completed_on__lte": self.completed_to,
        }
        return records.filter(
            **{name: value for name, value in wanted.items() if value}
        )


# How a field is read back from what ``parameters`` wrote, by its type.
_READ: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "UUID": UUID,
    "int": int,
    "bool": lambda text: text == "True",
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
