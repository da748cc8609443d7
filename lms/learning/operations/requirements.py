"""Writing and reading requirement trees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField, Max, QuerySet
from django.utils.translation import gettext as _

from lms.common import clock
from lms.common.compiled import Compiled
from lms.learning.enums import ActivityKind, Operator, Purpose
from lms.learning.exceptions import CircularRequirement
from lms.learning.models import (
    Containment,
    LearningActivity,
    Participation,
    RequirementNode,
    RequirementTree,
)
from lms.learning.rules import (
    AllOf,
    AtLeast,
    Hours,
    Needs,
    Points,
    Rule,
    Worth,
    activities,
    groups,
)


@transaction.atomic
def set_requirements(
    activity: LearningActivity, rule: Rule, *, purpose: Purpose = Purpose.FIRST
) -> RequirementTree:
    """Make ``rule`` what the activity demands from now on, the first time or to renew.

    A rule that says the same as the current one changes nothing. One that says the same
    as an earlier version of a trajectory makes that the current one again: who stayed on
    it is behind on nothing. Another one becomes a new version, and so does one of hours
    when an activity in them came to last longer or shorter. Raises ``CircularRequirement`` when the activity would come to
    require itself, ``LearningActivity.DoesNotExist`` for an unknown key.
    """
    LearningActivity.objects.select_for_update().get(pk=activity.pk)
    current = current_tree(activity, purpose)
    keys = set(activities(rule))
    parts = {part.key: part for part in LearningActivity.objects.filter(key__in=keys)}
    if current and _says_the_same(current, rule, parts):
        return current
    if missing := keys - parts.keys():
        raise LearningActivity.DoesNotExist(f"No activity with key {missing.pop()}.")
    if (
        activity.key in keys
        or Containment.objects.filter(
            container__key__in=keys, activity=activity
        ).exists()
    ):
        raise CircularRequirement(
            _("“%(title)s” would come to require itself.") % {"title": activity.title}
        )
    if current:
        current.is_current = False
        current.save(update_fields=["is_current"])
    if earlier := _earlier_that_says_the_same(activity, purpose, rule, parts):
        earlier.is_current = True
        earlier.save(update_fields=["is_current"])
        _refresh_containment(activity)
        return earlier
    last = activity.requirement_trees.aggregate(last=Max("version"))["last"] or 0
    tree = RequirementTree.objects.create(
        activity=activity,
        purpose=purpose,
        version=last + 1,
        created_at=clock.now(),
    )
    _write(tree, rule, parts)
    _refresh_containment(activity)
    return tree


@transaction.atomic
def clear_requirements(
    activity: LearningActivity, *, purpose: Purpose = Purpose.FIRST
) -> None:
    """Have an activity demand nothing any more; earlier versions stay on record.

    Nothing that people do inside completes one without a part of its own then (an empty
    ``AllOf`` would be complete at once).
    """
    LearningActivity.objects.select_for_update().get(pk=activity.pk)
    current = activity.requirement_trees.filter(is_current=True, purpose=purpose)
    if current.update(is_current=False):
        _refresh_containment(activity)


def current_tree(
    activity: LearningActivity, purpose: Purpose = Purpose.FIRST
) -> RequirementTree | None:
    """What the activity demands now, the first time or to renew; nothing when it does not."""
    current = activity.requirement_trees.filter(is_current=True, purpose=purpose)
    return current.first()


def would_change(
    activity: LearningActivity, rule: Rule | None, *, purpose: Purpose = Purpose.FIRST
) -> bool:
    """Whether ``set_requirements`` (for no rule: ``clear_requirements``) changes anything."""
    current = current_tree(activity, purpose)
    if current is None or rule is None:
        return (current is None) != (rule is None)
    keys = set(activities(rule))
    parts = {part.key: part for part in LearningActivity.objects.filter(key__in=keys)}
    return not _says_the_same(current, rule, parts)


@dataclass(frozen=True, slots=True)
class Demand:
    """A tree with the nominal minutes of the activities in it.

    In a group of hours those of the day on which this version was written.
    """

    tree_id: int
    rule: Rule
    minutes: dict[UUID, int]


def rule_of(tree: RequirementTree | None) -> Rule | None:
    """The tree as a plain value, in one query; nothing for no tree."""
    if tree is None:
        return None
    demand = demand_of(tree)
    return demand.rule if demand else None


def demand_of(tree: RequirementTree) -> Demand | None:
    """The tree with the minutes that its activities count for, in one query."""
    return _assemble(_nodes_of_tree(tree=tree.pk))


def demand_on(participation: Participation) -> Demand | None:
    """What completes this participation, in one query.

    The version that the person stays on, else the current one; nothing when the
    activity demands no other.
    """
    if participation.tree_id is not None:
        return _assemble(_nodes_of_tree(tree=participation.tree_id))
    return _assemble(_nodes_of_today(activity=participation.activity_id))


class _Row(NamedTuple):
    pk: int
    tree: int
    parent: int | None
    operator: str
    minimum: int | None
    title: str
    key: UUID | None
    worth: int | None
    pinned: int | None
    minutes: int | None


def _nodes(**of: Any) -> QuerySet[RequirementNode, tuple[Any, ...]]:
    """The nodes of a tree in order, each as the values of a ``_Row``."""
    return (
        RequirementNode.objects.filter(**of)
        .order_by("position")
        .values_list(
            "pk",
            "tree_id",
            "parent_id",
            "operator",
            "minimum",
            "title",
            "activity__key",
            "worth",
            "minutes",
            "activity__duration_minutes",
        )
    )


_nodes_of_tree = Compiled(lambda tree: _nodes(tree=tree), tree=BigIntegerField())
_nodes_of_today = Compiled(
    lambda activity: _nodes(
        tree__activity=activity, tree__is_current=True, tree__purpose=Purpose.FIRST
    ),
    activity=BigIntegerField(),
)


def _assemble(rows: list[tuple[Any, ...]]) -> Demand | None:
    children: dict[int | None, list[_Row]] = defaultdict(list)
    minutes: dict[UUID, int] = {}
    pinned: dict[UUID, int] = {}
    for row in map(_Row._make, rows):
        children[row.parent].append(row)
        if row.key is not None:
            today = row.minutes or 0
            pinned.update({row.key: row.pinned} if row.pinned is not None else {})
            minutes[row.key] = pinned.get(row.key, today)

    def build(row: _Row) -> Rule:
        if row.key is not None:
            return Needs(row.key)
        inside = children[row.pk]
        return _group(row, inside, tuple(build(child) for child in inside))

    if not children[None]:
        return None
    root = children[None][0]
    return Demand(root.tree, build(root), minutes)


def _group(row: _Row, inside: list[_Row], parts: tuple[Rule, ...]) -> Rule:
    asked = row.minimum or 1
    match row.operator:
        case Operator.AT_LEAST:
            return AtLeast(asked, parts, row.title)
        case Operator.HOURS:
            return Hours(asked, parts, row.title)
        case Operator.POINTS:
            worths = zip(inside, parts, strict=True)
            each = tuple(Worth(child.worth or 0, part) for child, part in worths)
            return Points(asked, each, row.title)
    return AllOf(parts, row.title)


def _counted_in_hours(rule: Rule) -> set[UUID]:
    hours = (group for group in groups(rule) if isinstance(group, Hours))
    return {key for group in hours for key in activities(group)}


def _says_the_same(
    tree: RequirementTree, rule: Rule, parts: dict[UUID, LearningActivity]
) -> bool:
    demand = demand_of(tree)
    return (
        demand is not None
        and demand.rule == rule
        and all(
            demand.minutes[key] == parts[key].duration_minutes
            for key in _counted_in_hours(rule)
        )
    )


def _earlier_that_says_the_same(
    activity: LearningActivity,
    purpose: Purpose,
    rule: Rule,
    parts: dict[UUID, LearningActivity],
) -> RequirementTree | None:
    if activity.kind != ActivityKind.TRAJECTORY:  # nobody stays on a version of these
        return None
    earlier = activity.requirement_trees.filter(purpose=purpose).order_by("-version")
    return next((tree for tree in earlier if _says_the_same(tree, rule, parts)), None)


def _write(
    tree: RequirementTree, rule: Rule, parts: dict[UUID, LearningActivity]
) -> None:
    """One row after the other: a node names its parent."""
    position = 0
    counted = _counted_in_hours(rule)

    def add(rule: Rule, parent: RequirementNode | None, worth: int | None) -> None:
        nonlocal position
        node = RequirementNode(tree=tree, parent=parent, position=position, worth=worth)
        position += 1
        if isinstance(rule, Needs):
            node.operator, node.activity = Operator.ACTIVITY, parts[rule.activity]
            if rule.activity in counted:
                node.minutes = parts[rule.activity].duration_minutes
            node.save()
            return
        node.title = rule.title
        node.operator, node.minimum = _asked(rule)
        node.save()
        points = (
            [each.points for each in rule.worths] if isinstance(rule, Points) else []
        )
        for index, part in enumerate(rule.parts):
            add(part, node, points[index] if points else None)

    add(rule, None, None)


def _asked(rule: Rule) -> tuple[Operator, int | None]:
    match rule:
        case AtLeast(minimum):
            return Operator.AT_LEAST, minimum
        case Hours(minutes):
            return Operator.HOURS, minutes
        case Points(points):
            return Operator.POINTS, points
    return Operator.ALL, None


def _refresh_containment(activity: LearningActivity) -> None:
    """Rewrite the closure for the activity and for every container above it."""
    direct: dict[int, set[int]] = defaultdict(set)
    for container, part in RequirementNode.objects.filter(
        tree__is_current=True, activity__isnull=False
    ).values_list("tree__activity_id", "activity_id"):
        direct[container].add(part)
    above = set(
        Containment.objects.filter(activity=activity).values_list(
            "container_id", flat=True
        )
    )
    for container in {activity.pk, *above}:
        found: set[int] = set()
        frontier = list(direct[container])
        while frontier:
            part = frontier.pop()
            if part not in found:
                found.add(part)
                frontier.extend(direct[part])
        Containment.objects.filter(container_id=container).exclude(
            activity_id__in=found
        ).delete()
        Containment.objects.bulk_create(
            (Containment(container_id=container, activity_id=part) for part in found),
            ignore_conflicts=True,
        )
