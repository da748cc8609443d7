"""The roll of a date in the admin: who comes, who is there, who came without a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import OuterRef, Q, Subquery
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

from . import operations
from .admin import MAY_MARK, MAY_PLAN
from .forms import FindPersonForm
from .reading import on_the_roll
from .wording import times_of

MOST = 20
MARKS = {"ja": True, "nee": False}

may_mark = permission_required(MAY_MARK, raise_exception=True)


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the roll, and the last mark."""

    enrolment: Enrolment
    present: bool | None

    @property
    def entity(self) -> str:
        mandate = self.enrolment.participation.mandate
        return mandate.entity.name if mandate else ""

    @property
    def is_final(self) -> bool:
        """Who was present has completed it: that stays."""
        return self.enrolment.is_settled and bool(self.present)


@require_http_methods(["GET", "HEAD", "POST"])
@may_mark
def roll(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Who comes; from the beginning on, who is there: one form, or everyone at once."""
    session = get_object_or_404(
        Session.objects.select_related("activity").prefetch_related("parts"),
        pk=session_id,
    )
    if request.method == "POST":
        if "everyone" in request.POST:
            _mark_everyone(request, session)
        else:
            _mark_each(request, session)
        return redirect(request.path)
    find = FindPersonForm(request.GET if "q" in request.GET else None)
    now = clock.now()
    context = {
        "session": session,
        "times": times_of(session),
        "lines": _lines(session),
        "waiting": session.enrolments.open().waiting().select_related("learner"),
        "can_mark": session.begins_at <= now and not session.is_cancelled,
        "can_cancel": session.begins_at > now and not session.is_cancelled,
        "may_plan": request.user.has_perm(MAY_PLAN),
        "offers": offers(request.user, session.activity, session.uid)
        if session.ends_at <= now and not session.is_cancelled
        else [],
        "find": find,
        "found": _found(find, session) if find.is_valid() else None,
    }
    return render(request, "courses/admin/roll.html", context)


@require_POST
@may_mark
def add(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Put somebody on the roll who came without a place."""
    session = get_object_or_404(Session, pk=session_id)
    sent = request.POST.get("person", "")
    known = User.objects.filter(is_active=True)
    person = known.filter(pk=sent).first() if _is_number(sent) else None
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
    people: Any = on_the_roll(session.pk).annotate(
        last=Subquery(last.values("present")[:1])
    )
    found = people.select_related("learner", "participation__mandate__entity")
    return [Line(each, each.last) for each in found]


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
    messages.success(
        request,
        ngettext("%(count)s mark was saved.", "%(count)s marks were saved.", done)
        % {"count": done},
    )


def _found(find: FindPersonForm, session: Session) -> list[User]:
    """Who has every word in the name or the address, and is not on the roll."""
    people = User.objects.filter(is_active=True)
    for word in find.cleaned_data["q"].split():
        people = people.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
        )
    people = people.exclude(pk__in=on_the_roll(session.pk).order_by().values("learner"))
    return list(people.order_by("last_name", "first_name", "pk")[:MOST])


def _is_number(sent: str) -> bool:
    return sent.isascii() and sent.isdigit() and len(sent) < 10
