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
from .plan import Plan, Wanted


def plans_of(
    activity: LearningActivity,
    participation: Participation | None,
    page: TrajectoryPage,
) -> tuple[list[Plan], bool]:
    """The groups, and whether they are of an older version than the one on offer.

    Whoever takes part stays on the tree they began; everyone else sees the current
    one. Two queries, whatever the size of the tree.
    """
    current = dict(
        RequirementTree.objects.filter(activity=activity, is_current=True).values_list(
            "pk", "purpose"
        )
    )
    first = next((pk for pk in current if current[pk] == Purpose.FIRST), None)
    own = participation.tree_id if participation else None
    tree = own or first
    nodes = RequirementNode.objects.filter(tree=tree).select_related("activity")
    plans = plans_from(nodes, introductions=page.introductions())
    return plans, bool(own and first and own not in current)


def plans_from(
    nodes: Iterable[RequirementNode], *, introductions: Mapping[str, str] | None = None
) -> list[Plan]:
    """The groups in the nodes of one tree, loaded with their activities.

    Activities that stand in no group come together in one without a title.
    """
    children: dict[int | None, list[RequirementNode]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: node.position):
        children[node.parent_id].append(node)
    introductions = introductions or {}

    def part(node: RequirementNode) -> Plan | Wanted:
        worth = node.worth or 0
        if node.activity is not None:
            return Wanted(activity=node.activity, worth=worth, pinned=node.minutes)
        return Plan(
            title=node.title,
            introduction=introductions.get(node.title, ""),
            kind=node.operator,
            asked=node.minimum,
            parts=tuple(part(child) for child in children[node.pk]),
            worth=worth,
        )

    found: list[Plan] = []
    loose: list[Wanted] = []
    for root in children[None]:
        inside = [part(child) for child in children[root.pk]]
        if root.operator != Operator.ALL:
            whole = part(root)
            inside = [whole]
        found += [each for each in inside if isinstance(each, Plan)]
        loose += [each for each in inside if isinstance(each, Wanted)]
    return [Plan(title="", parts=tuple(loose)), *found] if loose else found
