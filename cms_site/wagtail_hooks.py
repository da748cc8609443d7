"""Pages that show more than their own content, and the messages in the admin."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lms.common.permissions import ViewOnly

from .models import CataloguePage, ContactMessage, HomePage
from .views.catalogue import catalogue
from .views.learning import home

Serve = Callable[..., HttpResponse]

VIEWS: dict[type, Serve] = {CataloguePage: catalogue, HomePage: home}


@hooks.register("on_serve_page", order=100)  # inside Wagtail's check of restrictions
def serve_with_a_view(next_serve_page: Serve) -> Serve:
    """Serve home and catalogue through their views."""

    def serve(
        page: Any, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse:
        view = VIEWS.get(type(page))
        if view is not None:
            return view(request, page)
        return next_serve_page(page, request, args, kwargs)

    return serve


class ContactMessageViewSet(ModelViewSet):
    """What visitors wrote, to read; answers go by mail."""

    model = ContactMessage
    icon = "mail"
    menu_label = _("Contact messages")
    menu_order = 910
    add_to_admin_menu = True
    inspect_view_enabled = True
    list_display = ["name", "email", "received_at"]
    list_filter = ["received_at"]
    search_fields = ["name", "email", "message"]
    inspect_view_fields = ["received_at", "name", "email", "message"]
    exclude_form_fields: list[str] = []


register_permission_policy(ContactMessage, ViewOnly(ContactMessage))


@hooks.register("register_admin_viewset")
def register_contact_messages() -> ContactMessageViewSet:
    return ContactMessageViewSet("contact_messages")
