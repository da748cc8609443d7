"""Writing and reading requirement trees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from lms.common import clock
from lms.learning.enums import Operator, Purpose
from lms.learning.exceptions import CircularRequirement
from lms.learning.models import (
    Containment,
    LearningActivity,
    Participation,
    RequirementNode,
    RequirementTree,
)
from lms.learning.rules import AllOf, AtLeast, Needs, Rule, activities


@transaction.atomic
def set_requirements(
    activity: LearningActivity, rule: Rule, *, purpose: Purpose = Purpose.FIRST
) -> RequirementTree:
    """Make ``rule`` what the activity demands from now on, the first time or to renew.

    A rule that says the same as the current one changes nothing; another one becomes
    a new version. Raises ``CircularRequirement`` when the activity would come to
    require itself, ``LearningActivity.DoesNotExist`` for an unknown key.
    """
    LearningActivity.objects.select_for_update().get(pk=activity.pk)
    current = current_tree(activity, purpose)
    if current and rule_of(current) == rule:
        return current
    keys = set(activities(rule))
    parts = {part.key: part for part in LearningActivity.objects.filter(key__in=keys)}
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

    One without a part of its own cannot be completed then (an empty ``AllOf`` would
    be complete at once).
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


@dataclass(frozen=True, slots=True)
class Demand:
    """A tree with the nominal minutes of the activities in it."""

    tree_id: int
    rule: Rule
    minutes: dict[UUID, int]


def rule_of(tree: RequirementTree | None) -> Rule | None:
    """The tree as a plain value, in one query; nothing for no tree."""
    if tree is None:
        return None
    demand = _assemble(tree.nodes.all())
    return demand.rule if demand else None


def demand_on(participation: Participation) -> Demand | None:
    """What completes this participation, in one query.

    The version that the person stays on, else the current one; nothing when the
    activity demands no other.
    """
    if participation.tree_id is not None:
        return _assemble(RequirementNode.objects.filter(tree=participation.tree_id))
    return _assemble(
        RequirementNode.objects.filter(
            tree__activity=participation.activity_id,
            tree__is_current=True,
            tree__purpose=Purpose.FIRST,
        )
    )


class _Row(NamedTuple):
    pk: int
    tree: int
    parent: int | None
    operator: str
    minimum: int | None
    title: str
    key: UUID | None
    minutes: int | None


def _assemble(nodes: QuerySet[RequirementNode]) -> Demand | None:
    rows = nodes.order_by("position").values_list(
        "pk",
        "tree_id",
        "parent_id",
        "operator",
        "minimum",
        "title",
        "activity__key",
        "activity__duration_minutes",
    )
    children: dict[int | None, list[_Row]] = defaultdict(list)
    minutes: dict[UUID, int] = {}
    for row in map(_Row._make, rows):
        children[row.parent].append(row)
        if row.key is not None:
            minutes[row.key] = row.minutes or 0

    def build(row: _Row) -> Rule:
        if row.key is not None:
            return Needs(row.key)
        parts = tuple(build(child) for child in children[row.pk])
        if row.operator == Operator.AT_LEAST and row.minimum is not None:
            return AtLeast(row.minimum, parts, row.title)
        return AllOf(parts, row.title)

    if not children[None]:
        return None
    root = children[None][0]
    return Demand(root.tree, build(root), minutes)


def _write(
    tree: RequirementTree, rule: Rule, parts: dict[UUID, LearningActivity]
) -> None:
    position = 0

    def add(rule: Rule, parent: RequirementNode | None) -> None:
        nonlocal position
        node = RequirementNode(tree=tree, parent=parent, position=position)
        position += 1
        match rule:
            case Needs(key):
                node.operator, node.activity = Operator.ACTIVITY, parts[key]
            case AtLeast(minimum, _parts, title):
                node.operator, node.minimum = Operator.AT_LEAST, minimum
                node.title = title
            case AllOf(_parts, title):
                node.operator, node.title = Operator.ALL, title
        node.save()
        if not isinstance(rule, Needs):
            for part in rule.parts:
                add(part, node)

    add(rule, None)


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
