"""Surveys in the admin: the list that authors keep, and what people answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.widgets.button import ListingButton
from wagtail.permissions import page_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from courses import menus
from courses.models import CoursePage, Survey, SurveyBundle

from .results import SurveyResult, result_of

if TYPE_CHECKING:
    from lms.accounts.requests import SignedInRequest


class SurveyViewSet(SnippetViewSet):
    """Questions for the end of a course; a course page chooses one."""

    model = Survey
    icon = "form"
    menu_label = gettext_lazy("Surveys")
    menu_order = 30
    list_display = ["title"]
    menu_hook = menus.ASKING


def results_button(
    snippet: Any,
    user: Any,  # noqa: ARG001 (a hook's signature)
    next_url: str | None = None,  # noqa: ARG001
) -> Iterator[ListingButton]:
    """From a survey in the list to what people answered."""
    if isinstance(snippet, Survey):
        yield ListingButton(
            _("Results"),
            reverse("courses_survey_results", args=[snippet.pk]),
            icon_name="order",
            priority=20,
        )


def courses_of_trainer(user: Any) -> QuerySet[CoursePage]:
    """The courses that somebody may edit."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return CoursePage.objects.filter(pk__in=pages.order_by().values("pk"))


@require_safe
def results(request: SignedInRequest, survey_id: int) -> HttpResponse:
    """The sums of a survey, for each course of this trainer and each edition."""
    survey = get_object_or_404(Survey, pk=survey_id)
    keys = courses_of_trainer(request.user).order_by().values("translation_key")
    bundles = (
        SurveyBundle.objects.filter(edition__survey=survey, course__key__in=keys)
        .select_related("course", "edition")
        .order_by("course__title", "course", "-edition__number", "pk")
    )
    choices = _by_course_and_edition(list(bundles))
    chosen = choices.get(request.GET.get("van", "")) or next(
        iter(choices.values()), None
    )
    context = {
        "survey": survey,
        "choices": choices,
        "chosen": chosen,
        "result": _result(chosen) if chosen else None,
    }
    return render(request, "courses/admin/survey_results.html", context)


def _by_course_and_edition(
    bundles: list[SurveyBundle],
) -> dict[str, list[SurveyBundle]]:
    found: dict[str, list[SurveyBundle]] = {}
    for bundle in bundles:
        key = f"{bundle.course_id}-{bundle.edition.number}"
        found.setdefault(key, []).append(bundle)
    return found


def _result(bundles: list[SurveyBundle]) -> SurveyResult:
    return result_of(bundles[0].edition, bundles)
