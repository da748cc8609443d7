"""The note and the button of a lesson, and the pages that gather them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses import kept
from courses.beside import PLACE
from courses.exceptions import CourseError
from courses.models import LessonNote
from courses.views.lesson import url_of
from courses.views.saving import is_script
from courses.views.steps import step
from lms.common import clock

from . import operations
from .reading import as_text, kept_lessons, notebooks_of

if TYPE_CHECKING:
    from courses.models import LessonPage
    from lms.accounts.requests import SignedInRequest


@step
def lesson_note(
    request: SignedInRequest, page: LessonPage, participation: int
) -> HttpResponse:
    """Keep the note at a lesson; to a script that saves while one types, say so in JSON."""
    text, known = request.POST.get("text", ""), request.POST.get("known")
    try:
        note = operations.save_lesson_note(participation, text, known=known)
    except CourseError as error:
        return _not_saved(request, page, participation, str(error))
    if is_script(request):
        return JsonResponse(_saved(note))
    return redirect(_url(request, page))


def _not_saved(
    request: SignedInRequest, page: LessonPage, participation: int, error: str
) -> HttpResponse:
    """Say why; on a page of its own with the text, which saving again then keeps.

    A script hears what is stored instead, to know its own text when only an answer of
    ours was lost on the way.
    """
    stored = LessonNote.objects.filter(participation=participation).first()
    version = operations.version_of(stored.saved_at if stored else None)
    if is_script(request):
        text = stored.text if stored else ""
        said = {"is_saved": False, "message": error, "known": version, "text": text}
        return JsonResponse(said)
    context = {
        "page": page,
        "url": _url(request, page),
        "text": request.POST.get("text", ""),
        "error": error,
        "known": version,
        "mark": kept.mark_of(request.user),
    }
    return render(request, "courses/notebook/refused.html", context, status=400)


@step
def bookmark(
    request: SignedInRequest, page: LessonPage, participation: int
) -> HttpResponse:
    """Keep a lesson, or let it go: what the button said when it was pressed."""
    if request.POST.get("keep") == "yes":
        operations.keep_lesson(participation)
        messages.success(request, _("This lesson is kept. You find it in My learning."))
    else:
        operations.let_lesson_go(participation)
        messages.success(request, _("This lesson is no longer kept."))
    if request.POST.get("back") == "list":
        return redirect("courses:bookmarks")
    return redirect(_url(request, page))


@require_safe
@never_cache
@login_required
def bookmarks(request: SignedInRequest) -> HttpResponse:
    """The lessons that one kept."""
    lessons = kept_lessons(request.user, request)
    return render(request, "courses/notebook/bookmarks.html", {"kept": lessons})


@require_safe
@never_cache
@login_required
def notes(request: SignedInRequest) -> HttpResponse:
    """All one's own notes by course, to search, to print and to follow to their lesson."""
    search, course = request.GET.get("q", "").strip(), request.GET.get("cursus", "")
    every = notebooks_of(request.user, request)
    found = (
        notebooks_of(request.user, request, search=search, course=course)
        if search or course
        else every
    )
    context = {
        "every": every,
        "notebooks": found,
        "count": sum(len(notebook.notes) for notebook in found),
        "search": search,
        "course": course,
    }
    return render(request, "courses/notebook/notes.html", context)


@require_safe
@never_cache
@login_required
def notes_as_text(request: SignedInRequest) -> HttpResponse:
    """The same notes as a file."""
    found = notebooks_of(
        request.user,
        request,
        search=request.GET.get("q", "").strip(),
        course=request.GET.get("cursus", ""),
    )
    return HttpResponse(
        as_text(found),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="mijn-notities.txt"'},
    )


def _url(request: SignedInRequest, page: LessonPage) -> str:
    """Back to what stands beside the lesson."""
    return f"{url_of(request, page)}#{PLACE}"


def _saved(note: LessonNote | None) -> dict[str, object]:
    message = _("The note is empty and is not kept.")
    if note:
        time = date_format(localtime(note.saved_at, clock.BRUSSELS), "H.i")
        message = _("Saved at %(time)s") % {"time": time}
    return {
        "is_saved": True,
        "message": message,
        "known": operations.version_of(note.saved_at if note else None),
    }
