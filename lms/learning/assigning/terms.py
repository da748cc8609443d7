"""What a rule asks, as a plain value: of whom, and until when.

A value, so that a rule can be looked at before it is saved, and kept as it was.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from lms.learning.enums import DueFrom, DueUnit

if TYPE_CHECKING:
    from lms.learning.models import AssignmentRule

# Nobody is asked for yesterday: whose date is past on the day of asking gets so long.
GRACE: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything that a rule says, but for its name."""

    activity: int
    valid_from: date
    valid_to: date | None = None
    entity: int | None = None
    with_below: bool = True
    roles: tuple[int, ...] = ()
    begins_from: date | None = None
    due_from: str = DueFrom.NOTHING
    due_on: date | None = None
    due_number: int | None = None
    due_unit: str = ""
    remind_before: tuple[int, ...] = ()
    remind_after: tuple[int, ...] = ()
    copy_to_manager: bool = False

    def as_json(self) -> dict[str, Any]:
        """For the record of what a rule said: dates as text."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }

    def due_for(self, mandate_began: date, asked_on: date) -> date | None:
        """Until when somebody has, whom the rule first asked on a day.

        A date that lies before that day becomes one after ``GRACE``.
        """
        due = self._counted(mandate_began, asked_on)
        if due is not None and due < asked_on:
            return asked_on + GRACE
        return due

    def lies_past(self, mandate_began: date, asked_on: date) -> bool:
        """Whether the date would lie before the day of asking."""
        due = self._counted(mandate_began, asked_on)
        return due is not None and due < asked_on

    def _counted(self, mandate_began: date, asked_on: date) -> date | None:
        if self.due_from == DueFrom.DAY:
            return self.due_on
        if self.due_from == DueFrom.NOTHING or self.due_number is None:
            return None
        start = mandate_began if self.due_from == DueFrom.MANDATE else asked_on
        if self.due_unit == DueUnit.MONTHS:
            return months_after(start, self.due_number)
        return start + timedelta(days=self.due_number)


def terms_of(rule: AssignmentRule) -> Terms:
    """What a rule says today. One query for its roles, none when they are loaded."""
    return Terms(
        activity=rule.activity_id,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        entity=rule.entity_id,
        with_below=rule.with_below,
        roles=tuple(sorted(role.pk for role in rule.roles.all())),
        begins_from=rule.begins_from,
        due_from=rule.due_from,
        due_on=rule.due_on,
        due_number=rule.due_number,
        due_unit=rule.due_unit,
        remind_before=tuple(rule.remind_before),
        remind_after=tuple(rule.remind_after),
        copy_to_manager=rule.copy_to_manager,
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def due_day(reasons: Iterable[date | None], granted: date | None) -> date | None:
    """The earliest of what is asked; an extension that was granted moves it further."""
    asked = min((day for day in reasons if day is not None), default=None)
    return max(asked, granted) if asked and granted else asked
