"""Panels of a trajectory in the editor: what was found in it, and whom a change touches."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from lms.learning.models import LearningActivity
from lms.learning.operations import current_tree, rule_of
from lms.learning.standings import standings_of

MAY_MOVE = "learning.move_participation"


class FindingsPanel(Panel):
    """Reads the page as the form holds it: saved, or sent and refused."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "certification/admin/findings_panel.html"

        def get_context_data(
            self, parent_context: dict[str, Any] | None = None
        ) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            told = page.told() if page.requirements else []
            context |= {
                "errors": [one for one in told if one.is_error],
                "advice": [one for one in told if not one.is_error],
                "is_empty": not page.requirements,
            }
            activity = LearningActivity.objects.filter(key=page.translation_key).first()
            if page.pk and activity is not None:
                current = current_tree(activity)
                context |= {
                    "standings": standings_of(activity),
                    "changes": rule_of(current) != page.rule(),
                    "may_move": self.request.user.has_perm(MAY_MOVE),
                    "versions": reverse("certification_versions", args=[page.pk]),
                }
            return context
