"""What every answer about a lesson shares: the page itself, with or without a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from courses import kept, operations
from courses.models import LessonPage
from courses.reading import LessonReading, Refusal, read_lesson
from courses.reading.attempt import Refused
from courses.reading.step import StepReading
from lms.learning.models import LearningActivity

if TYPE_CHECKING:
    from lms.accounts.requests import SignedInRequest

HOW_TO_COMPLETE = "zo-voltooi-je-deze-les"


def lesson_response(
    request: HttpRequest, reading: LessonReading, *, status: int = 200
) -> HttpResponse:
    """The page of a lesson as ``reading`` has it."""
    context = {
        "page": reading.page,
        "reading": reading,
        "how_to_complete": HOW_TO_COMPLETE,
        "closing": "sluit-af" in request.GET,
        "mark": kept.mark_of(request.user) if reading.recorded else "",
    }
    return TemplateResponse(request, "courses/lesson.html", context, status=status)


def refused(
    request: SignedInRequest, page: LessonPage, refusal: Refusal
) -> HttpResponse:
    """The lesson again, with the refusal at its place and nothing lost."""
    reading = read_lesson(
        page, request.user, url=url_of(request, page), refusal=refusal
    )
    return lesson_response(request, reading, status=400)


def refused_quiz(
    request: SignedInRequest, page: LessonPage, refused: Refused
) -> HttpResponse:
    """The lesson again, with the refusal at its place in a quiz and nothing lost."""
    reading = read_lesson(
        page, request.user, url=url_of(request, page), refused=refused
    )
    return lesson_response(request, reading, status=400)


def not_in_the_course(request: HttpRequest, reading: StepReading) -> HttpResponse:
    """A lesson in a module that is not live is not live either: on with the course."""
    messages.info(request, _("This lesson is not in the course at the moment."))
    return redirect(reading.outline.url)


def not_open_yet(request: HttpRequest, reading: StepReading) -> HttpResponse:
    """A page that says what comes before this lesson, at the address of the lesson."""
    context = {"page": reading.page, "reading": reading}
    return TemplateResponse(request, "courses/lesson_closed.html", context)


def begin(reading: StepReading) -> int:
    """Open the lesson; answers the participation in it.

    Raises ``ComesLater`` while others come first.
    """
    assert reading.course  # noqa: S101 (who gets here takes part)
    assert reading.course.participation  # noqa: S101
    activity = LearningActivity.objects.get(key=reading.page.translation_key)
    page = reading.page if isinstance(reading.page, LessonPage) else None
    return operations.open_lesson(reading.course.participation, activity, page).pk


def url_of(request: HttpRequest, page: LessonPage) -> str:
    """The address of a lesson on the site that asks."""
    return page.get_url(request) or "/"
