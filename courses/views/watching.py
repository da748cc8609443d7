"""What a browser reports of watching, and the button of who read the text instead."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from courses import operations
from courses.exceptions import CourseError, TooFast
from courses.models import LessonPage, Watched
from courses.reading import told
from courses.watching import Unreadable, read_report
from lms.accounts.requests import SignedInRequest
from lms.learning.exceptions import LearningError

from . import saving
from .lesson import url_of
from .steps import step


def watch(request: HttpRequest, page_id: int, block: UUID) -> HttpResponse:
    """Add a report of the player; answers how far one is, or why it was not kept.

    401 tells the player that the session has expired and 429 that it was too soon: it
    keeps what it has and sends it again.
    """
    if request.method == "POST" and (
        not request.user.is_authenticated or saving.is_of_somebody_else(request)
    ):
        return JsonResponse({"told": _("You are signed out.")}, status=401)
    response: HttpResponse = _watch(request, page_id=page_id, block=block)
    return response


@step
def _watch(
    request: SignedInRequest, page: LessonPage, participation: int, block: UUID
) -> HttpResponse:
    try:
        report = read_report(request.POST.get("report", ""))
        watched = operations.watch(participation, page, block=block, report=report)
    except Unreadable:
        return JsonResponse({"told": _("This cannot be read.")}, status=400)
    except TooFast as error:
        return JsonResponse({"told": str(error)}, status=429)
    except (CourseError, LearningError) as error:
        return JsonResponse({"told": str(error)}, status=409)
    return JsonResponse(_how_far(page, block, watched))


def _how_far(page: LessonPage, block: UUID, watched: Watched) -> dict[str, object]:
    watchable = page.watchables[block]
    is_done = watched.completed_at is not None
    return {
        "percent": watched.percent,
        "done": is_done,
        "told": told(
            watchable.kind,
            percent=watched.percent,
            part=watchable.part,
            counts=page.asks_to_watch(block),
            is_done=is_done,
            is_read=watched.read_at is not None,
        ),
    }


@step
def read_instead(
    request: SignedInRequest, page: LessonPage, participation: int, block: UUID
) -> HttpResponse:
    """Keep that somebody read the transcript, which counts as watching."""
    try:
        operations.read_instead(participation, page, block=block)
    except (CourseError, LearningError) as error:
        messages.error(request, str(error))
    return redirect(f"{url_of(request, page)}#media-{block}")
