"""The dashboard of the admin: where a trainer begins a dilemma, or goes on with one."""

from __future__ import annotations

from typing import Any, Final

from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from dilemmas.models import ScenarioPage

DRAFTS_SHOWN: Final = 5


class ScenariosPanel(Component):
    """A way to begin one, and the drafts that this person may go on with, newest first."""

    name = "scenarios"
    template_name = "dilemmas/editor/home.html"
    order = 40  # above the site's own lists

    def __init__(self, user: Any) -> None:
        self.user = user

    @property
    def is_wanted(self) -> bool:
        """Whether this person adds pages anywhere."""
        return bool(page_permission_policy.user_has_permission(self.user, "add"))

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ARG002
        mine = page_permission_policy.instances_user_has_permission_for(
            self.user, "change"
        )
        drafts = ScenarioPage.objects.filter(
            pk__in=mine.order_by().values("pk"), has_unpublished_changes=True
        ).order_by("-latest_revision_created_at")
        return {"drafts": drafts[:DRAFTS_SHOWN]}
