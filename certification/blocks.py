"""What it takes, as blocks in the editor: activities, and groups in groups."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from lms.learning.findings import DEEPEST

from .enums import GroupRule

MOST = 32_000
"""More than any trajectory asks of anything; what the database can hold."""


def _worth() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(
        label=_("Points"),
        min_value=0,
        max_value=MOST,
        required=False,
        help_text=_("Only in a group that counts points."),
    )


class WantedBlock(blocks.StructBlock):
    """One activity."""

    activity = SnippetChooserBlock("learning.LearningActivity", label=_("Activity"))
    worth = _worth()

    class Meta:
        icon = "link"
        label = _("Activity")
        label_format = "{activity}"


class GroupBlock(blocks.StructBlock):
    """A group: all of it, or so many of its parts, of minutes or of points."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    introduction = blocks.TextBlock(
        label=_("Introduction"), max_length=500, required=False
    )
    rule = blocks.ChoiceBlock(
        label=_("What it takes"), choices=GroupRule.choices, default=GroupRule.ALL
    )
    amount = blocks.IntegerBlock(
        label=_("At least how many"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("Activities, minutes or points. Not for “All of them”."),
    )
    worth = _worth()

    class Meta:
        icon = "list-ul"
        label = _("Group")
        label_format = "{title}"


def _group(depth: int) -> GroupBlock:
    """A group in which others can lie, ``depth`` of them counted from this one."""
    parts: list[tuple[str, blocks.Block]] = [("activity", WantedBlock())]
    if depth > 1:
        parts.append(("group", _group(depth - 1)))
    inside = blocks.StreamBlock(
        parts,
        label=_("What is in it"),
        required=False,
    )
    return GroupBlock([("parts", inside)])


class RequirementsStream(blocks.StreamBlock):
    """The groups of a trajectory: it takes all of them."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(local_blocks or [("group", _group(DEEPEST))], **kwargs)
