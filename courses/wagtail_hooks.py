"""Course and lesson pages are served by the player, at their own address in the tree."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page

from . import views
from .models import CoursePage, LessonPage, ModulePage, TestPage
from .results import hooks as results_hooks  # noqa: F401 (registers itself)


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
        if isinstance(page, ModulePage):
            return redirect(page.get_parent().get_url(request))
        response: HttpResponse = serve_page(page, request, args, kwargs)
        return response

    return serve
