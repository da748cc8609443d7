"""What the first page of the admin says to who marks who was there."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from .reading import to_mark


class ToMarkPanel(Component):
    """Dates that are over, with somebody of whom nothing was marked."""

    template_name = "courses/admin/sessions_to_mark.html"
    order = 93

    def __init__(self, trainer: Any) -> None:
        self.sessions = to_mark(trainer)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:  # noqa: ARG002
        return {"sessions": self.sessions}
