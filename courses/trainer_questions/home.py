"""What waits for an answer, on the first page of the admin."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from .inbox import questions_for


class WaitingQuestionsPanel(Component):
    """How many questions wait for this trainer; not there when none does."""

    template_name = "courses/admin/waiting_questions.html"
    order = 90

    def __init__(self, user: Any) -> None:
        self.count = questions_for(user).open().count()

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:  # noqa: ARG002
        return {"count": self.count}
