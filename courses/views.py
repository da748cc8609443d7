"""The player: course and lesson pages (served for ``wagtail_hooks``) and their forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lms.content.restrictions import may_see
from lms.learning.exceptions import LearningError
from lms.learning.models import LearningActivity, Participation
from lms.learning.visibility import sight_of

from . import kept, operations
from .exceptions import CourseError, NothingChosen, NotReady
from .models import CoursePage, LessonPage
from .reading import LessonReading, Refusal, read_course, read_lesson

if TYPE_CHECKING:
    from lms.accounts.models import User

    class LearnerRequest(HttpRequest):
        user: User


HOW_TO_COMPLETE = "zo-voltooi-je-deze-les"


def _reader(request: HttpRequest) -> User | None:
    """Who reads; nobody in a preview, so that it shows and records nothing of them."""
    if getattr(request, "is_preview", False) or not request.user.is_authenticated:
        return None
    return request.user


def show_course(request: HttpRequest, page: CoursePage) -> HttpResponse:
    """What the course is for and its outline, with the reader's own state."""
    url = page.get_url(request) or ""
    reader = _reader(request)
    reading = read_course(page, reader, url=url)
    context = {
        "page": page,
        "reading": reading,
        "reader": reader,
        "sight": sight_of(
            reader,
            kind=page.activity_kind,
            key=page.translation_key,
            participation=reading.participation,
        ),
        "record_of": page.translation_key if reading.participation else None,
        "roles": page.roles.all(),
        "terms": page.terms.all(),
    }
    if reader and reading.participation and reading.participation.is_completed:
        # What it counts for, and so what comes next.
        followed = Participation.objects.of(reader).asking_for(page.translation_key)
        context["trajectories"] = followed.with_activity().latest_first()
    return TemplateResponse(request, "courses/course.html", context)


def show_lesson(request: HttpRequest, page: LessonPage) -> HttpResponse:
    """A lesson for who takes part in its course; its editors may look without a trace."""
    url = page.get_url(request) or ""
    if getattr(request, "is_preview", False):
        reading = read_lesson(page, None, url=url, draft=True)
        reading.recorded = False
        return _lesson(request, reading)
    if not request.user.is_authenticated:
        return redirect_to_login(url)
    reading = read_lesson(page, request.user, url=url)
    if not (reading.course and reading.course.takes_part):
        if page.permissions_for_user(request.user).can_edit():
            reading.recorded = False
            return _lesson(request, reading)
        messages.info(request, _("Register for this course first, then you can begin."))
        return redirect(reading.outline.url)
    if not reading.number:
        return _not_in_the_course(request, reading)
    if _is_visit(request) and _changes_something(reading):
        _open(reading)
        reading = read_lesson(page, request.user, url=url)
    return _lesson(request, reading)


def _not_in_the_course(request: HttpRequest, reading: LessonReading) -> HttpResponse:
    """A lesson in a module that is not live is not live either: on with the course."""
    messages.info(request, _("This lesson is not in the course at the moment."))
    return redirect(reading.outline.url)


def _is_visit(request: HttpRequest) -> bool:
    """A page that a browser fetches ahead was not opened by anybody."""
    return request.method == "GET" and "prefetch" not in request.headers.get(
        "Sec-Purpose", ""
    )


def _changes_something(reading: LessonReading) -> bool:
    """Whether this visit begins something or moves the place to resume."""
    course, lesson = reading.course, reading.standing
    if course is None or lesson is None:
        return False
    return not (
        course.has_begun and lesson.has_begun and course.last_part == lesson.key
    )


def _open(reading: LessonReading) -> int:
    """Open the lesson; answers the participation in it."""
    assert reading.course  # noqa: S101 (who gets here takes part)
    assert reading.course.participation  # noqa: S101
    activity = LearningActivity.objects.get(key=reading.page.translation_key)
    return operations.open_lesson(reading.course.participation, activity).pk


def _lesson(
    request: HttpRequest, reading: LessonReading, *, status: int = 200
) -> HttpResponse:
    context = {
        "page": reading.page,
        "reading": reading,
        "how_to_complete": HOW_TO_COMPLETE,
        "mark": kept.mark_of(request.user) if reading.recorded else "",
    }
    return TemplateResponse(request, "courses/lesson.html", context, status=status)


Step = Callable[..., HttpResponse]


