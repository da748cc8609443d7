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
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import PageSubscription

from .editing.upkeep import WithUpkeep
from .models import BasePage


def tell(request: HttpRequest, refusal: ValidationError) -> None:
    """Say in the admin why something was refused."""
    for sentence in refusal.messages:
        messages.error(request, sentence)


class WholeOrNot:
    """A POST that happens wholly or not at all; what is refused is told on the edit page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)  # type: ignore[misc]
        except ValidationError as refusal:
            tell(request, refusal)
            pk = next(value for name, value in self.kwargs.items() if "page" in name)  # type: ignore[attr-defined]
            return redirect("wagtailadmin_pages:edit", pk)


class WholeCreateView(CreateView):
    """A page is created wholly or not at all; what was typed stays in the form."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as refusal:
            return self.form_invalid(self._as_sent(refusal))

    def _as_sent(self, refusal: ValidationError) -> Any:
        """The form again, on a page without the rows that were taken back."""
        locale = self.parent_page.locale if self.locale is None else self.locale
        self.page: Any = self.page_class(owner=self.request.user)
        self.page.locale = locale
        self.subscription = PageSubscription(
            page=self.page, user=self.request.user, comment_notifications=True
        )
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent_page,
            for_user=self.request.user,
        )
        self.form.is_valid()
        self.form.add_error(None, refusal.messages)
        return self.form


class WholeCopyView(CopyView):
    """A page, and what is below it, is copied wholly or not at all."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        # Wagtail's template shows the errors of fields alone.
        for sentence in form.non_field_errors():
            messages.error(self.request, sentence)
        return super().form_invalid(form)


class WholeEditView(WithUpkeep, WholeOrNot, EditView):
    """A page is changed wholly or not at all; what was typed stays in the form.

    Its review date stands beside it.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as refusal:
            # The page as it stands, for what failed went live in memory alone.
            self.page.refresh_from_db(fields=["live", "has_unpublished_changes"])
            form.add_error(None, refusal.messages)
            return self.form_invalid(form)


class WholeWorkflowActionView(WholeOrNot, WorkflowActionView):
    pass


class WholeUnpublishView(WholeOrNot, UnpublishView):
    pass


class WholeDeleteView(WholeOrNot, DeleteView):
    pass


class WholeMoveConfirmView(WholeOrNot, MoveConfirmView):
    pass


class WholePageViewSet(PageViewSet):
    """Every page of ours: what can be completed may stand below any of them."""

    model = BasePage
    add_view_class = WholeCreateView
    copy_view_class = WholeCopyView
    edit_view_class = WholeEditView
    workflow_action_view_class = WholeWorkflowActionView
    unpublish_view_class = WholeUnpublishView
    delete_view_class = WholeDeleteView
    move_confirm_view_class = WholeMoveConfirmView


class WholePublishBulkAction(PublishBulkAction):
    """Many pages are published wholly or not at all, with the reason."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as refusal:
            tell(self.request, refusal)
            messages.error(self.request, _("Nothing was published."))
            return redirect(self.next_url)


class WholeOrNotPages(PagesAdminAPIViewSet):
    """The admin's internal API: the same holds for its actions."""

    @transaction.atomic
    def action_view(self, request: HttpRequest, pk: int, action_name: str) -> Any:
        return super().action_view(request, pk, action_name)
