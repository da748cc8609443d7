"""Numbers about records: each is that of a filter, and leads to the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .enums import Period, RecordStatus
from .filters import RecordFilter
from .records import Records

SOON = 30  # days
BEFORE_EXPIRY = 6  # months


@dataclass(frozen=True, slots=True)
class Measure:
    """A number: how many records pass a filter."""

    key: str
    label: str | Promise
    filters: RecordFilter

    def count(self, day: date) -> Count:
        """The number, to be asked together with others."""
        return Count("pk", filter=self.filters.condition(day))

    def within(self, filters: RecordFilter) -> dict[str, str]:
        """The address of its rows, where a list is narrowed already."""
        own = {
            field.name: getattr(self.filters, field.name)
            for field in fields(RecordFilter)
            if field.name in self.filters.active
        }
        wanted: dict[str, Any] = own
        return replace(filters, **wanted).parameters()


# What HR asks first. Each is one press away from its rows.
QUESTIONS = (
    Measure("gecertificeerd", _("Who is certified?"), RecordFilter(certified=True)),
    Measure("te-laat", _("Who is too late?"), RecordFilter(overdue=True)),
    Measure(
        "vervalt",
        _("What expires within 6 months?"),
        RecordFilter(expires_within=BEFORE_EXPIRY),
    ),
    Measure(
        "binnenkort",
        _("What is to be done within 30 days?"),
        RecordFilter(due_within=SOON),
    ),
    Measure(
        "vorige-maand",
        _("What was completed last month?"),
        RecordFilter(period=Period.LAST_MONTH.value),
    ),
)
# What a line about a person tells.
OF_A_PERSON = (
    Measure("opleidingen", _("Trainings"), RecordFilter()),
    Measure(
        "voltooid", _("Completed"), RecordFilter(status=RecordStatus.COMPLETED.value)
    ),
    Measure("binnenkort", _("Due within 30 days"), RecordFilter(due_within=SOON)),
    Measure("te-laat", _("Too late"), RecordFilter(overdue=True)),
    Measure(
        "vervalt",
        _("Expires within 6 months"),
        RecordFilter(expires_within=BEFORE_EXPIRY),
    ),
)


def numbers(
    records: Records, measures: tuple[Measure, ...], day: date
) -> dict[str, int]:
    """How many of these records each measure counts, by its key."""
    return {
        measure.key: records.filter(measure.filters.condition(day)).order_by().count()
        for measure in measures
    }
