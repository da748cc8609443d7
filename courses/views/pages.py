"""Course and lesson pages, served for ``wagtail_hooks``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from courses import operations
from courses.models import CoursePage, LessonPage
from courses.reading import LessonReading, read_course, read_lesson
from courses.reading.quiz import QuizNow, over_since
from courses.reading.step import StepReading
from lms.common import clock
from lms.learning.exceptions import ComesLater
from lms.learning.models import Participation
from lms.learning.visibility import sight_of

from .lesson import begin, lesson_response, not_in_the_course, not_open_yet

if TYPE_CHECKING:
    from lms.accounts.models import User


def _reader(request: HttpRequest) -> User | None:
    """Who reads; nobody in a preview, so that it shows and records nothing of them."""
    if getattr(request, "is_preview", False) or not request.user.is_authenticated:
        return None
    return request.user


def show_course(request: HttpRequest, page: CoursePage) -> HttpResponse:
    """What the course is for and its outline, with the reader's own state."""
    url = page.get_url(request) or ""
    reader = _reader(request)
    reading = read_course(page, reader, url=url)
    context = {
        "page": page,
        "reading": reading,
        "reader": reader,
        "sight": sight_of(
            reader,
            kind=page.activity_kind,
            key=page.translation_key,
            participation=reading.participation,
        ),
        "record_of": page.translation_key if reading.participation else None,
        "roles": page.roles.all(),
        "terms": page.terms.all(),
    }
    if reader and reading.participation and reading.participation.is_completed:
        # What it counts for, and so what comes next.
        followed = Participation.objects.of(reader).asking_for(page.translation_key)
        context["trajectories"] = followed.with_activity().latest_first()
    return TemplateResponse(request, "courses/course.html", context)


def show_lesson(request: HttpRequest, page: LessonPage) -> HttpResponse:
    """A lesson for who takes part in its course; its editors may look without a trace."""
    url = page.get_url(request) or ""
    if getattr(request, "is_preview", False):
        reading = read_lesson(page, None, url=url, draft=True)
        reading.recorded = False
        return lesson_response(request, reading)
    if not request.user.is_authenticated:
        return redirect_to_login(url)
    wanted = request.GET.get("vraag", "")[:4]
    reading = read_lesson(page, request.user, url=url, wanted=wanted)
    if not (reading.course and reading.course.takes_part):
        if page.permissions_for_user(request.user).can_edit():
            reading.recorded = False
            return lesson_response(request, reading)
        messages.info(request, _("Register for this course first, then you can begin."))
        return redirect(reading.outline.url)
    if not reading.number:
        return not_in_the_course(request, reading)
    if reading.first:
        return not_open_yet(request, reading)
    return _visited(request, reading, url, wanted)


def _visited(
    request: HttpRequest, reading: LessonReading, url: str, wanted: str
) -> HttpResponse:
    try:
        if is_visit(request) and brought_up_to_date(reading, reading.quizzes.values()):
            page, reader = reading.page, _reader(request)
            reading = read_lesson(page, reader, url=url, wanted=wanted)
    except ComesLater as later:  # the course was published between reading and opening
        reading.first = later.missing
        return not_open_yet(request, reading)
    return lesson_response(request, reading)


def brought_up_to_date(reading: StepReading, quizzes: Iterable[QuizNow]) -> bool:
    """Open a step, and hand in what was left behind; whether anything changed.

    Raises ``ComesLater`` while others come first.
    """
    opened = changes_something(reading)
    if opened:
        begin(reading)
    participation = reading.standing and reading.standing.participation
    over = over_since(quizzes, clock.now())
    for attempt in over:
        operations.hand_in(participation or 0, reading.page, attempt.pk)
    return opened or bool(over)


def is_visit(request: HttpRequest) -> bool:
    """A page that a browser fetches ahead was not opened by anybody."""
    return request.method == "GET" and "prefetch" not in request.headers.get(
        "Sec-Purpose", ""
    )


def changes_something(reading: StepReading) -> bool:
    """Whether this visit begins something or moves the place to resume."""
    course, lesson = reading.course, reading.standing
    if course is None or lesson is None:
        return False
    return not (
        course.has_begun and lesson.has_begun and course.last_part == lesson.key
    )
