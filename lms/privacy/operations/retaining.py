"""Periods are set by whoever answers for them, and `tick` does what they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock, retention
from lms.privacy.enums import Destination
from lms.privacy.exceptions import UnknownKind
from lms.privacy.models import RetentionRemoval, RetentionRule


@transaction.atomic
def set_period(
    kind: str,
    *,
    months: int | None,
    reference: str,
    destination: Destination,
    by: User,
) -> RetentionRule:
    """Have a kind of record kept for so many months from now on; none: without a term.

    The same as what holds changes nothing. Raises ``UnknownKind``; the database refuses
    a period without the selection list that it leans on.
    """
    if kind not in retention.kinds():
        raise UnknownKind(_("There is no such kind of record."))
    said = {
        "months": months,
        "reference": reference.strip(),
        "destination": destination.value,
    }
    current = RetentionRule.objects.in_force().filter(kind=kind).first()
    if current and all(getattr(current, name) == each for name, each in said.items()):
        return current
    return RetentionRule.objects.create(
        kind=kind, set_at=clock.now(), set_by=by, **said
    )


def remove_what_is_due(now: datetime) -> int:
    """Remove what is past a period that says so; how much. Each batch with its line in the log.

    Nothing of a kind for which nobody set a period, of one that is archived, or of one
    about which somebody decides case by case.
    """
    kinds = retention.kinds()
    done = 0
    for rule in RetentionRule.objects.in_force().order_by("kind"):
        kind = kinds.get(rule.kind)
        if kind is None or kind.remove is None or not rule.removes:
            continue
        before = cut_off(rule, now)
        batches = kind.remove(before)
        while (removed := _remove_some(batches, rule, before)) is not None:
            done += removed
    return done


def cut_off(rule: RetentionRule, now: datetime) -> datetime:
    """What is older than this moment is past the period."""
    return retention.moment_before(rule.months or 0, clock.local_date(now))


@transaction.atomic
def _remove_some(
    batches: Iterator[int], rule: RetentionRule, before: datetime
) -> int | None:
    removed = next(batches, None)
    if removed:
        RetentionRemoval.objects.create(
            kind=rule.kind,
            rule=rule,
            before=before,
            removed=removed,
            removed_at=clock.now(),
        )
    return removed
