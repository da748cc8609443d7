"""The desk of the data protection officer in the admin, under one line of the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from .views import desk


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    return [
        path("privacy/", desk.first, name="privacy_first"),
        path("privacy/verzoeken/", desk.requests, name="privacy_requests"),
        path("privacy/verzoeken/<int:pk>/", desk.decide, name="privacy_request"),
        path("privacy/bewaartermijnen/", desk.periods, name="privacy_periods"),
        path(
            "privacy/bewaartermijnen/<str:name>/",
            desk.set_period,
            name="privacy_period",
        ),
        path("privacy/gekeken/", desk.looks, name="privacy_looks"),
        path("privacy/register/", desk.processings, name="privacy_processings"),
        path(
            "privacy/register/nieuw/",
            desk.new_processing,
            name="privacy_processing_new",
        ),
        path(
            "privacy/register/<slug:slug>/",
            desk.processing,
            name="privacy_processing",
        ),
    ]


class PermittedMenuItem(MenuItem):
    """Shown to who holds a permission."""

    def __init__(self, *args: object, permission: str, **kwargs: object) -> None:
        self.permission = permission
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return SubmenuMenuItem(
        _("Privacy"),
        Menu(
            items=[
                PermittedMenuItem(
                    _("Requests for erasure"),
                    reverse_lazy("privacy_requests"),
                    icon_name="bin",
                    permission=desk.DECIDES,
                    order=1,
                ),
                PermittedMenuItem(
                    _("Retention periods"),
                    reverse_lazy("privacy_periods"),
                    icon_name="time",
                    permission=desk.SEES_PERIODS,
                    order=2,
                ),
                PermittedMenuItem(
                    _("Who looked at whose record"),
                    reverse_lazy("privacy_looks"),
                    icon_name="view",
                    permission=desk.SEES_LOOKS,
                    order=4,
                ),
                PermittedMenuItem(
                    _("Record of processing"),
                    reverse_lazy("privacy_processings"),
                    icon_name="list-ul",
                    permission=desk.SEES_REGISTER,
                    order=3,
                ),
            ]
        ),
        icon_name="lock",
        name="privacy",
        order=905,
    )
