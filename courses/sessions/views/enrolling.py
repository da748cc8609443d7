"""Asking for a place, giving it back, and the file for a calendar."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.exceptions import CourseError
from courses.models import Enrolment, Session
from courses.sessions import operations
from courses.sessions.agenda import FILE_NAME, agenda
from courses.sessions.calendar import MIME_TYPE
from courses.sessions.reading import is_full
from courses.sessions.wording import times_of
from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.learning import access
from lms.learning.exceptions import LearningError, NeedsApproval
from lms.learning.forms import JoinForm
from lms.learning.models import Participation
from lms.learning.visibility import sight_of
from lms.organisation.capacities import remembered
from lms.organisation.models import Mandate


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enrol(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Ask in which capacity and say who will see it, then give a place or a wait.

    One press is enough for who takes part already, and for what a trajectory asks.
    """
    session = _find(request, uid)
    sent = request.POST if request.method == "POST" else None
    form = JoinForm(sent, person=request.user, acting=remembered(request))
    known, mandate = _capacity(request, session)
    if request.method == "POST" and (known or form.is_valid()):
        try:
            _enrol(request, session, mandate if known else form.chosen)
        except NeedsApproval:  # asked on the page that says who decides
            return redirect("learning:join", key=session.activity.key)
        return redirect(session.activity.address)
    context = {
        "session": session,
        "times": times_of(session),
        "is_full": is_full(session),
        "form": form,
        "sight": sight_of(
            request.user,
            kind=session.activity.kind,
            key=session.activity.key,
            participation=None,
        ),
    }
    status = 400 if form.errors else 200
    return render(request, "courses/sessions/enrol.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leave(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Give one’s place back; who signs in on the way comes here by GET."""
    session = get_object_or_404(Session.objects.select_related("activity"), uid=uid)
    if request.method != "POST":
        messages.info(request, _("You were signed out. Press the button once more."))
        return redirect(session.activity.address)
    try:
        left = operations.leave(request.user, session.pk)
    except CourseError as error:
        messages.error(request, str(error))
    else:
        told = (
            _("You gave your place back. You get a mail about it.")
            if left.has_place
            else _("You are no longer on the waiting list.")
        )
        messages.success(request, told)
    return redirect(session.activity.address)


@require_safe
@never_cache
def agenda_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The date for a calendar; with the online link for who has a place."""
    session = _find(request, uid, with_parts=True)
    response = HttpResponse(
        agenda(session, with_link=_has_place(request, session)),
        content_type=f"{MIME_TYPE}; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


def _find(request: HttpRequest, uid: UUID, *, with_parts: bool = False) -> Session:
    """A date of what is on offer, and open to who asks."""
    offered = Session.objects.filter(activity__is_offered=True)
    if with_parts:
        offered = offered.prefetch_related("parts")
    session = get_object_or_404(offered.select_related("activity"), uid=uid)
    if not access.may_join(request, session.activity):
        raise Http404
    return session


def _has_place(request: HttpRequest, session: Session) -> bool:
    if not isinstance(request.user, User):
        return False
    own = Enrolment.objects.of(request.user).open().placed()
    return own.filter(session=session).exists()


def _capacity(
    request: SignedInRequest, session: Session
) -> tuple[bool, Mandate | None]:
    """Whether it is known in which capacity, and which: that of what asks for it."""
    if "as" not in request.POST:
        return False, None
    own = Participation.objects.of(request.user)
    taking_part = own.open().filter(activity=session.activity)
    asking = own.asking_for(session.activity.key).latest_first()
    for found in (taking_part, asking):
        if one := found.select_related("mandate").first():
            return True, one.mandate
    return False, None


def _enrol(request: SignedInRequest, session: Session, mandate: Mandate | None) -> None:
    try:
        done = operations.enrol(request.user, session.pk, mandate=mandate)
    except NeedsApproval:
        raise
    except (CourseError, LearningError) as error:
        messages.error(request, str(error))
        return
    if done.enrolment.has_place:
        told = _(
            "You have a place on %(day)s. You get a mail with it for your calendar."
        )
    else:
        told = _(
            "%(day)s is full. You are on the waiting list, and get a mail when a place "
            "comes free for you."
        )
    messages.success(request, told % {"day": session.day})
    for other in done.overlaps:
        messages.warning(
            request,
            _("At the same time you are enrolled for “%(title)s”.")
            % {"title": other.activity.title},
        )
