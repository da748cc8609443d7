"""The page of a test, served for ``wagtail_hooks``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from courses import kept
from courses.models import TestPage
from courses.reading.attempt import Refused
from courses.reading.imagined import imagine_test
from courses.reading.test import TestReading, read_test
from lms.learning.exceptions import ComesLater

from .lesson import not_in_the_course, not_open_yet
from .pages import brought_up_to_date, is_visit

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.accounts.requests import SignedInRequest


def show_test(request: HttpRequest, page: TestPage) -> HttpResponse:
    """A test for who takes part in its course; its editors may look without a trace."""
    url = page.get_url(request) or ""
    if getattr(request, "is_preview", False):
        mode = getattr(request, "preview_mode", None) or ""
        return response_of_test(request, imagine_test(page, mode, url=url))
    if not request.user.is_authenticated:
        return redirect_to_login(url)
    wanted = request.GET.get("vraag", "")[:4]
    reading = read_test(page, request.user, url=url, wanted=wanted)
    if not (reading.course and reading.course.takes_part):
        if page.permissions_for_user(request.user).can_edit():
            reading.recorded = False
            return response_of_test(request, reading)
        messages.info(request, _("Register for this course first, then you can begin."))
        return redirect(reading.outline.url)
    if not reading.number:
        return not_in_the_course(request, reading)
    if reading.first:
        return not_open_yet(request, reading)
    return _visited(request, request.user, reading, url, wanted)


def _visited(
    request: HttpRequest, reader: User, reading: TestReading, url: str, wanted: str
) -> HttpResponse:
    try:
        if is_visit(request) and brought_up_to_date(reading, [reading.quiz]):
            page = reading.page
            reading = read_test(page, reader, url=url, wanted=wanted)
    except ComesLater as later:  # the course was published between reading and opening
        reading.first = later.missing
        return not_open_yet(request, reading)
    return response_of_test(request, reading)


def response_of_test(
    request: HttpRequest, reading: TestReading, *, status: int = 200
) -> HttpResponse:
    """The page of a test as ``reading`` has it."""
    context = {
        "page": reading.page,
        "reading": reading,
        "quiz": reading.quiz,
        "recorded": reading.recorded,
        "closing": "sluit-af" in request.GET,
        "mark": kept.mark_of(request.user) if reading.recorded else "",
    }
    return TemplateResponse(request, "courses/test.html", context, status=status)


def refusal_in_test(
    request: SignedInRequest, page: TestPage, refused: Refused
) -> HttpResponse:
    """The test again, with the refusal at its place and nothing lost."""
    url = page.get_url(request) or "/"
    reading = read_test(page, request.user, url=url, refused=refused)
    return response_of_test(request, reading, status=400)
