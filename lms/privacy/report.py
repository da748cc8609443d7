"""What `tick` would remove now: counts and a few examples per kind, without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms.common import clock, retention

from .models import RetentionRule
from .operations.retaining import cut_off

EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A kind, the period that holds, and what is past it."""

    kind: retention.Kind
    rule: RetentionRule | None
    before: datetime | None = None
    count: int = 0
    examples: tuple[tuple[int | str, datetime | None], ...] = ()

    @property
    def is_removed(self) -> bool:
        """Whether `tick` removes it, or somebody has to."""
        return bool(self.rule and self.rule.removes and self.kind.remove)


def report() -> list[Line]:
    """A line for each announced kind: two queries more for each that has a period."""
    rules = {rule.kind: rule for rule in RetentionRule.objects.in_force()}
    now = clock.now()
    return [_line(kind, rules.get(name), now) for name, kind in _in_order()]


def _in_order() -> list[tuple[str, retention.Kind]]:
    return sorted(retention.kinds().items(), key=lambda pair: str(pair[1].label))


def _line(kind: retention.Kind, rule: RetentionRule | None, now: datetime) -> Line:
    if rule is None or rule.months is None:
        return Line(kind=kind, rule=rule)
    before = cut_off(rule, now)
    due = kind.due(before)
    return Line(
        kind=kind,
        rule=rule,
        before=before,
        count=due.count(),
        examples=_examples(due, kind),
    )


def _examples(due: Any, kind: retention.Kind) -> tuple[Any, ...]:
    """The oldest ones, by number and moment alone. The key of a session is a secret."""
    first = due.order_by(kind.moment, "pk").values_list("pk", kind.moment)[:EXAMPLES]
    return tuple((pk if isinstance(pk, int) else "…", moment) for pk, moment in first)
