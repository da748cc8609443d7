"""Moving people who are under way to the version of a trajectory that holds today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from certification.forms import MoveForm
from certification.models import TrajectoryPage
from certification.panels import MAY_MOVE
from certification.roll import MOST, stayed_behind
from lms.accounts.models import User
from lms.learning import operations as learning
from lms.learning.exceptions import LearningError
from lms.learning.models import LearningActivity, Participation
from lms.learning.standings import standings_of

if TYPE_CHECKING:

    class CoordinatorRequest(HttpRequest):
        """Of somebody who is signed in and may move people."""

        user: User


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(MAY_MOVE, raise_exception=True)
def versions(request: CoordinatorRequest, page_id: int) -> HttpResponse:
    """Who stays on an earlier version (GET); move one of them, or everybody (POST).

    For who may edit the page: only they decide what the trajectory asks.
    """
    page = get_object_or_404(TrajectoryPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    activity = get_object_or_404(LearningActivity, key=page.translation_key)
    q = request.GET.get("q", "").strip()[:100]
    people = stayed_behind(activity, matching=q)
    form = MoveForm(request.POST or None, people=people)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            _move(request, activity, form)
            return redirect(request.get_full_path())
        status = 400
    context = {
        "page": page,
        "q": q,
        "people": people[:MOST],
        "too_many": len(people) > MOST,
        "standings": standings_of(activity),
        "form": form,
    }
    return render(request, "certification/admin/versions.html", context, status=status)


def _move(
    request: CoordinatorRequest, activity: LearningActivity, form: MoveForm
) -> None:
    reason, chosen = form.cleaned_data["reason"], form.cleaned_data["person"]
    if len(chosen) == 1 and not form.moves_everybody:
        _move_one(request, chosen[0], reason)
        return
    if form.moves_everybody:
        moved = learning.move_everybody_to_current_version(
            activity, reason=reason, by=request.user
        )
    else:
        moved = learning.move_several(chosen, reason=reason, by=request.user)
    messages.success(request, _moved(moved))
    if moved.failed:
        messages.error(request, _failed(moved))


def _move_one(request: CoordinatorRequest, chosen: int, reason: str) -> None:
    try:
        participation = learning.move_to_current_version(
            chosen, reason=reason, by=request.user
        )
    except LearningError as error:
        messages.error(request, str(error))
        return
    messages.success(request, _moved_one(participation))


def _moved(moved: learning.Moved) -> str:
    told = ngettext(
        "%(people)s person was moved to the version of today.",
        "%(people)s people were moved to the version of today.",
        moved.moved,
    ) % {"people": moved.moved}
    if not moved.completed:
        return told
    done = ngettext(
        "%(people)s of them met it already and completed the trajectory.",
        "%(people)s of them met it already and completed the trajectory.",
        moved.completed,
    ) % {"people": moved.completed}
    return f"{told} {done}"


def _failed(moved: learning.Moved) -> str:
    return ngettext(
        "%(people)s person could not be moved. Try again.",
        "%(people)s people could not be moved. Try again.",
        moved.failed,
    ) % {"people": moved.failed}


def _moved_one(participation: Participation) -> str:
    name = participation.learner.get_full_name() or participation.learner.email
    if participation.is_completed:
        return _(
            "%(name)s was moved, met the version of today already, and completed the "
            "trajectory."
        ) % {"name": name}
    return _("%(name)s goes on with the version of today.") % {"name": name}
