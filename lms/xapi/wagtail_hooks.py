"""Statements in the admin."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.permissions import register_permission_policy

from lms.common.permissions import ViewOnly

from .exporting import ACTION
from .models import StoredStatement
from .viewsets import StatementViewSet

register_permission_policy(StoredStatement, ViewOnly(StoredStatement))
hooks.register("register_admin_viewset", StatementViewSet)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    @actions.register_action(ACTION)
    class StatementsExported(LogFormatter):
        label = gettext_lazy("Export statements")

        def format_message(self, log_entry: Any) -> str:
            filters = log_entry.data.get("filters", {})
            named = ", ".join(f"{name}={value}" for name, value in filters.items())
            return _("Exported statements (%(filters)s)") % {
                "filters": named or _("all of them")
            }
