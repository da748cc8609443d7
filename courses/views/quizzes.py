"""The forms of a quiz, in a lesson or on the page of a test."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses import kept, operations
from courses.exceptions import CourseError, NotAnAnswer
from courses.models import Attempt, LessonPage, TestPage
from courses.questions import FIELD, Sent
from courses.reading.attempt import Refused
from courses.reading.sender import live_lesson_or_test, taking_part_in
from lms.accounts.requests import SignedInRequest
from lms.common import clock
from lms.content.restrictions import may_see
from lms.learning.exceptions import LearningError

from . import saving
from .lesson import refused_quiz
from .steps import form_key, sign_in_first
from .tests import refusal_in_test

Asking = LessonPage | TestPage
Form = Callable[..., HttpResponse]


def quiz_form(view: Form) -> Callable[..., HttpResponse]:
    """A form of a quiz: find its page and the person's participation in it.

    As lean as it can be, for it takes every answer of a long test. Whoever has not
    opened the page yet, or left its course, is sent to the page, which says so.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def found(
        request: SignedInRequest, page_id: int, quiz: UUID, **kwargs: object
    ) -> HttpResponse:
        page = live_lesson_or_test(page_id)
        if page is None:
            raise Http404
        url = page.get_url(request) or "/"
        if request.method != "POST":
            return redirect(f"{url}#toets-{quiz}")
        if not request.user.is_authenticated or saving.is_of_somebody_else(request):
            return sign_in_first(request)
        participation = taking_part_in(page, request.user)
        if participation is None or not may_see(request, page):
            return redirect(url)
        response = view(request, page, participation, quiz, **kwargs)
        if "resent" in request.POST:
            kept.forget(response)
        return response

    return found


@quiz_form
def begin_quiz(
    request: SignedInRequest, page: Asking, participation: int, quiz: UUID
) -> HttpResponse:
    """Begin an attempt, or go on with the one that is open.

    Not at a page whose module or course is not live: the page says so.
    """
    if page.get_ancestors().filter(live=False).exists():
        return redirect(page.get_url(request) or "/")
    asked = page.quizzes.get(quiz)
    if asked is None:
        messages.error(request, _("This test is no longer here."))
        return redirect(page.get_url(request) or "/")
    try:
        operations.begin_attempt(participation, page, asked)
    except (CourseError, LearningError) as error:
        messages.error(request, str(error))
    return _back(request, page, f"toets-{quiz}")


@quiz_form
def answer_quiz(
    request: SignedInRequest,
    page: Asking,
    participation: int,
    quiz: UUID,
    question: UUID,
) -> HttpResponse:
    """Store an answer of an attempt; a script is told that it is stored."""
    attempt = _attempt(request, participation, quiz)
    sent = saving.sent_by(request)
    try:
        stored = operations.answer_attempt(
            participation,
            page,
            attempt.pk,
            question=question,
            sent=sent,
            form_key=form_key(request),
        )
    except (CourseError, LearningError) as error:
        if saving.is_script(request):
            return saving.not_saved(error)
        if isinstance(error, NotAnAnswer) and not _passes_over(sent):
            refused = Refused(
                question=question, error=str(error), parts=error.parts, sent=sent
            )
            return _refused(request, page, refused)
        if not _passes_over(sent):
            messages.error(request, str(error))
    else:
        if saving.is_script(request):
            return saving.saved(stored.answered_at)
    return _back(request, page, f"vraag-{question}", number=_number(attempt, question))


def _passes_over(sent: Sent) -> bool:
    """Whether somebody goes on to another question and leaves this one open."""
    given = (values for name, values in sent.items() if name.startswith(FIELD))
    return "to" in sent and not any(value.strip() for one in given for value in one)


@quiz_form
def mark_question(
    request: SignedInRequest,
    page: Asking,
    participation: int,
    quiz: UUID,
    question: UUID,
) -> HttpResponse:
    """Mark a question to come back to, or take the mark away."""
    attempt = _attempt(request, participation, quiz)
    operations.mark_question(
        attempt.pk, question, marked=request.POST.get("marked") == "1"
    )
    return _back(request, page, f"vraag-{question}", number=_number(attempt, question))


@quiz_form
def close_quiz(
    request: SignedInRequest, page: Asking, participation: int, quiz: UUID
) -> HttpResponse:
    """Hand an attempt in; with questions left, only after saying so.

    When a script says that the time is over, the clock here decides: somebody may have
    got more of it while the page was open.
    """
    attempt = _attempt(request, participation, quiz)
    is_over = attempt.is_over(clock.now())
    if "over" in request.POST and not is_over:
        return _back(request, page, f"toets-{quiz}")
    left = len(attempt.drawn) - attempt.answered_count()
    if left and attempt.is_open and not is_over and "sure" not in request.POST:
        url = page.get_url(request) or "/"
        return redirect(f"{url}?sluit-af=1#afsluiten-{quiz}")
    try:
        operations.hand_in(participation, page, attempt.pk)
    except (CourseError, LearningError) as error:
        messages.error(request, str(error))
    return _back(request, page, f"toets-{quiz}")


def _attempt(request: HttpRequest, participation: int, quiz: UUID) -> Attempt:
    """The attempt of the person that the form is about; 404 for one that they never began.

    The last one for a form that does not say so. A page that stayed open on an earlier
    one must not answer, nor hand in, the next.
    """
    attempts = Attempt.objects.at(participation, quiz).order_by("number")
    number = request.POST.get("attempt", "")
    if number.isascii() and number.isdigit():
        attempts = attempts.filter(number=number[:9])
    attempt = attempts.last()
    if attempt is None:
        raise Http404
    return attempt


def _number(attempt: Attempt, question: UUID) -> int | None:
    """Where to go on in an attempt that shows one question at a time."""
    if attempt.shows_all or question not in attempt.pinned:
        return None
    return 1 + list(attempt.pinned).index(question)


def _back(
    request: HttpRequest, page: Any, place: str, *, number: int | None = None
) -> HttpResponse:
    """To the page; where one question is shown, to the one that the pressed button names."""
    number = _asked_for(request) or number
    url = page.get_url(request) or "/"
    if number and "to" in request.POST:
        return redirect(f"{url}?vraag={number}#werk")
    return redirect(f"{url}?vraag={number}#{place}" if number else f"{url}#{place}")


def _asked_for(request: HttpRequest) -> int | None:
    to = request.POST.get("to", "")
    return int(to) if to.isascii() and to.isdigit() and len(to) < 5 else None


def _refused(request: SignedInRequest, page: Asking, refused: Refused) -> HttpResponse:
    if isinstance(page, TestPage):
        return refusal_in_test(request, page, refused)
    return refused_quiz(request, page, refused)
