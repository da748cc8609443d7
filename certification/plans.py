"""The groups that a trajectory asks for: of the version that somebody is on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lms.learning.enums import Operator, Purpose
from lms.learning.models import (
    LearningActivity,
    Participation,
    RequirementNode,
    RequirementTree,
)

from .models import TrajectoryPage
from .way import Plan


def plans_of(
    activity: LearningActivity,
    participation: Participation | None,
    page: TrajectoryPage,
) -> tuple[list[Plan], bool]:
    """The groups, and whether they are of an older version than the one on offer.

    Whoever takes part stays on the tree they began; everyone else sees the current
    one. Three queries, whatever the size of the tree.
    """
    current = dict(
        RequirementTree.objects.filter(activity=activity, is_current=True).values_list(
            "pk", "purpose"
        )
    )
    first = next((pk for pk in current if current[pk] == Purpose.FIRST), None)
    own = participation.tree_id if participation else None
    tree = own or first
    introductions = dict(page.groups.values_list("title", "introduction"))
    introductions |= {plan.title: plan.introduction for plan in page.renewal_plans()}
    nodes = RequirementNode.objects.filter(tree=tree).select_related("activity")
    plans = plans_from(nodes, introductions=introductions)
    return plans, bool(own and first and own not in current)


def plans_from(
    nodes: Iterable[RequirementNode], *, introductions: Mapping[str, str] | None = None
) -> list[Plan]:
    """The groups in the nodes of one tree, loaded with their activities."""
    introductions = introductions or {}
    return [
        Plan(
            title=group.title,
            introduction=introductions.get(group.title, ""),
            minimum=group.minimum if group.operator == Operator.AT_LEAST else None,
            activities=tuple(activities),
        )
        for group, activities in _groups(nodes)
    ]


def _groups(
    nodes: Iterable[RequirementNode],
) -> list[tuple[RequirementNode, list[LearningActivity]]]:
    """The nodes right under the root, each with the activities anywhere below it."""
    children: dict[int | None, list[RequirementNode]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: node.position):
        children[node.parent_id].append(node)

    def below(node: RequirementNode) -> list[LearningActivity]:
        if node.activity is not None:
            return [node.activity]
        return [found for child in children[node.pk] for found in below(child)]

    return [
        (group, below(group)) for root in children[None] for group in children[root.pk]
    ]
