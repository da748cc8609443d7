"""The register of certificates in the admin: to read only."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from lms.common import clock

from .models import Certificate


def _day(day: date) -> str:
    return date_format(day, "j F Y")


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
        "entity": _("Entity"),
        "role": _("Role"),
        "standing": _("Status"),
        "trajectory_title": _("Session or trajectory"),
        "address": _("Address to check it"),
        "events": _("What happened to it"),
        "successor": _("Replaced by"),
    }

    def get_field_label(self, field_name: str, field: Any) -> str:
        return str(
            self.labels.get(field_name) or super().get_field_label(field_name, field)
        )

    @property
    def header_more_buttons(self) -> list[Button]:
        """What can be done with one that is in force, for who may."""
        allowed = self.request.user.has_perm("certification.revoke_certificate")
        if not (allowed and self.object.in_force):
            return []
        pk = self.object.pk
        replace = reverse("certification_reissue", args=[pk])
        revoke = reverse("certification_revoke", args=[pk])
        return [
            Button(
                _("Replace this certificate"),
                url=replace,
                icon_name="copy",
                priority=10,
            ),
            Button(
                _("Revoke this certificate"), url=revoke, icon_name="cross", priority=20
            ),
        ]

    def get_events_display_value(self) -> str:
        events = self.object.events.select_related("by")
        return "; ".join(
            " – ".join(
                str(part)
                for part in (event.get_kind_display(), _day(event.on), event.by)
                if part
            )
            + (f": {event.reason}" if event.reason else "")
            for event in events
        )

    def get_issued_at_display_value(self) -> str:
        """In Brussels: Wagtail writes a moment here as it is stored."""
        moment = self.object.issued_at.astimezone(clock.BRUSSELS)
        return date_format(moment, "j F Y H:i")

    def get_entity_display_value(self) -> str:
        return self._printed("entity")

    def get_role_display_value(self) -> str:
        return self._printed("role")

    def get_standing_display_value(self) -> str:
        return _standing(self.object)

    def _printed(self, fact: str) -> str:
        return str((self.object.facts or {}).get(fact) or "–")

    def get_valid_until_display_value(self) -> str:
        last_day = self.object.valid_until
        return _day(last_day) if last_day else "–"

    def get_supersedes_display_value(self) -> str:
        return str(self.object.supersedes or "–")

    def get_successor_display_value(self) -> str:
        return str(self.object.successor or "–")


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
        "kind",
        "number",
        "name",
        "entity",
        "role",
        "trajectory_title",
        "standing",
        "completed_on",
        "valid_until",
        "issued_at",
        "issuer",
        "address",
        "supersedes",
        "successor",
        "events",
    ]
    list_display = [
        "number",
        Column("name", label=_("Name")),
        Column(
            "trajectory_title",
            label=_("Session or trajectory"),
            sort_key="trajectory_title",
        ),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column(
            "issued_on",
            label=_("Issued on"),
            sort_key="issued_at",
        ),
        "valid_until",
        Column("standing", label=_("Status"), accessor=_standing),
    ]
    list_filter = {
        "kind": ["exact"],
        "issued_at": ["date"],
        "valid_until": ["lte", "gte"],
    }
    search_fields = ["number", "personalia__name", "trajectory_title"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]
