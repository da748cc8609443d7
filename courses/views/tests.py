"""The page of a test, served for ``wagtail_hooks``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from courses import kept, operations
from courses.models import TestPage
from courses.reading.quiz import Refused, over_since
from courses.reading.test import TestReading, read_test
from lms.common import clock

from .lesson import begin, not_in_the_course
from .pages import changes_something, is_visit

if TYPE_CHECKING:
    from lms.accounts.requests import SignedInRequest


def show_test(request: HttpRequest, page: TestPage) -> HttpResponse:
    """A test for who takes part in its course; its editors may look without a trace."""
    url = page.get_url(request) or ""
    if getattr(request, "is_preview", False):
        reading = read_test(page, None, url=url)
        reading.recorded = False
        return test_response(request, reading)
    if not request.user.is_authenticated:
        return redirect_to_login(url)
    wanted = request.GET.get("vraag", "")[:4]
    reading = read_test(page, request.user, url=url, wanted=wanted)
    if not (reading.course and reading.course.takes_part):
        if page.permissions_for_user(request.user).can_edit():
            reading.recorded = False
            return test_response(request, reading)
        messages.info(request, _("Register for this course first, then you can begin."))
        return redirect(reading.outline.url)
    if not reading.number:
        return not_in_the_course(request, reading)
    if is_visit(request) and _bring_up_to_date(reading):
        reading = read_test(page, request.user, url=url, wanted=wanted)
    return test_response(request, reading)


def _bring_up_to_date(reading: TestReading) -> bool:
    """Open the test, and hand in what was left behind; whether anything changed."""
    opened = changes_something(reading)
    if opened:
        begin(reading)
    participation = reading.standing and reading.standing.participation
    over = over_since([reading.quiz], clock.now())
    for attempt in over:
        operations.hand_in(participation or 0, reading.page, attempt.pk)
    return opened or bool(over)


def test_response(
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


def refused_in_test(
    request: SignedInRequest, page: TestPage, refused: Refused
) -> HttpResponse:
    """The test again, with the refusal at its place and nothing lost."""
    url = page.get_url(request) or "/"
    reading = read_test(page, request.user, url=url, refused=refused)
    return test_response(request, reading, status=400)

