"""Panels of a trajectory in the editor: what was found in it, and whom a change touches."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from lms.learning.enums import Purpose
from lms.learning.models import LearningActivity
from lms.learning.operations import would_change
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
            of_renewal = page.told_of_renewal()
            context |= {
                "errors": [one for one in told if one.is_error],
                "advice": [one for one in told if not one.is_error],
                "renewal_errors": [one for one in of_renewal if one.is_error],
                "renewal_advice": [one for one in of_renewal if not one.is_error],
                "is_empty": not page.requirements,
            }
            activity = LearningActivity.objects.filter(key=page.translation_key).first()
            if page.pk and activity is not None:
                renewal = page.renewal_rule()
                context |= {
                    "standings": standings_of(activity),
                    "changes": would_change(activity, page.rule()),
                    "renewal_changes": would_change(
                        activity, renewal, purpose=Purpose.RENEWAL
                    ),
                    "terms_change": page.changes_terms_of(activity),
                    "may_move": self.request.user.has_perm(MAY_MOVE),
                    "versions": reverse("certification_versions", args=[page.pk]),
                }
            return context
