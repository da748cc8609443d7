"""Confirming lessons, in the admin: which lessons, who waits, and the button."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses import operations
from courses.exceptions import CourseError
from courses.models import LessonPage
from courses.waiting import (
    MOST,
    PERMISSION,
    confirmed_last,
    lessons_to_confirm,
    who_waits,
)
from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.learning.exceptions import LearningError


def may_confirm(person: User) -> bool:
    """Whether there is anything that this person could confirm, now or later."""
    return person.has_perm(PERMISSION) or lessons_to_confirm(person).exists()


@require_safe
def lessons(request: SignedInRequest) -> HttpResponse:
    """The lessons that ask for it, each with how many wait. Denied to who confirms none."""
    if not may_confirm(request.user):
        raise PermissionDenied
    found = lessons_to_confirm(request.user)
    return render(request, "courses/admin/lessons_to_confirm.html", {"lessons": found})


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: SignedInRequest, page_id: int) -> HttpResponse:
    """Who waits in one lesson; a button confirms one person."""
    page = get_object_or_404(lessons_to_confirm(request.user), pk=page_id)
    if request.method == "POST":
        _confirm(request, page)
        return redirect(request.path)
    people = list(who_waits(page)[: MOST + 1])
    context = {
        "lesson": page,
        "people": people[:MOST],
        "too_many": len(people) > MOST,
        "confirmed": confirmed_last(page),
    }
    return render(request, "courses/admin/confirm_lesson.html", context)


def _confirm(request: SignedInRequest, page: LessonPage) -> None:
    sent = request.POST.get("participation", "")
    waiting = (
        who_waits(page).filter(pk=sent) if sent.isascii() and sent.isdigit() else None
    )
    found = waiting.first() if waiting is not None else None
    if found is None:
        messages.info(request, _("This person does not wait for it any more."))
        return
    name = {"name": str(found.learner)}
    try:
        done = operations.confirm(found.pk, page, by=request.user)
    except (CourseError, LearningError) as error:
        messages.error(request, str(error))
        return
    if done.is_completed:
        told = _("Confirmed: %(name)s has completed this lesson.")
    else:
        told = _("Confirmed. %(name)s still has something else to do in this lesson.")
    messages.success(request, told % name)
