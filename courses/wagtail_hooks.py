"""Course and lesson pages are served by the player, at their own address in the tree."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet

from . import views
from .models import CoursePage, LessonPage, ModulePage
from .surveys.admin import SurveyViewSet, results, results_button
from .trainer_questions import inbox
from .trainer_questions.home import WaitingQuestionsPanel

register_snippet(SurveyViewSet)
hooks.register("register_snippet_listing_buttons", results_button)


@hooks.register("on_serve_page", order=100)  # inside Wagtail's check of restrictions
def play(serve_page: Any) -> Any:
    """Hand course and lesson to the player; a module leads to its course."""

    def serve(
        page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse:
        if isinstance(page, CoursePage):
            return views.show_course(request, page)
        if isinstance(page, LessonPage):
            return views.show_lesson(request, page)
        if isinstance(page, ModulePage):
            return redirect(page.get_parent().get_url(request))
        response: HttpResponse = serve_page(page, request, args, kwargs)
        return response

    return serve


@hooks.register("register_admin_urls")
def addresses_in_the_admin() -> list[URLPattern]:
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
        path("bevragingen/<int:survey_id>/", results, name="courses_survey_results"),
    ]


class InboxMenuItem(MenuItem):
    """Shown to who writes pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_permission(request.user, "change"))


@hooks.register("register_admin_menu_item")
def inbox_menu_item() -> MenuItem:
    return InboxMenuItem(
        _("Questions"),
        reverse("courses_inbox"),
        name="questions-from-learners",
        icon_name="mail",
        order=225,
    )


@hooks.register("construct_homepage_panels")
def waiting_questions(request: HttpRequest, panels: list[Component]) -> None:
    panel = WaitingQuestionsPanel(request.user)
    if panel.count:
        panels.append(panel)
