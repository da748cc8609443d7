"""Completing the own part of a lesson."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from courses import operations
from courses.exceptions import NotReady
from courses.models import LessonPage
from courses.reading import Refusal, read_lesson
from courses.reading.step import StepReading, read_step
from lms.accounts.requests import SignedInRequest
from lms.learning.exceptions import LearningError

from .lesson import HOW_TO_COMPLETE, refused, url_of
from .steps import step


@step
def complete(
    request: SignedInRequest, page: LessonPage, participation: int
) -> HttpResponse:
    """Complete the own part of a lesson and go on."""
    url = url_of(request, page)
    try:
        done = operations.complete_lesson(participation, page)
    except NotReady:
        left = read_lesson(page, request.user, url=url).unanswered
        if not left:  # it was answered in another tab meanwhile
            return redirect(url)
        first, *others = left
        error = _("You have not answered this question yet.")
        refusal = Refusal(block=first, error=error, others=tuple(others))
        return refused(request, page, refusal)
    except LearningError as error:
        messages.error(request, str(error))
        return redirect(_step(request, page).outline.url)
    if not done.is_completed:
        messages.info(
            request,
            _(
                "You have read this lesson. It is complete once you have also done what is listed below."
            ),
        )
        return redirect(f"{url}#{HOW_TO_COMPLETE}")
    here = _step(request, page)
    return redirect(here.after.url if here.after else here.outline.url)


def _step(request: SignedInRequest, page: LessonPage) -> StepReading:
    reading, _shown = read_step(page, request.user, url=url_of(request, page))
    return reading
