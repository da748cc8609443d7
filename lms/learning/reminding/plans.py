"""When somebody is reminded of a due date, and whether their manager hears of it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lms.learning.models import Assignment, Participation

# What came too late by more than this is not told any more: it was no reminder by then.
CATCHES_UP: Final = timedelta(days=14)
# No plan reaches further, so that one query knows whom to look at.
MOST_BEFORE: Final = timedelta(days=365)
MOST_AFTER: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """So many days before and after the due date, and whether managers get a copy."""

    before: tuple[int, ...] = (30, 7)
    after: tuple[int, ...] = (1, 14)
    copy_to_manager: bool = False

    def offset_on(self, day: date, *, due_on: date, known_since: date) -> int | None:
        """The days from the due date that are to be told on a day; none: nothing is.

        Of several that were missed only the last. Nothing that lies before the day on
        which the person heard of this date: they know it since then.
        """
        reached = [one for one in self._offsets() if due_on + timedelta(one) <= day]
        if not reached:
            return None
        last = max(reached)
        moment = due_on + timedelta(last)
        if moment <= known_since or day - moment > CATCHES_UP:
            return None
        return last

    def _offsets(self) -> Iterator[int]:
        yield from (-days for days in self.before)
        yield from self.after


DEFAULT: Final = Plan()


def plan_for(participation: Participation) -> Plan:
    """When this person is reminded of this; asks the database nothing.

    The one place that knows: what the rules say whose date it is (their reasons stand in
    ``reasons``, where ``finding`` loaded them), and the default where somebody asked it.
    """
    reasons: list[Assignment] = getattr(participation, "reasons", [])
    dated = [each for each in reasons if each.due_on is not None]
    earliest = min((each.due_on for each in dated if each.due_on), default=None)
    deciding = [each.rule for each in dated if each.due_on == earliest]
    rules = [rule for rule in deciding if rule is not None]
    if not rules or len(rules) < len(deciding):
        return DEFAULT
    return Plan(
        before=_days(rule.remind_before for rule in rules),
        after=_days(rule.remind_after for rule in rules),
        copy_to_manager=any(rule.copy_to_manager for rule in rules),
    )


def _days(lists: Iterable[list[int]]) -> tuple[int, ...]:
    return tuple(sorted({day for days in lists for day in days}))
