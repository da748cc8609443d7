"""The register of certificates in the admin: to read only."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from lms.common import clock

from .models import Certificate


def _issued_on(certificate: Certificate) -> date:
    return clock.local_date(certificate.issued_at)


def _standing(certificate: Certificate) -> str:
    return str(certificate.standing_on(clock.today()).label)


class CertificateIndexView(generic.IndexView):
    """The newest first; name and status cost no query per row."""

    default_ordering = ["-issued_at"]
    paginate_by = 50

    def get_base_queryset(self) -> QuerySet[Certificate]:
        return Certificate.objects.to_check()


class CertificateInspectView(generic.InspectView):
    """One certificate, with its events."""

    # What is no field of the certificate itself has no name of its own.
    labels: ClassVar[dict[str, Any]] = {
        "name": _("Name"),
        "address": _("Address to check it"),
        "events": _("What happened to it"),
    }

    def get_field_label(self, field_name: str, field: Any) -> str:
        return str(
            self.labels.get(field_name) or super().get_field_label(field_name, field)
        )

    def get_events_display_value(self) -> str:
        return "; ".join(
            f"{event.get_kind_display()} ({event.on:%Y-%m-%d})"
            for event in self.object.events.all()
        )


class CertificateViewSet(ModelViewSet):
    """A certificate is issued by what somebody did; nobody adds or changes one here."""

    model = Certificate
    url_prefix = "certificates"
    url_namespace = "certification_certificates"
    icon = "form"
    menu_label = _("Certificates")
    menu_name = "certificates"
    menu_hook = "register_reports_menu_item"
    index_view_class = CertificateIndexView
    inspect_view_class = CertificateInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "number",
        "name",
        "trajectory_title",
        "completed_on",
        "valid_until",
        "issued_at",
        "issuer",
        "address",
        "events",
    ]
    list_display = [
        "number",
        Column("name", label=_("Name")),
        "trajectory_title",
        Column(
            "issued_on",
            label=_("Issued on"),
            accessor=_issued_on,
            sort_key="issued_at",
        ),
        "valid_until",
        Column("standing", label=_("Status"), accessor=_standing),
    ]
    list_filter = {"issued_at": ["date"], "valid_until": ["lte", "gte"]}
    search_fields = ["number", "personalia__name", "trajectory_title"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]
