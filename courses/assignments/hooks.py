"""Where assignments meet the Wagtail admin; imported by ``courses.wagtail_hooks``."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from courses import menus

from . import desk
from .judging import MAY_REVIEW


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    return [
        path("opdrachten/", desk.submissions, name="courses_submissions"),
        path(
            "opdrachten/<row:submission_id>/",
            desk.submission,
            name="courses_submission",
        ),
    ]


class SubmissionsMenuItem(MenuItem):
    """For who may judge assignments."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_REVIEW))


@hooks.register(menus.FOLLOWING)
def submissions_menu_item() -> MenuItem:
    return SubmissionsMenuItem(
        _("Assignments"),
        reverse("courses_submissions"),
        name="assignments",
        icon_name="doc-full",
        order=15,
    )


@hooks.register("construct_homepage_panels")
def waiting_assignments(request: HttpRequest, panels: list[Component]) -> None:
    panel = desk.WaitingAssignmentsPanel(request.user)
    if panel.count:
        panels.append(panel)
