"""Where the inbox of trainers meets the Wagtail admin; imported by ``courses.wagtail_hooks``."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from courses import menus

from . import inbox
from .home import WaitingQuestionsPanel


@hooks.register("register_admin_urls")
def inbox_urls() -> list[URLPattern]:
    return [
        path("vragen/", inbox.inbox, name="courses_inbox"),
        path("vragen/<int:question_id>/", inbox.question, name="courses_question"),
        path(
            "vragen/<int:question_id>/vaak-gevraagd/",
            inbox.publish,
            name="courses_question_publish",
        ),
        path(
            "vragen/<int:question_id>/vaak-gevraagd/<int:frequent_id>/weg/",
            inbox.remove,
            name="courses_question_remove",
        ),
    ]


class InboxMenuItem(MenuItem):
    """Shown to who writes pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_permission(request.user, "change"))


@hooks.register(menus.FOLLOWING)
def inbox_menu_item() -> MenuItem:
    return InboxMenuItem(
        _("Questions of learners"),
        reverse("courses_inbox"),
        name="questions-from-learners",
        icon_name="mail",
        order=10,
    )


@hooks.register("construct_homepage_panels")
def waiting_questions(request: HttpRequest, panels: list[Component]) -> None:
    panel = WaitingQuestionsPanel(request.user)
    if panel.count:
        panels.append(panel)
