"""The desk of trainers in the admin: what waits, and deciding about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.ui.components import Component

from courses.exceptions import AlreadyReviewed, CourseError, NotDecided
from lms.learning.exceptions import LearningError

from .forms import VerdictForm
from .judging import MAY_REVIEW, criteria_of, judge, page_of, submissions_for
from .reading import rounds_of

if TYPE_CHECKING:
    from courses.models import Submission
    from lms.accounts.requests import SignedInRequest

AT_ONCE = 25
may_review = permission_required(MAY_REVIEW, raise_exception=True)


class WaitingAssignmentsPanel(Component):
    """How many assignments wait for this trainer, on the first page of the admin."""

    template_name = "courses/assignments/admin/waiting.html"
    order = 92

    def __init__(self, user: Any) -> None:
        self.count = submissions_for(user).waiting().count()

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:  # noqa: ARG002
        return {"count": self.count}


@require_safe
@never_cache
@may_review
def submissions(request: SignedInRequest) -> HttpResponse:
    """What waits, the oldest first; or what was judged, the last first."""
    judged = "beoordeeld" in request.GET
    found = submissions_for(request.user).with_names()
    found = (
        found.reviewed().order_by("-review__reviewed_at", "-pk")
        if judged
        else found.waiting().order_by("handed_in_at", "pk")
    )
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("p"))
    context = {"submissions": page, "judged": judged}
    return render(request, "courses/assignments/admin/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_review
def submission(request: SignedInRequest, submission_id: int) -> HttpResponse:
    """One round with those before it, and the form to decide in."""
    found = get_object_or_404(
        submissions_for(request.user).with_names(), pk=submission_id
    )
    criteria = criteria_of(page_of(found.participation))
    form = VerdictForm(request.POST or None, criteria=criteria)
    if request.method == "POST" and form.is_valid():
        try:
            review = judge(found.pk, form.verdict, by=request.user)
        except AlreadyReviewed as error:
            form.add_error(None, str(error))
            return _page(request, found, form, status=409)
        except NotDecided as error:
            named = error.field if error.field in form.fields else None
            form.add_error(named, str(error))
        except (CourseError, LearningError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("Accepted. The learner gets a mail.")
                if review.is_accepted
                else _("Returned. The learner gets a mail."),
            )
            return redirect("courses_submissions")
    return _page(request, found, form, status=400 if form.errors else 200)


def _page(
    request: SignedInRequest, found: Submission, form: VerdictForm, *, status: int
) -> HttpResponse:
    rounds = [each for each in rounds_of(found.participation) if not each.is_draft]
    # Read anew: somebody else may have decided just now.
    shown = next(each for each in rounds if each.pk == found.pk)
    context = {
        "submission": shown,
        "participation": found.participation,
        "earlier": [each for each in reversed(rounds) if each.number < shown.number],
        "form": form,
        "can_judge": shown.judged is None and found.participation.is_open,
        "was_late": status == 409,
    }
    template = "courses/assignments/admin/submission.html"
    return render(request, template, context, status=status)
