"""Writing and reading requirement trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lms.common import clock
from lms.learning.enums import Operator
from lms.learning.exceptions import CircularRequirement
from lms.learning.models import (
    Containment,
    LearningActivity,
    RequirementNode,
    RequirementTree,
)
from lms.learning.rules import AllOf, AtLeast, Needs, Rule, activities


@transaction.atomic
def set_requirements(activity: LearningActivity, rule: Rule) -> RequirementTree:
    """Make ``rule`` what the activity demands from now on.

    A rule that says the same as the current one changes nothing; another one becomes
    a new version. Raises ``CircularRequirement`` when the activity would come to
    require itself, ``LearningActivity.DoesNotExist`` for an unknown key.
    """
    LearningActivity.objects.select_for_update().get(pk=activity.pk)
    current = activity.requirement_trees.filter(is_current=True).first()
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
        activity=activity, version=last + 1, created_at=clock.now()
    )
    _write(tree, rule, parts)
    _refresh_containment(activity)
    return tree


@transaction.atomic
def clear_requirements(activity: LearningActivity) -> None:
    """Have an activity demand nothing any more; earlier versions stay on record.

    One without a part of its own cannot be completed then (an empty ``AllOf`` would
    be complete at once).
    """
    LearningActivity.objects.select_for_update().get(pk=activity.pk)
    if activity.requirement_trees.filter(is_current=True).update(is_current=False):
        _refresh_containment(activity)


def rule_of(tree: RequirementTree | None) -> Rule | None:
    """The tree as a plain value, in one query; nothing for no tree."""
    if tree is None:
        return None
    return _assemble(tree.nodes.select_related("activity"))


def _assemble(nodes: Iterable[RequirementNode]) -> Rule | None:
    children: dict[int | None, list[RequirementNode]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: node.position):
        children[node.parent_id].append(node)

    def build(node: RequirementNode) -> Rule:
        if node.activity is not None:
            return Needs(node.activity.key)
        parts = tuple(build(child) for child in children[node.pk])
        if node.operator == Operator.AT_LEAST and node.minimum is not None:
            return AtLeast(node.minimum, parts, node.title)
        return AllOf(parts, node.title)

    return build(children[None][0]) if children[None] else None


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
