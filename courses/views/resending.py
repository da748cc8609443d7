"""A form that was kept while its sender signed in again, to be sent after all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from courses import kept
from courses.asking import in_words
from courses.models import AssignmentPage, Attempt, LessonPage, TestPage
from courses.models.pools import questions_at
from courses.questions import Question
from lms.accounts.requests import SignedInRequest
from lms.content.restrictions import may_see


@require_safe
@login_required
def resend(request: SignedInRequest) -> HttpResponse:
    """Show the form that was kept while its sender signed in, to be sent after all."""
    form = kept.kept(request)
    told = _what_was_sent(request, form) if form else None
    if form is None or told is None or form.person != request.user.pk:
        response: HttpResponse = redirect("/mijn-leren/")
        kept.forget(response)
        return response
    context = {"form": form, "mark": kept.mark_of(request.user), **told}
    return render(request, "courses/resend.html", context)


def _what_was_sent(
    request: HttpRequest, form: kept.KeptForm
) -> dict[str, object] | None:
    """A kept form in words; nothing when it is not of a lesson that one can still see."""
    try:
        match = resolve(form.to)
    except Resolver404:
        return None
    if match.app_name != "courses":
        return None
    page_id = match.kwargs.get("page_id")
    lesson = (
        LessonPage.objects.live().filter(pk=page_id).first()
        or TestPage.objects.live().filter(pk=page_id).first()
        or AssignmentPage.objects.live().filter(pk=page_id).first()
    )
    if lesson is None or not may_see(request, lesson):
        return None
    question = _question(request, lesson, match.kwargs)
    return {
        "lesson": lesson,
        "is_assignment": isinstance(lesson, AssignmentPage),
        "question": question,
        "told": in_words(question, form.by_name) if question else (),
    }


def _question(
    request: HttpRequest,
    page: LessonPage | TestPage | AssignmentPage,
    named: Mapping[str, Any],
) -> Question | None:
    """The question that was answered, if it was one."""
    asked = named.get("question")
    if "quiz" in named:
        return _in_an_attempt(request, named["quiz"], asked)
    if isinstance(page, AssignmentPage):
        return None
    return page.questions.get(asked) if asked else None


def _in_an_attempt(
    request: HttpRequest, quiz: UUID, asked: UUID | None
) -> Question | None:
    """The question as it is asked in the person's last attempt at a quiz."""
    attempts = Attempt.objects.filter(participation__learner=request.user.pk, quiz=quiz)
    attempt = attempts.order_by("number").last()
    version = attempt.pinned.get(asked) if attempt and asked else None
    return questions_at([version]).get(version) if version else None
