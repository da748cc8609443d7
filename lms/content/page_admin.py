"""The admin's own ways of changing a page, made one transaction each.

Some views of the Wagtail admin run their action without ``Page.publish``, outside any
transaction: the page would go live, and what must go live with it (its card, its
requirements, a frozen version) could fail behind it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet

from .models import ActivityPage


class WholeOrNot:
    """A POST that happens wholly or not at all; what is refused is told on the edit page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)  # type: ignore[misc]
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
            pk = next(value for name, value in self.kwargs.items() if "page" in name)  # type: ignore[attr-defined]
            return redirect("wagtailadmin_pages:edit", pk)


class ActivityEditView(WholeOrNot, EditView):
    pass


class ActivityWorkflowActionView(WholeOrNot, WorkflowActionView):
    pass


class ActivityUnpublishView(WholeOrNot, UnpublishView):
    pass


class ActivityDeleteView(WholeOrNot, DeleteView):
    pass


class ActivityMoveConfirmView(WholeOrNot, MoveConfirmView):
    pass


class ActivityPageViewSet(PageViewSet):
    """Every page type that can be completed."""

    model = ActivityPage
    edit_view_class = ActivityEditView
    workflow_action_view_class = ActivityWorkflowActionView
    unpublish_view_class = ActivityUnpublishView
    delete_view_class = ActivityDeleteView
    move_confirm_view_class = ActivityMoveConfirmView


class WholeOrNotPages(PagesAdminAPIViewSet):
    """The admin's internal API: the same holds for its actions."""

    @transaction.atomic
    def action_view(self, request: HttpRequest, pk: int, action_name: str) -> Any:
        return super().action_view(request, pk, action_name)
