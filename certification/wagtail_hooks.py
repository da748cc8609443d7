"""Where Wagtail meets certification: pages with a person, recording, the register."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from lms.common.permissions import ViewOnly

from .models import Certificate, TrainerLedPage, TrajectoryPage
from .views import layouts, pages, recording
from .viewsets import CertificateViewSet

Serve = Callable[[Any, HttpRequest, list[Any], dict[str, Any]], HttpResponse]

register_permission_policy(Certificate, ViewOnly(Certificate))


# Wagtail checks who may see a page in a hook of order 0: it stays outside this one.
@hooks.register("on_serve_page", order=100)
def serve_with_the_person(serve: Serve) -> Serve:
    """Give the pages of this app the person who looks; leave the others alone."""

    def answer(
        page: Any, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse:
        if isinstance(page, TrajectoryPage):
            return pages.trajectory(request, page)
        if isinstance(page, TrainerLedPage):
            return pages.trainer_led(request, page)
        return serve(page, request, args, kwargs)

    return answer


@hooks.register("register_admin_viewset")
def register_certificates() -> CertificateViewSet:
    return CertificateViewSet()


@hooks.register("register_admin_urls")
def recording_urls() -> list[URLPattern]:
    return [
        path("voltooiingen/", recording.record, name="certification_record_completion")
    ]


@hooks.register("register_admin_urls")
def layout_urls() -> list[URLPattern]:
    return [
        path("certificaten-layouts/", layouts.layouts, name="certification_layouts"),
        path(
            "certificaten-layouts/<str:layout>.pdf",
            layouts.layout_preview,
            name="certification_layout",
        ),
    ]


class LayoutsMenuItem(MenuItem):
    """Shown to who may see the register."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(layouts.PERMISSION))


@hooks.register("register_reports_menu_item")
def layouts_menu_item() -> MenuItem:
    return LayoutsMenuItem(
        _("Layouts of certificates"),
        layouts.address(),
        name="certificate-layouts",
        icon_name="doc-full",
        order=1010,
    )


class RecordMenuItem(MenuItem):
    """Shown to who may record."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(recording.PERMISSION))


@hooks.register("register_admin_menu_item")
def recording_menu_item() -> MenuItem:
    return RecordMenuItem(
        _("Completions"),
        recording.address(),
        name="record-completions",
        icon_name="check",
        order=260,
    )
