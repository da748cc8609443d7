"""Reading what an explanation says, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import Purpose
from lms.learning.models import (
    Completion,
    LearningActivity,
    Participation,
    Prerequisite,
    RequirementTree,
)
from lms.learning.operations.requirements import Demand, demand_of, demand_on
from lms.learning.telling import tell

from .conditions import missing_in
from .values import (
    Evidence,
    Explanation,
    Fact,
    First,
    Own,
    Reason,
    Version,
    is_met,
    weigh,
)


def explain(participation: Participation) -> Explanation:
    """Why somebody completed an activity, or has not yet; its activity is loaded.

    Of an open one it says "met" exactly when the next step of any kind completes it. What
    was completed is explained by the version of the rule by which that happened.
    """
    activity = participation.activity
    completion = _completion_of(participation)
    demand = _demand(participation, completion)
    keys = set(demand.minutes) if demand else set()
    first = _first(participation, keys)
    facts = _facts(participation, demand, first) if demand else {}
    own = None
    if activity.has_own_part or demand is None:
        own = Own(participation.own_progress)
    met = (own is None or own.is_met) and (demand is None or is_met(demand.rule, facts))
    if participation.is_open:
        tell([participation])
    told = participation.told
    until, due_on = participation.counts_until, participation.due_on
    return Explanation(
        key=activity.key,
        title=activity.title,
        address=activity.address,
        kind=activity.kind,
        status=participation.status,
        is_met=participation.is_completed or met,
        has_begun=participation.started_at is not None,
        closed_on=_day(participation.closed_at),
        evidence=_evidence(completion) if completion else None,
        version=_version(participation, demand),
        own=own,
        whole=weigh(demand.rule, facts) if demand else None,
        counts_from=_day(participation.counts_from),
        counts_until=_day(until),
        is_over=bool(participation.is_open and until and until <= clock.now()),
        # Who began keeps that, whatever came to be asked before it.
        first=() if participation.started_at else first[activity.key],
        trainer_completes=activity.trainer_completes,
        words=told.words if told else "",
        waits=bool(told and told.waits),
        due_on=due_on,
        is_late=bool(participation.is_open and due_on and due_on < clock.today()),
        reasons=_reasons(participation),
        trajectories=_trajectories(participation),
    )


def _completion_of(participation: Participation) -> Completion | None:
    if not participation.is_completed:
        return None
    found = Completion.objects.standing().filter(participation=participation)
    return found.select_related("tree", "recorded_by").first()


def _demand(
    participation: Participation, completion: Completion | None
) -> Demand | None:
    if completion is None:
        return demand_on(participation)
    return demand_of(completion.tree) if completion.tree else None


def _version(participation: Participation, demand: Demand | None) -> Version | None:
    if demand is None:
        return None
    trees = {
        tree.pk: tree
        for tree in RequirementTree.objects.filter(activity=participation.activity_id)
    }
    own = trees[demand.tree_id]
    newer = next(
        (
            tree
            for tree in trees.values()
            if tree.is_current and tree.purpose == own.purpose and tree != own
        ),
        None,
    )
    return Version(
        number=own.version,
        made_on=clock.local_date(own.created_at),
        is_renewal=own.purpose == Purpose.RENEWAL,
        newer=newer.version if newer else None,
        newer_on=clock.local_date(newer.created_at) if newer else None,
    )


def _facts(
    participation: Participation,
    demand: Demand,
    first: Mapping[UUID, tuple[First, ...]],
) -> dict[UUID, Fact]:
    """What is demanded, with how the learner stands in it in the period that counts."""
    named = LearningActivity.objects.filter(key__in=demand.minutes)
    own = (
        Participation.objects.of(participation.learner)
        .standing()
        .filter(activity__key__in=demand.minutes)
    )
    # The same rule as the engine has: what it leaves out is shown as not counting.
    counting = set(own.counting_for(participation).values_list("pk", flat=True))
    rows = own.select_related("activity", "completion__recorded_by").order_by("pk")
    within: dict[UUID, list[Participation]] = defaultdict(list)
    outside: dict[UUID, list[Participation]] = defaultdict(list)
    for row in rows:
        found = within if row.pk in counting else outside
        found[row.activity.key].append(row)
    standing = [row for each in within.values() for row in each]
    tell(standing)
    missing = missing_in(standing)
    return {
        activity.key: _fact(
            activity,
            within[activity.key],
            outside[activity.key],
            minutes=demand.minutes[activity.key],
            first=first[activity.key],
            missing=missing,
        )
        for activity in named
    }


def _fact(
    activity: LearningActivity,
    within: Collection[Participation],
    outside: Collection[Participation],
    *,
    minutes: int,
    first: tuple[First, ...],
    missing: Mapping[int, tuple[str, ...]],
) -> Fact:
    done = next((each for each in within if each.is_completed), None)
    shown = done or next((each for each in within if each.is_open), None)
    told = shown.told if shown else None
    has_begun = bool(shown and shown.started_at)
    missed = [_day(each.closed_at) for each in outside if each.is_completed]
    return Fact(
        key=activity.key,
        title=activity.title,
        address=activity.address,
        kind=activity.kind,
        minutes=minutes,
        is_offered=activity.is_offered,
        trainer_completes=activity.trainer_completes,
        participation=shown.pk if shown else None,
        progress=max((each.progress for each in within), default=0),
        is_done=done is not None,
        has_begun=has_begun,
        evidence=_evidence(done.completion) if done else None,
        missed_on=None if done else max(filter(None, missed), default=None),
        first=() if has_begun or done else first,
        words=told.words if told else "",
        waits=bool(told and told.waits),
        missing=missing.get(shown.pk, ()) if shown else (),
    )


def _evidence(completion: Completion) -> Evidence:
    return Evidence(
        done_on=clock.local_date(completion.completed_at),
        source=completion.source,
        by=_name(completion.recorded_by),
    )


def _first(
    participation: Participation, keys: Iterable[UUID]
) -> Mapping[UUID, tuple[First, ...]]:
    """What the learner has to complete before each of these, and before the whole."""
    found: dict[UUID, tuple[First, ...]] = defaultdict(tuple)
    wanted = {*keys, participation.activity.key}
    blocking = Prerequisite.objects.filter(activity__key__in=wanted)
    blocking = blocking.blocking(participation.learner).order_by("pk")
    for key, needed, title, address in blocking.values_list(
        "activity__key", "needed__key", "needed__title", "needed__address"
    ):
        one = First(key=needed, title=title, address=address)
        found[key] = (*found[key], one)
    return found


def _reasons(participation: Participation) -> tuple[Reason, ...]:
    asked = participation.assignments.counting()
    return tuple(
        Reason(
            rule=one.rule.name if one.rule else "",
            version=one.version,
            by=_name(one.by),
            asked_on=clock.local_date(one.asked_at),
            due_on=one.due_on,
            entity=one.mandate.entity_id if one.mandate else None,
        )
        for one in asked.select_related("rule", "by", "mandate").order_by("pk")
    )


def _trajectories(participation: Participation) -> tuple[First, ...]:
    own = Participation.objects.of(participation.learner)
    asking = own.asking_for(participation.activity.key).with_activity()
    found = {each.activity.key: each.activity for each in asking.order_by("pk")}
    return tuple(
        First(key=one.key, title=one.title, address=one.address)
        for one in found.values()
    )


def _name(person: User | None) -> str:
    """Nothing for who is nobody any more."""
    return "" if person is None or person.erased_at else person.get_full_name()


def _day(moment: datetime | None) -> date | None:
    return clock.local_date(moment) if moment else None
