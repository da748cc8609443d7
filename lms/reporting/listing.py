"""What the HR list shows around its rows: headings that sort, advice when it is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.learning.enums import REPORTED_KINDS
from lms.learning.models import LearningActivity
from lms.organisation.models import Entity, IntegrityRole

from .extents import Asked, remembered_extent
from .records import Records

if TYPE_CHECKING:
    from lms.organisation.visibility import Scope

Choices = list[tuple[str, str]]

SORT = "sorteer"


@dataclass(frozen=True, slots=True)
class Column:
    """Something to sort by: a column of the list, or the second line of one."""

    key: str
    label: str | Promise
    below: bool = False
    numeric: bool = False


COLUMNS = (
    Column("naam", _("Name")),
    Column("entiteit", _("Entity")),
    Column("rol", _("Role"), below=True),
    Column("opleiding", _("Training")),
    Column("vorm", _("Form of learning"), below=True),
    Column("status", _("Status")),
    Column("startdatum", _("Started on"), numeric=True),
    Column("voltooid", _("Completed on"), numeric=True),
    Column("uiterste-datum", _("Due on"), numeric=True),
    Column("certificaat", _("Certificate")),
)


@dataclass(frozen=True, slots=True)
class Options:
    """What the records of a viewer can be filtered by."""

    entities: Choices
    policy_domains: Choices
    roles: Choices
    activities: Choices


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that sorts: where its link leads, and how it sorts now."""

    label: str | Promise
    address: str
    direction: str  # "ascending", "descending" or "", as aria-sort says it
    numeric: bool
    below: Heading | None = None  # what stands on the second line of its cells

    @property
    def sorted(self) -> str:
        """How the column sorts now, by its first line or its second."""
        return self.direction or (self.below.direction if self.below else "")


def address(parameters: Mapping[str, str]) -> str:
    """The query of an address, question mark included."""
    return f"?{urlencode(parameters)}"


def headings(sort: str, parameters: Mapping[str, str]) -> list[Heading]:
    """The headings of the list; a second time the same one turns the order round."""
    known = {column.key for column in COLUMNS}
    current = sort if sort.removeprefix("-") in known else "naam"
    made: list[Heading] = []
    for column in COLUMNS:
        direction, target = "", column.key
        if current == column.key:
            direction, target = "ascending", f"-{column.key}"
        elif current == f"-{column.key}":
            direction = "descending"
        heading = Heading(
            column.label,
            address({**parameters, SORT: target}),
            direction,
            numeric=column.numeric,
        )
        if column.below:
            made[-1] = replace(made[-1], below=heading)
        else:
            made.append(heading)
    return made


def options_of(records: Records, scope: Scope) -> Options:
    """What the records of a scope can be filtered by, in three queries.

    Asked of what is small (entities, roles, activities), each with whether there is a
    record: the records themselves may be many.
    """
    records = records.order_by()
    entities = list(
        Entity.objects.filter(
            Exists(records.filter(entity=OuterRef("pk"))), pk__in=scope.entities
        ).values_list("code", "name", "policy_domain__name")
    )
    roles = IntegrityRole.objects.filter(
        Exists(records.filter(role_name=OuterRef("name")))
    ).values_list("name", flat=True)
    activities = LearningActivity.objects.filter(
        Exists(records.filter(activity=OuterRef("pk"))), kind__in=REPORTED_KINDS
    ).values_list("key", "title")
    return Options(
        entities=_by_label({code: name for code, name, _domain in entities}),
        policy_domains=_by_label({domain: domain for *_rest, domain in entities}),
        roles=_by_label({role: role for role in roles}),
        activities=_by_label({str(key): title for key, title in activities}),
    )


def _by_label(found: dict[str, str]) -> Choices:
    return sorted(found.items(), key=lambda choice: choice[1].casefold())


@dataclass(frozen=True, slots=True)
class Advice:
    """Which filter to loosen, and how many rows that would show."""

    name: str
    rows: int


def advise(records: Records, asked: Asked) -> list[Advice]:
    """Filters that alone keep everything out, the most telling first.

    Counted once while nothing changes, as the list itself is.
    """
    found = []
    for name in asked.filters.active:
        looser = asked.filters.without(name)
        narrowed = looser.narrow(records, asked.peildatum)
        extent = remembered_extent(narrowed, replace(asked, filters=looser))
        found.append(Advice(name, extent.rows))
    return sorted(
        (advice for advice in found if advice.rows), key=lambda advice: -advice.rows
    )
