"""Where Wagtail meets certification: pages with a person, recording, the register."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import register_permission_policy

from lms.common.permissions import ViewOnly
from lms.content.menus import PagesMenuItem
from lms.learning.attended import offers_for_attendees

from .models import Certificate, TrainerLedPage, TrajectoryPage
from .views import (
    bulk,
    correcting,
    exempting,
    layouts,
    pages,
    recording,
    register,
    versions,
)
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


class TrajectoryListing(PageListingViewSet):
    """The trajectories in a list of their own, with a way to begin one."""

    model = TrajectoryPage
    url_prefix = "trajecten/lijst"
    icon = "list-ol"
    menu_item_class = PagesMenuItem
    menu_label = _("Trajectories")
    menu_order = 207
    add_to_admin_menu = True


@hooks.register("register_admin_viewset")
def trajectory_listing() -> TrajectoryListing:
    return TrajectoryListing("trajectory_listing")


@hooks.register("register_admin_viewset")
def register_certificates() -> CertificateViewSet:
    return CertificateViewSet()


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("voltooiingen/", recording.record, name="certification_record_completion"),
        path(
            "voltooiingen/bewijs/<int:pk>/",
            recording.historic_proof,
            name="certification_historic_proof",
        ),
        path(
            "voltooiingen/rechtzetten/",
            correcting.find,
            name="certification_find_to_put_right",
        ),
        path(
            "voltooiingen/<row:pk>/rechtzetten/",
            correcting.put_right,
            name="certification_put_right",
        ),
        path("vrijstellingen/", exempting.exempt, name="certification_exempt"),
        path(
            "vrijstellingen/<int:pk>/",
            exempting.exemption,
            name="certification_exemption",
        ),
        path(
            "vrijstellingen/<int:pk>/bestand/",
            exempting.proof,
            name="certification_exemption_proof",
        ),
        path(
            "trajecten/<int:page_id>/versies/",
            versions.versions,
            name="certification_versions",
        ),
        path("certificaten/keten/", register.chain, name="certification_chain"),
        path(
            "certificaten/<row:pk>/intrekken/",
            register.revoke,
            name="certification_revoke",
        ),
        path(
            "certificaten/<row:pk>/vervangen/",
            register.reissue,
            name="certification_reissue",
        ),
    ]


@hooks.register("register_admin_urls")
def bulk_urls() -> list[URLPattern]:
    return [
        path("certificaten-lijst/", bulk.import_list, name="certification_import"),
        path("certificaten-zip/", bulk.download, name="certification_download"),
        path("certificaten-lijst/<uuid:key>/", bulk.batch, name="certification_batch"),
        path(
            "deelnameattesten/<uuid:key>/<uuid:session>/",
            bulk.attendees,
            name="certification_bulk_attendees",
        ),
    ]


offers_for_attendees(bulk.offer_for_attendees)
offers_for_attendees(correcting.offer_to_put_right)


class BulkMenuItem(MenuItem):
    """Shown to who may issue in bulk."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(bulk.MAY_ISSUE))


@hooks.register("register_admin_menu_item")
def bulk_menu_item() -> MenuItem:
    return BulkMenuItem(
        _("Certificates in bulk"),
        reverse_lazy("certification_import"),
        name="certificates-in-bulk",
        icon_name="form",
        order=262,
    )


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


@hooks.register("register_admin_menu_item")
def exempting_menu_item() -> MenuItem:
    return RecordMenuItem(
        _("Exemptions"),
        reverse_lazy("certification_exempt"),
        name="exemptions",
        icon_name="success",
        order=261,
    )


class ChainMenuItem(MenuItem):
    """Shown to who sees the register."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(register.VIEW))


@hooks.register("register_reports_menu_item")
def chain_menu_item() -> MenuItem:
    return ChainMenuItem(
        _("Chain of certificates"),
        reverse("certification_chain"),
        name="certificate-chain",
        icon_name="link",
        order=910,
    )
