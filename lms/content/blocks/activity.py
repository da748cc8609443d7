"""Another learning activity inside a page: its card, with how it stands."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class ActivityBlock(blocks.StructBlock):
    """Shows the card of an activity; it is done at its own address and returns here.

    The page's view gives ``participations`` (by activity id) to the template, so that
    the card knows its state without a query of its own.
    """

    activity = SnippetChooserBlock("learning.LearningActivity", label=_("Activity"))
    introduction = blocks.TextBlock(
        label=_("Introduction"), max_length=400, required=False
    )

    class Meta:
        icon = "link"
        label = _("Learning activity")
        group = _("Learning")
        template = "content/blocks/activity.html"
        description = _("A dilemma or another activity that belongs to this lesson.")

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(
            value, parent_context=parent_context
        )
        known = (parent_context or {}).get("participations") or {}
        activity = value.get("activity")
        context["participation"] = known.get(activity.pk) if activity else None
        return context
