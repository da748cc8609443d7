"""Where Wagtail meets the API: tokens, and what they were used for."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from lms.common.permissions import NeverDeleted, ViewOnly

from .models import ApiToken, TokenUse
from .viewsets import REVOKED, ROTATED, TokenUseViewSet, TokenViewSet

register_permission_policy(ApiToken, NeverDeleted(ApiToken))
register_permission_policy(TokenUse, ViewOnly(TokenUse))
hooks.register("register_admin_viewset", TokenViewSet)
hooks.register("register_admin_viewset", TokenUseViewSet)


@hooks.register("register_log_actions")
def name_the_actions(actions: LogActionRegistry) -> None:
    """What the log of the admin says of what was done to a token."""
    actions.register_action(ROTATED, _("New secret"), _("Got a new secret"))
    actions.register_action(REVOKED, _("Revoke"), _("Revoked"))
