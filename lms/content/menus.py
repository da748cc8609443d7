"""Lines of the admin menu that lead somewhere for who sees them."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

# Any of these opens a list of pages.
OPENS_LISTS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


class PagesMenuItem(MenuItem):
    """A list of pages, shown to who may do something with pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(
            page_permission_policy.user_has_any_permission(request.user, OPENS_LISTS)
        )
