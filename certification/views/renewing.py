"""The button that begins a renewal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certification import operations
from certification.exceptions import CertificationError
from lms.accounts.requests import SignedInRequest
from lms.learning.enums import ActivityKind
from lms.learning.exceptions import LearningError
from lms.learning.models import LearningActivity


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def renew(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Begin the next cycle and go to the page of the trajectory; nothing new by GET.

    Who signs in on the way comes here by GET: back to the page, where the button is.
    """
    trajectory = get_object_or_404(
        LearningActivity, key=key, kind=ActivityKind.TRAJECTORY
    )
    if request.method != "POST":
        messages.info(request, _("You were signed out. Press the button once more."))
        return redirect(trajectory.address)
    try:
        operations.renew(request.user, trajectory)
    except (CertificationError, LearningError) as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("You are registered to renew “%(title)s”.") % {"title": trajectory.title},
        )
    return redirect(trajectory.address)
