"""What it takes to renew ("opfrissingstraject"): groups of activities in the editor."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from lms.learning.rules import AllOf, AtLeast, Needs, Rule

from .way import Plan


class RefresherGroupBlock(blocks.StructBlock):
    """A group: all of its activities, or at least a number of them."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    introduction = blocks.TextBlock(
        label=_("Introduction"), max_length=500, required=False
    )
    minimum = blocks.IntegerBlock(
        label=_("At least how many"),
        min_value=1,
        required=False,
        help_text=_("Leave it empty to ask for all of them."),
    )
    activities = blocks.ListBlock(
        SnippetChooserBlock("learning.LearningActivity", label=_("Activity")),
        label=_("Activities"),
        min_num=1,
    )

    class Meta:
        icon = "list-ul"
        label = _("Group")


class RefresherStream(blocks.StreamBlock):
    """The groups in order."""

    group = RefresherGroupBlock()

    class Meta:
        required = False


def plans_in(stream: Any) -> list[Plan]:
    """The groups of a stream; an activity that was deleted since is left out."""
    return [
        Plan(
            title=child.value["title"],
            introduction=child.value["introduction"] or "",
            minimum=child.value["minimum"],
            activities=tuple(one for one in child.value["activities"] if one),
        )
        for child in stream
    ]


def rule_of_plans(plans: list[Plan]) -> Rule:
    """The requirement tree of these groups."""
    return AllOf(tuple(_rule(plan) for plan in plans))


def _rule(plan: Plan) -> Rule:
    parts = tuple(Needs(activity.key) for activity in plan.activities)
    if plan.minimum is None:
        return AllOf(parts, plan.title)
    return AtLeast(plan.minimum, parts, plan.title)
