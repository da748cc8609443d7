"""Permission policies for the Wagtail admin that Wagtail itself does not have."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class ViewOnly(ModelPermissionPolicy):
    """Records of fact: whoever may view them sees them, and nobody changes them here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, "view")

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")

    def user_has_permission_for_instance(
        self,
        user: Any,
        action: str,
        instance: Any,  # noqa: ARG002
    ) -> bool:
        return self.user_has_permission(user, action)
