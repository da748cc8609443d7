"""Exports and looks at records in the admin: to read, for whoever may view them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lms.common.permissions import ViewOnly
from lms.organisation.models import Entity

from .formats.guarding import guarded
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
                _("People who were erased"): ending.erasures,
            }
        context: list[dict[str, Any]] = super().get_fields_context()
        context += [
            {"label": label, "value": value, "component": None}
            for label, value in facts.items()
        ]
        return context


def _as_text(value: Any) -> str:
    """One cell of the csv or the workbook: never a formula, whatever somebody is called."""
    return guarded("" if value is None else str(value))


# Their own as-of dates, numbers and moments are typed; all else is text of people.
_TEXTS = ("by", "by.email", "channel", "format", "filters", "scope", "schedule")


class ExportAuditIndexView(IndexView):
    """Searched by who exported, a schedule or the beginning of a hash; with a csv."""

    custom_field_preprocess = {
        name: {"csv": _as_text, "xlsx": _as_text} for name in _TEXTS
    }
    export_headings = {
        "by": gettext_lazy("by"),
        "by.email": gettext_lazy("e-mail address"),
        "ending.outcome": gettext_lazy("Outcome"),
        "ending.rows": gettext_lazy("Rows"),
        "ending.sha256": "SHA-256",
        "ending.erasures": gettext_lazy("People who were erased"),
    }


class ExportAuditViewSet(ModelViewSet):
    """Who took which records out, when, how many, with which hash."""

    model = ExportAudit
    icon = "download"
    menu_label = gettext_lazy("Exports by HR")
    menu_order = 910
    add_to_admin_menu = True
    index_view_class = ExportAuditIndexView
    search_fields = [
        "by__last_name",
        "by__first_name",
        "by__email",
        "schedule",
        "its_ending__sha256",
    ]
    list_export = [
        "started_at",
        "by",
        "by.email",
        "channel",
        "schedule",
        "format",
        "peildatum",
        "is_provisional",
        "filters",
        "scope",
        "ending.outcome",
        "ending.rows",
        "ending.sha256",
        "ending.erasures",
    ]
    export_filename = "audit-exports"
    inspect_view_enabled = True
    inspect_view_class = ExportInspectView
    list_display = [
        "__str__",
        Column(
            "channel",
            label=gettext_lazy("How"),
            accessor=lambda audit: audit.schedule or audit.get_channel_display(),
        ),
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
        "schedule",
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
