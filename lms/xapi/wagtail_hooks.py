"""Statements and outside LRSs in the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from lms.common.permissions import ViewOnly

from .forwarding.viewsets import ForwardingTargetViewSet
from .models import StoredStatement
from .viewsets import StatementViewSet

register_permission_policy(StoredStatement, ViewOnly(StoredStatement))
hooks.register("register_admin_viewset", StatementViewSet)
hooks.register("register_admin_viewset", ForwardingTargetViewSet)
