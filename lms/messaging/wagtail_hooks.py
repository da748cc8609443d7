"""Sent mails in the admin, to read."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lms.common.permissions import ViewOnly

from .models import SentMail


class SentMailViewSet(ModelViewSet):
    """The log of sent mails; what a link in a mail says can be followed from here."""

    model = SentMail
    icon = "mail"
    menu_label = _("Sent mails")
    menu_order = 900
    add_to_admin_menu = True
    inspect_view_enabled = True
    list_display = ["subject", "recipients", "sent_at"]
    list_filter = ["sent_at"]
    search_fields = ["subject", "recipients"]
    inspect_view_fields = ["sent_at", "recipients", "subject", "body"]
    exclude_form_fields: list[str] = []


register_permission_policy(SentMail, ViewOnly(SentMail))


@hooks.register("register_admin_viewset")
def register_sent_mails() -> SentMailViewSet:
    return SentMailViewSet("sent_mails")
