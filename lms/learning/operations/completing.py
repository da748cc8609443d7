"""Progress and completion, rolled up through every container in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.learning import statements
from lms.learning.enums import NOT_DONE_HERE, Change, Source, Status
from lms.learning.exceptions import NotOpen
from lms.learning.models import Completion, Participation
from lms.learning.rules import Reached, met_at, reach, together
from lms.xapi.statements import Statement

from .ledger import Ledger, lock, mandate_of
from .requirements import Demand

# What a step in the own part, or in a part, changes.
STEP = ("progress", "own_progress", "last_activity_at")


@transaction.atomic
def report_progress(
    participation_id: int,
    progress: int,
    *,
    evidence: Mapping[str, Any] | None = None,
    source: Source = Source.PLATFORM,
    at: datetime | None = None,
    by: User | None = None,
    also: tuple[Statement, ...] = (),
) -> Participation:
    """Say how far a person is in the own part of an activity, 0 to 100.

    It never goes down. At 100, and with every required activity complete, the
    activity is complete, and so may be what contains it, all in this transaction.
    ``also`` are statements of the caller that belong to the same step. Raises
    ``NotOpen`` when the person left; a completed participation is left as it is.
    """
    return advance(
        lock(participation_id),
        progress,
        evidence=evidence,
        source=source,
        at=at,
        by=by,
        also=also,
    )


def advance(
    participation: Participation,
    progress: int,
    *,
    evidence: Mapping[str, Any] | None = None,
    source: Source = Source.PLATFORM,
    at: datetime | None = None,
    by: User | None = None,
    also: tuple[Statement, ...] = (),
) -> Participation:
    """``report_progress`` for an operation that locked the participation itself."""
    if participation.status == Status.WITHDRAWN:
        raise NotOpen(_("You are no longer registered for this."))
    ledger = Ledger(at=at, by=by)
    ledger.say(*also)
    if participation.is_open:
        _ensure_started(participation, ledger)
        participation.own_progress = max(participation.own_progress, progress)
        participation.last_activity_at = max(participation.last_activity_at, ledger.at)
        settle(participation, ledger, evidence=evidence, source=source, is_step=True)
    ledger.close()
    return participation


def settle(
    participation: Participation,
    ledger: Ledger,
    *,
    evidence: Mapping[str, Any] | None = None,
    source: Source = Source.PLATFORM,
    is_step: bool = False,
) -> None:
    """Bring progress and completion in step with the facts, here and in every container.

    The caller holds the learner. A step in the own part is kept also when nothing else
    follows from it.
    """
    if not participation.is_open:
        return
    demand = ledger.containers.demand_on(participation)
    reached = reached_in(participation, demand)
    moved = reached.progress > participation.progress
    if not (moved or reached.completed):
        if is_step:
            participation.save(update_fields=STEP)
        return
    participation.progress = max(participation.progress, reached.progress)
    participation.last_activity_at = max(participation.last_activity_at, ledger.at)
    if participation.progress and participation.status == Status.REGISTERED:
        _ensure_started(participation, ledger)
    if reached.completed:
        _complete(participation, ledger, demand, evidence or {}, source)
    else:
        participation.save(update_fields=STEP)
        if participation.activity.kind in statements.KINDS_THAT_PROGRESS:
            around = ledger.around(participation)
            ledger.say(
                statements.progressed(participation, at=ledger.at, around=around)
            )
    for container in ledger.containers.open_around(participation):
        settle(container, ledger)


def complete_for_another_reason(
    participation: Participation,
    ledger: Ledger,
    *,
    evidence: Mapping[str, Any],
    source: Source,
) -> Completion:
    """Complete it whatever its own rule asks, and with it what that completes.

    The caller holds the learner; the participation is open.
    """
    completion = _complete(participation, ledger, None, evidence, source)
    for container in ledger.containers.open_around(participation):
        settle(container, ledger)
    return completion


def _ensure_started(participation: Participation, ledger: Ledger) -> None:
    if participation.status == Status.REGISTERED:
        participation.status = Status.STARTED
        participation.started_at = ledger.at
        participation.save(update_fields=["status", "started_at"])
        ledger.note(participation, Change.STARTED)
        around = ledger.around(participation)
        ledger.say(*statements.begun(participation, at=ledger.at, around=around))


def _complete(
    participation: Participation,
    ledger: Ledger,
    demand: Demand | None,
    evidence: Mapping[str, Any],
    source: Source,
) -> Completion:
    behind = _completions_behind(participation, demand)
    # A trainer may record today what happened last week: what was needed and finished
    # later decides when the whole was complete.
    completed_at = max([ledger.at, *_met_at(demand, behind)])
    participation.status = Status.COMPLETED
    participation.progress = 100
    participation.closed_at = completed_at
    participation.started_at = min(
        participation.started_at or completed_at, completed_at
    )
    participation.save(update_fields=["status", "started_at", "closed_at", *STEP])
    mandate = mandate_of(participation)
    completion = Completion.objects.create(
        participation=participation,
        learner=participation.learner,
        activity=participation.activity,
        activity_version=participation.activity.version,
        tree_id=demand.tree_id if demand else None,
        evidence={**evidence, "completions": [pk for pk, _key, _at in behind]}
        if demand
        else {**evidence},
        source=source,
        recorded_by=ledger.by,
        completed_at=completed_at,
        entity=mandate.entity if mandate else None,
        role=mandate.role if mandate else None,
    )
    ledger.note(participation, Change.COMPLETED, source=source)
    ledger.say(
        *statements.ended(
            participation,
            at=completed_at,
            around=ledger.around(participation),
            judged=ledger.by is not None and source not in NOT_DONE_HERE,
        )
    )
    ledger.announce(completion)
    return completion


def reached_in(participation: Participation, demand: Demand | None) -> Reached:
    """How far in the tree and in the own part, weighed by nominal minutes."""
    activity = participation.activity
    own = Reached(
        progress=participation.own_progress,
        completed=participation.own_progress >= 100,
        weight=max(activity.duration_minutes, 1),
    )
    if demand is None:
        return own
    rest = reach(demand.rule, _facts(participation, demand))
    if not activity.has_own_part:
        return rest
    return together(own, rest)


def _facts(participation: Participation, demand: Demand) -> dict[UUID, Reached]:
    """How far the learner is in what is demanded, of what counts for this participation."""
    facts = {
        key: Reached(
            progress=0, completed=False, weight=max(minutes, 1), minutes=minutes
        )
        for key, minutes in demand.minutes.items()
    }
    standing = Participation.objects.of(participation.learner).standing()
    standing = standing.counting_for(participation)
    for key, progress, status in standing.filter(activity__key__in=facts).values_list(
        "activity__key", "progress", "status"
    ):
        known = facts[key]
        facts[key] = Reached(
            progress=max(known.progress, progress),
            completed=known.completed or status == Status.COMPLETED,
            weight=known.weight,
            minutes=known.minutes,
        )
    return facts


def _completions_behind(
    participation: Participation, demand: Demand | None
) -> list[tuple[int, UUID, datetime]]:
    """The completions inside that count for this participation: of what, and when."""
    if demand is None:
        return []
    return list(
        Completion.objects.standing()
        .of(participation.learner)
        .counting_for(participation)
        .filter(activity__key__in=demand.minutes)
        .order_by("pk")
        .values_list("pk", "activity__key", "completed_at")
    )


def _met_at(
    demand: Demand | None, behind: list[tuple[int, UUID, datetime]]
) -> Iterator[datetime]:
    """When these met what is demanded; nothing where that is not only theirs to meet."""
    if demand is None:
        return
    done: dict[UUID, datetime] = {}
    for _pk, key, moment in behind:
        done[key] = min(moment, done.get(key, moment))
    if met := met_at(demand.rule, done, demand.minutes):
        yield met
