"""The pages of results in the admin, for who may edit what they are about."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from courses.models import BankQuestion, CoursePage, LessonPage, TestPage

from .counting import GROUP
from .reading import result_of, results_of

WITH_RESULTS = (CoursePage, LessonPage, TestPage)
TEMPLATE = "courses/admin/results.html"


@require_safe
def of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """The results of a course, a lesson or a test."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, WITH_RESULTS):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    sections = results_of(page)
    return _answer(
        request,
        title=page.title,
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        sections=sections,
        alone=not isinstance(page, CoursePage),
        suspects=sum(section.suspects for section in sections),
    )


@require_safe
def of_bank_question(request: HttpRequest, question_id: int) -> HttpResponse:
    """The result of one question of the bank, wherever it is asked."""
    if not request.user.has_perm("courses.change_bankquestion"):
        raise PermissionDenied
    question = get_object_or_404(BankQuestion, pk=question_id)
    result = result_of(question)
    return _answer(
        request,
        title=question.title,
        edit_url=reverse(
            question.snippet_viewset.get_url_name("edit"), args=[quote(question.pk)]
        ),
        of_bank=True,
        sections=[{"results": [result] if result else []}],
        alone=True,
        suspects=0,
    )


def _answer(request: HttpRequest, **context: Any) -> HttpResponse:
    return render(request, TEMPLATE, {"group": GROUP, **context})
