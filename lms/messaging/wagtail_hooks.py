"""Sent mails in the admin, to read."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lms.common.html import from_plain
from lms.common.inspecting import ReadableInspectView
from lms.common.permissions import ViewOnly

from .models import SentMail


class SentMailInspectView(ReadableInspectView):
    """One mail; what a link in it says can be followed from here."""

    def get_field_label(self, field_name: str, field: Any) -> str:
        if field_name == "delivery":
            return _("Delivery")
        return str(super().get_field_label(field_name, field))

    def get_body_display_value(self) -> SafeString:
        return from_plain(self.object.body)

    def get_delivery_display_value(self) -> str:
        return str(self.object.delivery.label)


class SentMailViewSet(ModelViewSet):
    """The log of sent mails, and what still waits or could not be sent."""

    model = SentMail
    icon = "mail"
    menu_label = gettext_lazy("Sent mails")
    menu_order = 900
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_class = SentMailInspectView
    list_display = [
        "subject",
        "recipients",
        "written_at",
        Column("delivery", label=gettext_lazy("Delivery"), accessor="delivery.label"),
    ]
    list_filter = ["written_at"]
    search_fields = ["subject", "recipients"]
    inspect_view_fields = [
        *("written_at", "delivery", "sent_at", "tries", "problem"),
        *("recipients", "subject", "body"),
    ]
    exclude_form_fields: list[str] = []


register_permission_policy(SentMail, ViewOnly(SentMail))


@hooks.register("register_admin_viewset")
def register_sent_mails() -> SentMailViewSet:
    return SentMailViewSet("sent_mails")
