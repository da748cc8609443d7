"""Permission policies for the Wagtail admin that Wagtail itself does not have."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class Restricted(ModelPermissionPolicy):
    """The permissions of Django, but for what nobody may do, administrators included."""

    def allows(self, action: str) -> bool:
        """Whether this can be done at all."""
        raise NotImplementedError

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.allows(action) and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(
        self,
        user: Any,
        action: str,
        instance: Any,  # noqa: ARG002
    ) -> bool:
        return self.user_has_permission(user, action)


class ViewOnly(Restricted):
    """Records of fact: whoever may view them sees them, and nobody changes them here."""

    def allows(self, action: str) -> bool:
        return action == "view"


class NeverDeleted(Restricted):
    """What records lean on: it changes, and ends with a date, but it never goes."""

    def allows(self, action: str) -> bool:
        return action != "delete"
