"""Answering a question of a lesson, and keeping a note."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from courses import operations
from courses.exceptions import CourseError, NothingChosen
from courses.reading import LessonReading, Refusal
from lms.accounts.requests import SignedInRequest
from lms.learning.exceptions import LearningError

from .lesson import refused, url_of
from .steps import form_key, step


@step
def answer(
    request: SignedInRequest, reading: LessonReading, participation: int, question: UUID
) -> HttpResponse:
    """Store an answer and show what to learn from it."""
    page = reading.page
    try:
        operations.answer(
            participation,
            page,
            question=question,
            chosen=request.POST.getlist("answer"),
            form_key=form_key(request),
        )
    except NothingChosen as error:
        refusal = Refusal(block=question, error=str(error))
        return refused(request, page, refusal)
    except (CourseError, LearningError) as error:
        messages.error(request, str(error))
    return redirect(f"{url_of(request, page)}#vraag-{question}")


@step
def note(
    request: SignedInRequest, reading: LessonReading, participation: int, block: UUID
) -> HttpResponse:
    """Keep a private note."""
    page, text = reading.page, request.POST.get("text", "")
    try:
        operations.save_note(participation, page, block=block, text=text)
    except CourseError as error:
        refusal = Refusal(block=block, error=str(error), text=text)
        return refused(request, page, refusal)
    return redirect(f"{url_of(request, page)}#nota-{block}")
