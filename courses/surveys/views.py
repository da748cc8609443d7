"""Answering the survey of a completed course. Nobody has to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.exceptions import CourseError
from courses.models import CoursePage, SurveyMark
from lms.content.restrictions import may_see
from lms.learning.models import Participation

from . import operations
from .forms import SurveyForm

if TYPE_CHECKING:
    from lms.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def survey(request: HttpRequest, page_id: int) -> HttpResponse:
    """The sheet; once it is handed in, back to the course."""
    pages = CoursePage.objects.live().filter(survey__isnull=False)
    page = get_object_or_404(pages.select_related("survey"), pk=page_id)
    url = page.get_url(request) or "/"
    if not request.user.is_authenticated:
        return _signed_out(request, page)
    if not may_see(request, page):
        return redirect(url)  # where Wagtail says what it takes
    participation = completed(request.user, page)
    if participation is None:
        messages.info(
            request, _("You can answer this once you have completed the course.")
        )
        return redirect(url)
    if SurveyMark.objects.filter(participation=participation).exists():
        messages.info(request, _("You have already answered these questions."))
        return redirect(url)
    return _asked(request, page, participation)


def completed(person: User, page: CoursePage) -> Participation | None:
    """The participation with which somebody completed a course."""
    own = Participation.objects.of(person).completed()
    return own.filter(activity__key=page.translation_key).open_first().first()


def _asked(
    request: HttpRequest, page: CoursePage, participation: Participation
) -> HttpResponse:
    assert page.survey  # noqa: S101 (the view looked for one)
    if request.method != "POST":
        return _sheet(request, page, SurveyForm(survey=page.survey))
    form = SurveyForm(request.POST, survey=page.survey)
    if request.POST.get("edition") != form.edition:
        messages.warning(
            request,
            _("The questions were changed in the meantime. Look at them again."),
        )
        return _sheet(request, page, form, status=409)
    if not form.is_valid():
        return _sheet(request, page, form, status=400)
    try:
        operations.hand_in(participation.pk, page.survey, form.answers())
    except CourseError as error:
        form.add_error(None, str(error))
        return _sheet(request, page, form, status=400)
    messages.success(request, _("Thank you. Your answers are kept without your name."))
    return redirect(page.get_url(request) or "/")


def _signed_out(request: HttpRequest, page: CoursePage) -> HttpResponse:
    """What was filled in stands there again, to be sent after signing in elsewhere.

    It is kept nowhere: not in the browser either, where the next person could find it.
    """
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    assert page.survey  # noqa: S101 (the view looked for one)
    form = SurveyForm(request.POST, survey=page.survey)
    return _sheet(request, page, form, status=403)


def _sheet(
    request: HttpRequest, page: CoursePage, form: SurveyForm, *, status: int = 200
) -> HttpResponse:
    context = {"course": page, "survey": page.survey, "form": form}
    return render(request, "courses/surveys/sheet.html", context, status=status)
