"""Asking at a lesson, and all that one asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses import kept
from courses.beside import PLACE
from courses.exceptions import CourseError
from courses.models import TrainerQuestion
from courses.notebook.places import places_of
from courses.views.lesson import url_of
from courses.views.steps import step

from . import operations

if TYPE_CHECKING:
    from courses.models import LessonPage
    from lms.accounts.requests import SignedInRequest


@step
def ask_trainer(
    request: SignedInRequest, page: LessonPage, participation: int
) -> HttpResponse:
    """Put a question to the trainers of the course."""
    text = request.POST.get("text", "")
    url = url_of(request, page)
    try:
        operations.ask(participation, text)
    except CourseError as error:
        context = {"page": page, "text": text, "error": str(error), "url": url}
        context["mark"] = kept.mark_of(request.user)
        template = "courses/trainer_questions/refused.html"
        return render(request, template, context, status=400)
    messages.success(
        request, _("Your question was sent. You get a mail when there is an answer.")
    )
    return redirect(f"{url}#{PLACE}")


@require_safe
@never_cache
@login_required
def own_questions(request: SignedInRequest) -> HttpResponse:
    """All that one asked, with the answers."""
    asked = list(TrainerQuestion.objects.of(request.user).with_names())
    places = places_of({each.participation.activity.key for each in asked}, request)
    rows = [(each, places.get(each.participation.activity.key)) for each in asked]
    return render(request, "courses/trainer_questions/own.html", {"rows": rows})


@require_POST
@login_required
def withdraw(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Delete a question of one's own with its answer."""
    try:
        operations.withdraw_question(request.user, question_id)
    except TrainerQuestion.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Your question is deleted."))
    return redirect("courses:own_questions")
