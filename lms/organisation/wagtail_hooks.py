"""Where Wagtail meets the organisation."""

from django.http import HttpRequest
from django.urls import URLPattern, path, re_path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from lms.common.permissions import NeverDeleted

from .models import Entity, IntegrityRole, Mandate, PolicyDomain
from .views import entities, importing
from .viewsets import OrganisationGroup

for model in (Entity, IntegrityRole, Mandate, PolicyDomain):
    register_permission_policy(model, NeverDeleted(model))


@hooks.register("register_admin_viewset")
def register_organisation() -> OrganisationGroup:
    return OrganisationGroup()


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("organisatie/boom/", entities.tree, name="organisation_tree"),
        re_path(
            r"^organisatie/(?P<pk>\d+)/(?P<what>hernoemen|verplaatsen|samenvoegen)/$",
            entities.change,
            name="organisation_change",
        ),
        path("personen-importeren/", importing.imports, name="organisation_imports"),
        path(
            "personen-importeren/sjabloon/",
            importing.template_download,
            name="organisation_import_template",
        ),
        path(
            "personen-importeren/<uuid:key>/",
            importing.report,
            name="organisation_import",
        ),
        path(
            "personen-importeren/<uuid:key>/uitvoeren/",
            importing.carry_out,
            name="organisation_import_carry_out",
        ),
        path(
            "personen-importeren/<uuid:key>/verslag.csv",
            importing.report_download,
            name="organisation_import_report",
        ),
    ]


class ImportMenuItem(MenuItem):
    """Shown to who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(importing.MAY_IMPORT))


class TreeMenuItem(MenuItem):
    """Shown to who may see entities."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(entities.MAY_SEE))


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return ImportMenuItem(
        _("Import people"),
        reverse_lazy("organisation_imports"),
        name="import-people",
        icon_name="upload",
        order=710,
    )


@hooks.register("register_reports_menu_item")
def tree_menu_item() -> MenuItem:
    return TreeMenuItem(
        _("Tree of the organisation"),
        reverse_lazy("organisation_tree"),
        name="organisation-tree",
        icon_name="group",
        order=700,
    )
