"""Statements and credentials in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from lms.common.permissions import NeverDeleted, ViewOnly

from .credential_viewsets import REVOKED, CredentialViewSet
from .models import Credential, StoredStatement
from .viewsets import StatementViewSet

register_permission_policy(StoredStatement, ViewOnly(StoredStatement))
register_permission_policy(Credential, NeverDeleted(Credential))
hooks.register("register_admin_viewset", StatementViewSet)
hooks.register("register_admin_viewset", CredentialViewSet)


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    """What the log of the admin says of a credential that was revoked."""
    actions.register_action(REVOKED, _("Revoke"), _("Revoked"))
