"""Answering a question of a lesson, and keeping a note."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from courses import operations
from courses.exceptions import CourseError, NotAnAnswer
from courses.models import LessonPage
from courses.reading import Refusal
from lms.accounts.requests import SignedInRequest
from lms.learning.exceptions import LearningError

from . import saving
from .lesson import refused, url_of
from .steps import form_key, step


@step
def answer(
    request: SignedInRequest, page: LessonPage, participation: int, question: UUID
) -> HttpResponse:
    """Store an answer and show what to learn from it; a script is told that it is stored."""
    sent = saving.sent_by(request)
    try:
        stored = operations.answer(
            participation,
            page,
            question=question,
            sent=sent,
            form_key=form_key(request),
        )
    except (CourseError, LearningError) as error:
        if saving.is_script(request):
            return saving.not_saved(error)
        if isinstance(error, NotAnAnswer):
            refusal = Refusal(
                block=question, error=str(error), parts=error.parts, sent=sent
            )
            return refused(request, page, refusal)
        messages.error(request, str(error))
    else:
        if saving.is_script(request):
            return saving.saved(stored.answered_at)
    return redirect(f"{url_of(request, page)}#vraag-{question}")


@step
def note(
    request: SignedInRequest, page: LessonPage, participation: int, block: UUID
) -> HttpResponse:
    """Keep a private note."""
    text = request.POST.get("text", "")
    try:
        operations.save_note(participation, page, block=block, text=text)
    except CourseError as error:
        refusal = Refusal(block=block, error=str(error), text=text)
        return refused(request, page, refusal)
    return redirect(f"{url_of(request, page)}#nota-{block}")
