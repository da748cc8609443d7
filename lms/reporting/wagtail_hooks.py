"""Exports and looks at records in the admin: to read, for whoever may view them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lms.common.permissions import ViewOnly
from lms.organisation.models import Entity

from .models import ExportAudit, RecordLook


class ExportInspectView(InspectView):
    """One export: what was asked, what was in scope, how it ended."""

    def get_filters_display_value(self) -> str:
        given = self.object.filters.items()
        return ", ".join(f"{name}: {value}" for name, value in given) or _("none")

    def get_scope_display_value(self) -> str:
        """Entities by code and by what they are called today."""
        entities = Entity.objects.filter(pk__in=self.object.scope).order_by("code")
        return ", ".join(f"{entity.code} {entity.name}" for entity in entities)

    def get_fields_context(self) -> list[dict[str, Any]]:
        """The fields of the export, and then those of its ending."""
        ending = self.object.ending
        facts = {_("Outcome"): _("none: still on its way, or its process died")}
        if ending:
            facts = {
                _("Outcome"): ending.get_outcome_display(),
                _("Ended at"): ending.ended_at,
                _("Rows"): ending.rows,
                "SHA-256": ending.sha256,
            }
        context: list[dict[str, Any]] = super().get_fields_context()
        context += [
            {"label": label, "value": value, "component": None}
            for label, value in facts.items()
        ]
        return context


class ExportAuditViewSet(ModelViewSet):
    """Who took which records out, when, how many, with which hash."""

    model = ExportAudit
    icon = "download"
    menu_label = gettext_lazy("Exports by HR")
    menu_order = 910
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_class = ExportInspectView
    list_display = [
        "__str__",
        DateColumn("started_at", label=gettext_lazy("When"), sort_key="started_at"),
        Column("rows", label=gettext_lazy("Rows"), accessor="ending.rows"),
        Column(
            "outcome",
            label=gettext_lazy("Outcome"),
            accessor="ending.get_outcome_display",
        ),
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
    ]
    exclude_form_fields: list[str] = []

    def get_queryset(self, request: Any) -> Any:  # noqa: ARG002 (Wagtail passes it)
        return ExportAudit.objects.with_ending()


register_permission_policy(ExportAudit, ViewOnly(ExportAudit))
hooks.register("register_admin_viewset", lambda: ExportAuditViewSet("exports"))


class RecordLookViewSet(ModelViewSet):
    """Who looked at whose record, where and when."""

    model = RecordLook
    icon = "view"
    menu_label = gettext_lazy("Looks at records")
    menu_order = 911
    add_to_admin_menu = True
    list_display = [
        Column("by", label=gettext_lazy("Who")),
        Column("person", label=gettext_lazy("Whose record")),
        Column("page", label=gettext_lazy("Where"), accessor="get_page_display"),
        DateColumn("looked_at", label=gettext_lazy("When"), sort_key="looked_at"),
    ]
    list_filter = ["page", "looked_at"]
    search_fields = ["person__last_name", "person__email", "by__last_name", "by__email"]
    search_backend_name = None
    exclude_form_fields: list[str] = []

    def get_queryset(self, request: Any) -> Any:  # noqa: ARG002 (Wagtail passes it)
        return RecordLook.objects.with_names()


register_permission_policy(RecordLook, ViewOnly(RecordLook))
hooks.register("register_admin_viewset", lambda: RecordLookViewSet("looks"))
