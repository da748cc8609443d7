"""Trainers judge open answers, and give more time to who is busy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses import operations
from courses.exceptions import CourseError
from courses.forms import MoreTimeForm, ReviewForm
from courses.models import Attempt, QuestionVersion
from courses.models.pools import REVIEWED, questions_at
from courses.querysets import AttemptQuerySet
from courses.questions import Question
from lms.accounts.requests import SignedInRequest

MAY_REVIEW = "courses.review_attempt"
MOST = 200  # of each list: what is done makes room for the next
may_review = permission_required(MAY_REVIEW, raise_exception=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToJudge:
    """An open answer with the fields in which it is judged."""

    question: Question
    text: str
    score: Any
    feedback: Any


def attempts_for(user: Any) -> AttemptQuerySet:
    """Attempts of others at what somebody may change: they are its trainers."""
    policy = PagePermissionPolicy(Page)
    pages = policy.instances_user_has_permission_for(user, "change")
    found = Attempt.objects.filter(
        participation__activity__key__in=pages.values("translation_key")
    ).exclude(participation__learner=user)
    return found.select_related("participation__learner", "participation__activity")


class WaitingAnswersPanel(Component):
    """How many people wait for a score by this trainer, on the first page of the admin."""

    template_name = "courses/reviewing/waiting.html"
    order = 91

    def __init__(self, user: Any) -> None:
        may = user.has_perm(MAY_REVIEW)
        self.count = attempts_for(user).to_review().count() if may else 0

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:  # noqa: ARG002
        return {"count": self.count}


@may_review
def list_attempts(request: SignedInRequest) -> HttpResponse:
    """What waits for a score, longest first, and who is busy against the clock."""
    found = attempts_for(request.user)
    context = {
        "waiting": found.to_review().order_by("handed_in_at")[:MOST],
        "running": found.being_answered()
        .filter(deadline_at__isnull=False)
        .order_by("deadline_at")[:MOST],
    }
    return render(request, "courses/reviewing/list.html", context)


@may_review
def review(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """The open answers of one attempt, each with a score and a text to give."""
    attempt = get_object_or_404(attempts_for(request.user), pk=attempt_id)
    if not attempt.waits_for_review:
        messages.warning(request, _("This attempt was reviewed already."))
        return redirect("courses_reviewing")
    given = _open_answers(attempt)
    form = ReviewForm(request.POST or None, questions=given)
    if request.method == "POST" and form.is_valid():
        try:
            operations.review_attempt(attempt.pk, form.judgements, by=request.user)
        except CourseError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The learner gets a mail with your review."))
            return redirect("courses_reviewing")
    answers = [
        ToJudge(
            question=question,
            text=text,
            score=form[f"score-{key}"],
            feedback=form[f"feedback-{key}"],
        )
        for key, (question, text) in given.items()
    ]
    context = {"attempt": attempt, "form": form, "answers": answers}
    return render(request, "courses/reviewing/review.html", context)


@require_POST
@may_review
def give_time(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """More minutes for somebody who is busy."""
    attempt = attempts_for(request.user).filter(pk=attempt_id).first()
    if attempt is None:
        raise PermissionDenied
    form = MoreTimeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give a number of minutes from 1 to 600."))
        return redirect("courses_reviewing")
    try:
        operations.give_more_time(attempt.pk, form.cleaned_data["minutes"])
    except CourseError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The time was extended."))
    return redirect("courses_reviewing")


def _open_answers(attempt: Attempt) -> dict[UUID, tuple[Question, str]]:
    """The open questions that were answered, with the answer in words."""
    versions = QuestionVersion.objects.filter(
        pk__in=attempt.pinned.values(), kind=REVIEWED
    )
    asked = questions_at(versions.values_list("pk", flat=True))
    by_key = {question.id: question for question in asked.values()}
    answers = {one.question: one for one in attempt.answers.order_by("pk")}
    return {
        key: (by_key[key], "\n\n".join(by_key[key].words(answers[key].response)))
        for key in attempt.pinned
        if key in by_key and key in answers
    }
