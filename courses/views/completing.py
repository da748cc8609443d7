"""Completing the own part of a lesson."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from courses import operations
from courses.exceptions import NotReady
from courses.reading import LessonReading, Refusal
from lms.accounts.requests import SignedInRequest
from lms.learning.exceptions import LearningError

from .lesson import HOW_TO_COMPLETE, refused, url_of
from .steps import step


@step
def complete(
    request: SignedInRequest, reading: LessonReading, participation: int
) -> HttpResponse:
    """Complete the own part of a lesson and go on."""
    page = reading.page
    url = url_of(request, page)
    try:
        done = operations.complete_lesson(participation, page)
    except NotReady:
        first, *others = reading.unanswered
        error = _("You have not answered this question yet.")
        refusal = Refusal(block=first, error=error, others=tuple(others))
        return refused(request, page, refusal)
    except LearningError as error:
        messages.error(request, str(error))
        return redirect(reading.outline.url)
    if not done.is_completed:
        messages.info(
            request,
            _(
                "You have read this lesson. It is complete once you have also done what is listed below."
            ),
        )
        return redirect(f"{url}#{HOW_TO_COMPLETE}")
    return redirect(reading.after.url if reading.after else reading.outline.url)
