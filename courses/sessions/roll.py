"""The roll of a date in the admin: who comes, who is there, who came without a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from courses.exceptions import CourseError
from courses.models import Attendance, Enrolment, Session
from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.common import clock
from lms.learning.attended import offers
from lms.learning.exceptions import LearningError
from lms.learning.models import Completion

from . import operations
from .admin import MAY_MARK, MAY_PLAN
from .forms import FindPersonForm, is_number
from .reading import on_the_roll, who_was_told
from .wording import times_of

MOST = 20
MARKS = {"ja": True, "nee": False}

may_mark = permission_required(MAY_MARK, raise_exception=True)


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the roll, and the last mark."""

    enrolment: Enrolment
    present: bool | None
    is_completed: bool

    @property
    def entity(self) -> str:
        mandate = self.enrolment.participation.mandate
        return mandate.entity.name if mandate else ""

    @property
    def is_final(self) -> bool:
        """Who was present has completed it: that stays, unless it is put right."""
        settled = self.enrolment.is_settled and self.is_completed
        return settled and bool(self.present)


@require_http_methods(["GET", "HEAD", "POST"])
@may_mark
def roll(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Who comes; from the beginning on, who is there: one form, or everyone at once."""
    own = Session.objects.in_charge_of(request.user)
    session = get_object_or_404(
        own.select_related("activity").prefetch_related("parts"), pk=session_id
    )
    if request.method == "POST":
        # Whom the trainer chose to be absent just now is not among the rest.
        _mark_each(request, session)
        if "everyone" in request.POST:
            _mark_everyone(request, session)
        return redirect(request.path)
    find = FindPersonForm(request.GET if "q" in request.GET else None)
    found = _found(find, session) if find.is_valid() else None
    now = clock.now()
    context = {
        "session": session,
        "times": times_of(session),
        "lines": _lines(session),
        "waiting": _waiting(session),
        "can_mark": session.begins_at <= now and not session.is_cancelled,
        "is_over": session.ends_at <= now,
        "can_cancel": session.begins_at > now and not session.is_cancelled,
        "may_plan": request.user.has_perm(MAY_PLAN),
        "offers": offers(request.user, session.activity, session.uid)
        if session.ends_at <= now and not session.is_cancelled
        else [],
        "find": find,
        "found": found[:MOST] if found is not None else None,
        "finds_more": found is not None and len(found) > MOST,
        "most": MOST,
    }
    return render(request, "courses/admin/roll.html", context)


@require_POST
@may_mark
def add(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Put somebody on the roll who came without a place."""
    own = Session.objects.in_charge_of(request.user)
    session = get_object_or_404(own, pk=session_id)
    sent = request.POST.get("person", "")
    known = User.objects.filter(is_active=True)
    person = known.filter(pk=sent).first() if is_number(sent) else None
    if person is None:
        messages.error(request, _("Choose somebody first."))
        return redirect("courses_roll", session.pk)
    try:
        operations.add_by_name(session.pk, person, by=request.user)
    except (CourseError, LearningError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(name)s is on the list.") % {"name": person})
    return redirect("courses_roll", session.pk)


def _lines(session: Session) -> list[Line]:
    last = Attendance.objects.filter(enrolment=OuterRef("pk")).last_first()
    known = on_the_roll(session.pk)
    if session.is_cancelled:
        known = who_was_told(session.pk).placed()
    done = Completion.objects.standing().filter(
        learner=OuterRef("learner"), activity=OuterRef("activity")
    )
    people: Any = known.annotate(
        last=Subquery(last.values("present")[:1]), is_completed=Exists(done)
    )
    found = people.select_related("learner", "participation__mandate__entity")
    return [Line(each, each.last, each.is_completed) for each in found]


def _waiting(session: Session) -> list[Enrolment]:
    waiting = session.enrolments.open().waiting()
    if session.is_cancelled:
        waiting = who_was_told(session.pk).waiting()
    return list(waiting.select_related("learner"))


def _mark_everyone(request: SignedInRequest, session: Session) -> None:
    done = operations.mark_everyone_present(session.pk, by=request.user)
    messages.success(
        request,
        ngettext(
            "%(count)s person is marked as present.",
            "%(count)s people are marked as present.",
            done,
        )
        % {"count": done},
    )


def _mark_each(request: SignedInRequest, session: Session) -> None:
    """Each mark stands by itself: what is refused keeps nothing else from being kept."""
    done = 0
    for enrolment in on_the_roll(session.pk):
        present = MARKS.get(request.POST.get(f"present-{enrolment.pk}", ""))
        if present is None:
            continue
        try:
            done += operations.mark(enrolment.pk, present=present, by=request.user)
        except (CourseError, LearningError) as error:
            messages.error(request, str(error))
    if "everyone" in request.POST and not done:
        return
    messages.success(
        request,
        ngettext("%(count)s mark was saved.", "%(count)s marks were saved.", done)
        % {"count": done},
    )


def _found(find: FindPersonForm, session: Session) -> list[User]:
    """Who has every word in the name or the address, and is not on the roll.

    One more than are shown, when there are more.
    """
    people = User.objects.filter(is_active=True)
    for word in find.cleaned_data["q"].split():
        people = people.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
        )
    people = people.exclude(pk__in=on_the_roll(session.pk).order_by().values("learner"))
    return list(people.order_by("last_name", "first_name", "pk")[: MOST + 1])
