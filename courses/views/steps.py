"""What each form of a lesson shares: who sends it, from which lesson, taking part or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses import kept
from courses.models import LessonPage
from courses.reading.sender import live_lesson, working_in
from courses.reading.step import read_step
from lms.accounts.requests import SignedInRequest
from lms.content.restrictions import may_see
from lms.learning.exceptions import ComesLater

from . import saving
from .lesson import begin, not_in_the_course

Step = Callable[..., HttpResponse]


def step(view: Step) -> Callable[..., HttpResponse]:
    """A form of a lesson: find the lesson and the person's participation in it.

    As lean as it can be, for it takes every answer; only who does not work in the lesson
    (any more, or yet) has all of the course looked up, to hear why. Someone who is no
    longer signed in keeps what was sent and signs in first; a reload of the answer's
    address leads back to the lesson.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def found(request: SignedInRequest, page_id: int, **kwargs: object) -> HttpResponse:
        page = live_lesson(page_id)
        if page is None:
            raise Http404
        url = page.get_url(request) or "/"
        if request.method != "POST":
            return redirect(url)
        if not request.user.is_authenticated or saving.is_of_somebody_else(request):
            return sign_in_first(request)
        if not may_see(request, page):
            return redirect(url)  # where Wagtail says what it takes
        participation = working_in(page, request.user) or _begun(request, page, url)
        if not isinstance(participation, int):
            return participation
        response = view(request, page, participation, **kwargs)
        if "resent" in request.POST:
            kept.forget(response)
        return response

    return found


def _begun(request: SignedInRequest, page: LessonPage, url: str) -> int | HttpResponse:
    """The participation of who only now begins; where everybody else goes.

    Who left hears so, and who is in a lesson that left; what comes first, the lesson says.
    """
    reading, _shown = read_step(page, request.user, url=url)
    if not (reading.course and reading.course.takes_part):
        messages.info(request, _("You no longer take part in this course."))
        return redirect(reading.outline.url)
    if not reading.number:
        return not_in_the_course(request, reading)
    if reading.first:
        return redirect(url)
    try:
        return begin(reading)
    except ComesLater:
        return redirect(url)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Keep what was sent, and have its sender sign in; a script keeps it itself.

    What somebody else filled in is refused: it is not of who is signed in now.
    """
    if saving.is_script(request):
        return saving.signed_out(request)
    if request.user.is_authenticated:
        messages.error(request, saving.why_not(request))
        return redirect(request.path)  # which leads to its page
    form = kept.form_of(request)
    response = redirect_to_login(reverse("courses:resend"))
    if kept.keep(response, form):
        messages.info(
            request,
            _(
                "You were signed out in the meantime. What you sent is kept in this "
                "browser: sign in and send it again."
            ),
        )
        return response
    return render(request, "courses/resend.html", {"form": form}, status=403)


def form_key(request: HttpRequest) -> UUID:
    """The key that the form carries; a form without one is never sent twice."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
