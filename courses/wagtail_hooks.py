"""Course and lesson pages are served by the player, at their own address in the tree.

And what trainers have of a whole course, in the admin.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from lms.content.menus import PagesMenuItem

from . import menus, views
from .assignments import hooks as assignments_hooks  # noqa: F401
from .assignments.views import show_assignment
from .editing.finding import find_course_above
from .editing.urls import urlpatterns as editing_urlpatterns
from .models import (
    AssignmentPage,
    CoursePage,
    LessonPage,
    ModulePage,
    SessionPage,
    TestPage,
)
from .results import hooks as results_hooks  # noqa: F401 (Wagtail reads them here)
from .sessions import hooks as sessions_hooks  # noqa: F401
from .sessions.views import show_session
from .surveys import hooks as surveys_hooks  # noqa: F401
from .trainer_questions import hooks as trainer_questions_hooks  # noqa: F401
from .views import confirming, reviewing
from .viewsets import BankQuestionViewSet, ExtraTimeViewSet, QuestionTopicViewSet


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
        if isinstance(page, TestPage):
            return views.show_test(request, page)
        if isinstance(page, SessionPage):
            return show_session(request, page)
        if isinstance(page, AssignmentPage):
            return show_assignment(request, page)
        if isinstance(page, ModulePage):
            return redirect(page.get_parent().get_url(request))
        response: HttpResponse = serve_page(page, request, args, kwargs)
        return response

    return serve


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_what_does_not_occur(request: HttpRequest, page: Page) -> None:
    """A condition without anything to meet counts as met: its author should know."""
    if isinstance(page, LessonPage):
        for condition in page.idle_conditions:
            messages.warning(
                request,
                _("“%(condition)s” counts as met: nothing in this lesson asks for it.")
                % {"condition": condition.label},
            )


@hooks.register("register_admin_urls")
def confirming_urls() -> list[URLPattern]:
    return [
        path("lessen-bevestigen/", confirming.lessons, name="courses_confirm"),
        path(
            "lessen-bevestigen/<row:page_id>/",
            confirming.lesson,
            name="courses_confirm_lesson",
        ),
    ]


class ConfirmMenuItem(MenuItem):
    """Shown to who may confirm."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and confirming.may_confirm(request.user)


@hooks.register(menus.FOLLOWING)
def confirming_menu_item() -> MenuItem:
    return ConfirmMenuItem(
        gettext_lazy("Confirm lessons"),
        reverse("courses_confirm"),
        name="confirm-lessons",
        icon_name="check",
        order=30,
    )


register_snippet(BankQuestionViewSet)
register_snippet(QuestionTopicViewSet)
hooks.register("register_admin_menu_item", menus.asking)
hooks.register("register_admin_menu_item", menus.following)


@hooks.register("register_admin_viewset")
def extra_time() -> ExtraTimeViewSet:
    return ExtraTimeViewSet("extra_time")


@hooks.register("register_admin_urls")
def reviewing_urls() -> list[URLPattern]:
    return [
        path("toetsen/", reviewing.list_attempts, name="courses_reviewing"),
        path("toetsen/<int:attempt_id>/", reviewing.review, name="courses_review"),
        path(
            "toetsen/<int:attempt_id>/tijd/",
            reviewing.give_time,
            name="courses_more_time",
        ),
    ]


class ReviewingMenuItem(MenuItem):
    """For who may judge open answers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(reviewing.MAY_REVIEW))


@hooks.register(menus.FOLLOWING)
def reviewing_menu_item() -> MenuItem:
    return ReviewingMenuItem(
        gettext_lazy("Open answers and time"),
        reverse("courses_reviewing"),
        name="reviewing",
        icon_name="edit",
        order=20,
    )


@hooks.register("construct_homepage_panels")
def waiting_answers(request: HttpRequest, panels: list[Component]) -> None:
    panel = reviewing.WaitingAnswersPanel(request.user)
    if panel.count:
        panels.append(panel)


@hooks.register("register_admin_urls")
def editing_urls() -> list[URLResolver]:
    return [path("cursussen/", include(editing_urlpatterns))]


@hooks.register("register_page_header_buttons")
def way_to_the_tree(
    page: Page,
    user: Any,
    **kwargs: Any,  # noqa: ARG001 (hooks are given more)
) -> Iterator[Button]:
    """From a course, and from any page below it, to the whole of it."""
    course = find_course_above(page.path)
    if course and course.permissions_for_user(user).can_edit():
        yield Button(
            _("Structure"),
            reverse("courses_tree", args=[course.pk]),
            icon_name="list-ul",
            priority=25,
        )


@hooks.register("register_page_listing_buttons")
def way_from_a_list(
    page: Page,
    user: Any,
    next_url: str | None = None,  # noqa: ARG001 (hooks are given more)
) -> Iterator[Button]:
    """From the line of a course in a list of pages."""
    is_course = (page.specific_class or Page) is CoursePage
    if is_course and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Structure"),
            reverse("courses_tree", args=[page.pk]),
            icon_name="list-ul",
            priority=5,
        )


class WhereCoursesStand(ChooseParentView):
    """A course is begun where courses are; only without any is that asked."""

    def get_valid_parent_pages(self, user: Any) -> Any:
        found = super().get_valid_parent_pages(user)
        courses = CoursePage.objects.filter(
            path__startswith=OuterRef("path"), depth=OuterRef("depth") + 1
        )
        holding = found.filter(Exists(courses))
        return holding if holding.exists() else found


class CourseListing(PageListingViewSet):
    """The courses in a list of their own, with a way to begin one."""

    choose_parent_view_class = WhereCoursesStand

    model = CoursePage
    url_prefix = "cursussen/lijst"
    icon = "list-ul"
    menu_item_class = PagesMenuItem
    menu_label = gettext_lazy("Courses")
    menu_order = 205
    add_to_admin_menu = True


@hooks.register("register_admin_viewset")
def course_listing() -> CourseListing:
    return CourseListing("course_listing")