def step(view: Step) -> Callable[..., HttpResponse]:
    """A form of a lesson: find the lesson and the person's participation in it.

    Someone who is no longer signed in keeps what was sent and signs in first; a
    reload of the answer's address leads back to the lesson.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def found(request: HttpRequest, page_id: int, **kwargs: object) -> HttpResponse:
        page = get_object_or_404(LessonPage.objects.live(), pk=page_id)
        url = page.get_url(request) or "/"
        if request.method != "POST":
            return redirect(url)
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        if not may_see(request, page):
            return redirect(url)  # where Wagtail says what it takes
        reading = read_lesson(page, request.user, url=url)
        if not (reading.course and reading.course.takes_part):
            messages.info(request, _("You no longer take part in this course."))
            return redirect(reading.outline.url)
        if not reading.number:
            return _not_in_the_course(request, reading)
        participation = reading.standing and reading.standing.participation
        response = view(request, reading, participation or _open(reading), **kwargs)
        if "resent" in request.POST:
            kept.forget(response)
        return response

    return found


def _sign_in_first(request: HttpRequest) -> HttpResponse:
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


@step
def answer(
    request: LearnerRequest, reading: LessonReading, participation: int, question: UUID
) -> HttpResponse:
    """Store an answer and show what to learn from it."""
    page = reading.page
    try:
        operations.answer(
            participation,
            page,
            question=question,
            chosen=request.POST.getlist("answer"),
            form_key=_form_key(request),
        )
    except NothingChosen as error:
        refusal = Refusal(block=question, error=str(error))
        return _refused(request, page, refusal)
    except (CourseError, LearningError) as error:
        messages.error(request, str(error))
    return redirect(f"{_url(request, page)}#vraag-{question}")


@step
def note(
    request: LearnerRequest, reading: LessonReading, participation: int, block: UUID
) -> HttpResponse:
    """Keep a private note."""
    page, text = reading.page, request.POST.get("text", "")
    try:
        operations.save_note(participation, page, block=block, text=text)
    except CourseError as error:
        refusal = Refusal(block=block, error=str(error), text=text)
        return _refused(request, page, refusal)
    return redirect(f"{_url(request, page)}#nota-{block}")


@step
def complete(
    request: LearnerRequest, reading: LessonReading, participation: int
) -> HttpResponse:
    """Complete the own part of a lesson and go on."""
    page = reading.page
    url = _url(request, page)
    try:
        done = operations.complete_lesson(participation, page)
    except NotReady:
        first, *others = reading.unanswered
        error = _("You have not answered this question yet.")
        refusal = Refusal(block=first, error=error, others=tuple(others))
        return _refused(request, page, refusal)
    except LearningError as error:
        messages.error(request, str(error))
        return redirect(reading.outline.url)
    if not done.is_completed:
        messages.info(
            request,
            _(
                "You have read this lesson. It is complete once you have also done what is listed below."
            ),
        )
        return redirect(f"{url}#{HOW_TO_COMPLETE}")
    return redirect(reading.after.url if reading.after else reading.outline.url)


@require_safe
@login_required
def resend(request: LearnerRequest) -> HttpResponse:
    """Show the form that was kept while its sender signed in, to be sent after all."""
    form = kept.kept(request)
    told = _what_was_sent(request, form) if form else None
    if form is None or told is None or form.person != request.user.pk:
        response: HttpResponse = redirect("/mijn-leren/")
        kept.forget(response)
        return response
    context = {"form": form, "mark": kept.mark_of(request.user), **told}
    return render(request, "courses/resend.html", context)


def _what_was_sent(
    request: HttpRequest, form: kept.KeptForm
) -> dict[str, object] | None:
    """A kept form in words; nothing when it is not of a lesson that one can still see."""
    try:
        match = resolve(form.to)
    except Resolver404:
        return None
    if match.app_name != "courses":
        return None
    pages = LessonPage.objects.live()
    lesson = pages.filter(pk=match.kwargs.get("page_id")).first()
    if lesson is None or not may_see(request, lesson):
        return None
    question = lesson.questions.get(match.kwargs.get("question"))
    options = question.options if question else ()
    sent = form.values("answer")
    return {
        "lesson": lesson,
        "question": question,
        "chosen": [option.text for option in options if option.id in sent],
    }


def _refused(
    request: LearnerRequest, page: LessonPage, refusal: Refusal
) -> HttpResponse:
    """The lesson again, with the refusal at its place and nothing lost."""
    reading = read_lesson(page, request.user, url=_url(request, page), refusal=refusal)
    return _lesson(request, reading, status=400)


def _url(request: HttpRequest, page: LessonPage) -> str:
    return page.get_url(request) or "/"


def _form_key(request: HttpRequest) -> UUID:
    """The key that the form carries; a form without one is never sent twice."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
