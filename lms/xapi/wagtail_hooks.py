"""Statements, credentials and outside LRSs in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.permissions import register_permission_policy

from lms.common.permissions import NeverDeleted, ViewOnly

from .admin import removal
from .admin.credentials import REVOKED, CredentialViewSet
from .admin.exporting import ACTION
from .admin.statements import StatementViewSet
from .forwarding.viewsets import ForwardingTargetViewSet
from .models import Credential, StoredStatement

register_permission_policy(StoredStatement, ViewOnly(StoredStatement))
register_permission_policy(Credential, NeverDeleted(Credential))
hooks.register("register_admin_viewset", StatementViewSet)
hooks.register("register_admin_viewset", CredentialViewSet)
hooks.register("register_admin_viewset", ForwardingTargetViewSet)


@hooks.register("register_log_actions")
def name_the_actions(actions: LogActionRegistry) -> None:
    """What the log of the admin says of what was done here."""
    actions.register_action(REVOKED, _("Revoke"), _("Revoked"))
    actions.register_action(
        removal.REMOVED,
        _("Delete old learning records"),
        _("Old learning records deleted"),
    )
    actions.register_action(
        removal.ERASED, _("Erase an actor"), _("Actor erased from the LRS")
    )

    @actions.register_action(ACTION)
    class StatementsExported(LogFormatter):
        label = _("Export statements")

        def format_message(self, log_entry: Any) -> str:
            filters = log_entry.data.get("filters", {})
            named = ", ".join(f"{name}={value}" for name, value in filters.items())
            return gettext("Exported statements (%(filters)s)") % {
                "filters": named or gettext("all of them")
            }


@hooks.register("register_admin_urls")
def removal_urls() -> list[URLPattern]:
    return [path("xapi/removal/", removal.removal, name="xapi_removal")]


class RemovalMenuItem(MenuItem):
    """Shown to who may remove."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(removal.PERMISSION))


@hooks.register("register_settings_menu_item")
def removal_menu_item() -> MenuItem:
    return RemovalMenuItem(
        _("Remove learning records"),
        reverse("xapi_removal"),
        name="xapi-removal",
        icon_name="bin",
    )
