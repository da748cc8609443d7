"""The inbox of trainers in the admin: what was asked at lessons that they may edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.permissions import page_permission_policy

from courses.exceptions import CourseError
from courses.models import FrequentQuestion, LessonPage, TrainerQuestion
from courses.querysets import TrainerQuestionQuerySet

from . import operations
from .forms import AnswerForm, FrequentForm

if TYPE_CHECKING:
    from lms.accounts.requests import SignedInRequest

AT_ONCE = 25


def lessons_of_trainer(user: Any) -> QuerySet[LessonPage]:
    """The lessons that somebody may edit."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return LessonPage.objects.filter(pk__in=pages.order_by().values("pk"))


def questions_for(user: Any) -> TrainerQuestionQuerySet:
    """What was asked at these lessons."""
    keys = lessons_of_trainer(user).order_by().values("translation_key")
    return TrainerQuestion.objects.at_lessons(keys)


@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer, the oldest first; or what was answered, the last first."""
    if not page_permission_policy.user_has_permission(request.user, "change"):
        raise PermissionDenied
    answered = "beantwoord" in request.GET
    questions = questions_for(request.user).with_names()
    found = (
        questions.answered().order_by("-answered_at", "-pk")
        if answered
        else questions.open().order_by("asked_at", "pk")
    )
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("p"))
    return render(
        request, "courses/admin/inbox.html", {"questions": page, "answered": answered}
    )


def question(request: SignedInRequest, question_id: int) -> HttpResponse:
    """One question: answer it; and once it is answered, write it for everyone."""
    asked = get_object_or_404(questions_for(request.user).with_names(), pk=question_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = request.build_absolute_uri(reverse("courses:own_questions"))
        try:
            operations.answer_question(
                asked.pk,
                form.cleaned_data["answer"],
                by=request.user,
                address=f"{address}#vraag-{asked.pk}",
            )
        except CourseError as error:
            form.add_error("answer", str(error))
        else:
            messages.success(request, _("Your answer was sent."))
            return redirect("courses_question", asked.pk)
    return _question(request, asked, form=form)


@require_POST
def publish(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Put what a trainer wrote anew under the lesson."""
    asked = get_object_or_404(
        questions_for(request.user).answered().with_names(), pk=question_id
    )
    form = FrequentForm(request.POST)
    if not form.is_valid():
        return _question(request, asked, frequent=form)
    operations.publish_for_everyone(
        _lesson_of(request.user, asked),
        question=form.cleaned_data["question"],
        answer=form.cleaned_data["answer"],
    )
    messages.success(request, _("Everyone who takes the course now reads this."))
    return redirect("courses_question", asked.pk)


@require_POST
def remove(
    request: SignedInRequest, question_id: int, frequent_id: int
) -> HttpResponse:
    """Take a frequent question from under the lesson."""
    asked = get_object_or_404(questions_for(request.user), pk=question_id)
    operations.remove_from_lesson(_lesson_of(request.user, asked), frequent_id)
    messages.success(request, _("It no longer stands under the lesson."))
    return redirect("courses_question", asked.pk)


def _question(
    request: HttpRequest,
    asked: TrainerQuestion,
    *,
    form: AnswerForm | None = None,
    frequent: FrequentForm | None = None,
) -> HttpResponse:
    lesson = _lesson_of(request.user, asked)
    refused = bool(frequent or (form and form.errors))
    context = {
        "asked": asked,
        "lesson": lesson,
        "form": form or AnswerForm(),
        "frequent": frequent or FrequentForm(),
        "published": FrequentQuestion.objects.filter(lesson=lesson),
    }
    template = "courses/admin/question.html"
    return render(request, template, context, status=400 if refused else 200)


def _lesson_of(user: Any, asked: TrainerQuestion) -> LessonPage:
    key = asked.participation.activity.key
    lesson = lessons_of_trainer(user).filter(translation_key=key).first()
    if lesson is None:
        raise Http404
    return lesson
