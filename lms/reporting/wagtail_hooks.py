"""The audit of exports in the admin: to read, for whoever may view it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lms.common.permissions import ViewOnly

from .models import ExportAudit


class ExportAuditViewSet(ModelViewSet):
    """Who took which records out, when, how many, with which hash."""

    model = ExportAudit
    icon = "download"
    menu_label = _("Exports by HR")
    menu_order = 910
    add_to_admin_menu = True
    inspect_view_enabled = True
    list_display = [
        "__str__",
        DateColumn("started_at", label=_("When"), sort_key="started_at"),
        Column("rows", label=_("Rows"), accessor="ending.rows"),
        Column("outcome", label=_("Outcome"), accessor="ending.get_outcome_display"),
    ]
    list_filter = ["format", "channel", "peildatum"]
    inspect_view_fields = [
        "by",
        "started_at",
        "channel",
        "format",
        "peildatum",
        "is_provisional",
        "filters",
        "scope",
        "its_ending",
    ]
    exclude_form_fields: list[str] = []

    def get_queryset(self, request: Any) -> Any:  # noqa: ARG002 (Wagtail passes it)
        return ExportAudit.objects.with_ending()


register_permission_policy(ExportAudit, ViewOnly(ExportAudit))
hooks.register("register_admin_viewset", lambda: ExportAuditViewSet("exports"))
