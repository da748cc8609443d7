"""The printable version, for who takes part in the course or edits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from courses.reading import CourseReading, read_course
from lms.common import clock
from lms.content.restrictions import closed_keys, may_see

from .reading import printed_lessons

if TYPE_CHECKING:
    from lms.accounts.requests import SignedInRequest


@require_safe
@never_cache
@login_required
def printable(request: SignedInRequest, page_id: int) -> HttpResponse:
    """A lesson, or all lessons of a course, on paper; ``?met-notities`` adds one's own."""
    found: Page = get_object_or_404(Page.objects.live(), pk=page_id)
    course = _course_of(found)
    url = course.get_url(request) or "/"
    if not may_see(request, found):
        return redirect(url)  # where Wagtail says what it takes
    reading = read_course(course, request.user, url=url)
    edits = course.permissions_for_user(request.user).can_edit()
    if not edits and (reading.waits or not reading.participation):
        return redirect(url)
    wanted = None if found.pk == course.pk else found.pk
    closed = closed_keys(request)
    lessons = [
        one
        for one in _lessons(reading, wanted, closed_too=edits)
        if one[0].translation_key not in closed
    ]
    if not lessons:
        return redirect(url)  # where it says what comes first
    with_notes = "met-notities" in request.GET
    context = {
        "course": course,
        "course_url": request.build_absolute_uri(url),
        "whole": found.pk == course.pk,
        "lessons": printed_lessons(lessons, request.user, with_notes=with_notes),
        "with_notes": with_notes,
        "back": url if found.pk == course.pk else lessons[0][2],
        "origin": f"{request.scheme}://{request.get_host()}",
        "printed_on": clock.today(),
    }
    return render(request, "courses/printing/printable.html", context)


def _course_of(page: Page) -> CoursePage:
    """The live course that this page is, or that holds this lesson."""
    path = page.path[: -2 * Page.steplen] if page.depth > 2 else ""
    courses = CoursePage.objects.live().filter(path__in=[page.path, path])
    course = courses.order_by("-path").first()
    if course is None:
        raise Http404
    return course


def _lessons(
    reading: CourseReading, wanted: int | None, *, closed_too: bool
) -> list[tuple[LessonPage, int, str]]:
    """The lessons of the outline, or the one wanted, with their numbers and addresses.

    Without those that are not open yet to the reader, unless ``closed_too``.
    """
    steps = [
        (number, step)
        for number, step in enumerate(reading.outline.steps, start=1)
        if wanted in (None, step.pk) and (closed_too or step.state != "locked")
    ]
    pages = LessonPage.objects.in_bulk([step.pk for _number, step in steps])
    return [
        (pages[step.pk], number, step.url) for number, step in steps if step.pk in pages
    ]
