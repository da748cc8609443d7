"""The page of an assignment, the form on it, and the files behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from courses import kept
from courses.exceptions import CourseError, HandedIn, NotWhole
from courses.models import AssignmentPage, SubmittedFile
from courses.notebook.operations import version_of
from courses.views.saving import is_of_somebody_else, is_script
from courses.views.steps import sign_in_first
from lms.common import clock
from lms.common.uploads import Bounded, bound
from lms.content.file_formats import TYPES, safe_name
from lms.content.restrictions import may_see
from lms.learning.exceptions import LearningError
from lms.learning.models import Participation

from . import drafts, files
from .forms import HandInForm
from .judging import submissions_for
from .reading import read_assignment

if TYPE_CHECKING:
    from courses.models import Submission
    from lms.accounts.requests import SignedInRequest

WORK = "werk"
Problems = list[tuple[str, str]]


def show_assignment(
    request: HttpRequest,
    page: AssignmentPage,
    *,
    form: HandInForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """What to do, how it stands, and for who takes part the form and the rounds."""
    reading = read_assignment(request, page)
    text = reading.draft.text if reading.draft else ""
    context = {
        **page.get_context(request),
        "reading": reading,
        "activity": reading.activity,
        "participation": reading.participation,
        "sight": reading.sight,
        "record_of": reading.activity.key if reading.participation else None,
        "form": form or HandInForm(page=page, initial={"text": text}),
        "mark": kept.mark_of(request.user) if reading.participation else "",
        "work": WORK,
    }
    template = page.get_template(request)
    return TemplateResponse(request, template, context, status=status)


@csrf_exempt  # not really: the bound on files comes first, for the check reads the form
def work(request: SignedInRequest, page_id: int) -> HttpResponse:
    """What somebody writes, adds, takes away or hands in; a script saves the text."""
    page = get_object_or_404(AssignmentPage.objects.live(), pk=page_id)
    return _work(request, page, bound(request, most=page.most_bytes))


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def _work(
    request: SignedInRequest, page: AssignmentPage, bounded: Bounded
) -> HttpResponse:
    url = page.get_url(request) or "/"
    if request.method != "POST":
        return redirect(url)
    if not request.user.is_authenticated or is_of_somebody_else(request):
        return sign_in_first(request)
    participation = _own(request, page) if may_see(request, page) else None
    if participation is None:
        messages.info(request, _("You do not take part in this assignment."))
        return redirect(url)
    if is_script(request):
        return _save_for_a_script(request, participation.pk)
    try:
        problems = _take_in(request, page, participation.pk, bounded)
    except (HandedIn, LearningError) as error:
        messages.warning(request, str(error))
        response: HttpResponse = redirect(url)
    else:
        response = (
            _refused(request, page, problems) if problems else redirect(f"{url}#{WORK}")
        )
    if "resent" in request.POST:
        kept.forget(response)
    return response


@require_safe
@login_required
def file(request: SignedInRequest, key: UUID) -> FileResponse:
    """A file, to its learner and to who may judge it; to anybody else there is none."""
    found = (
        SubmittedFile.objects.filter(key=key)
        .select_related("submission__participation")
        .first()
    )
    if found is None or not _may_read(request.user, found.submission):
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=TYPES[found.kind]
    )
    # Nobody keeps a copy on the way, and a browser runs nothing of it.
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _may_read(person: Any, submission: Submission) -> bool:
    if submission.participation.learner_id == person.pk:
        return True
    return submissions_for(person).filter(pk=submission.pk).exists()


def _own(request: SignedInRequest, page: AssignmentPage) -> Participation | None:
    own = Participation.objects.of(request.user).standing()
    return own.filter(activity__key=page.translation_key).open_first().first()


def _take_in(
    request: SignedInRequest, page: AssignmentPage, participation: int, bounded: Bounded
) -> Problems:
    """Keep all that can be kept; what cannot, with the field that it is about.

    Raises ``HandedIn`` and ``LearningError`` for who cannot work on it (any more, or yet).
    """
    problems: Problems = []
    if page.hands_in.takes_text:
        problems += _keep_text(request, participation)
    if key := request.POST.get("remove"):
        drafts.remove_file(participation, _as_key(key))
    if page.hands_in.takes_files:
        problems += _keep_files(request, page, participation, bounded)
    # A form that was kept while its sender signed in has lost the files that they chose.
    hands_in = request.POST.get("do") == "hand-in" and "resent" not in request.POST
    if hands_in and not problems:
        try:
            drafts.hand_in(participation, page)
        except NotWhole as error:
            return [(error.field, str(error))]
        messages.success(
            request,
            _("Your assignment is handed in. You get a mail when a trainer read it."),
        )
    elif not problems:
        messages.success(request, _("Saved. It is not handed in yet."))
    return problems


def _keep_text(request: SignedInRequest, participation: int) -> Problems:
    text, known = request.POST.get("text", ""), request.POST.get("known")
    try:
        drafts.save_text(participation, text, known=known)
    except HandedIn:
        raise
    except CourseError as error:
        return [("text", str(error))]
    return []


def _keep_files(
    request: SignedInRequest, page: AssignmentPage, participation: int, bounded: Bounded
) -> Problems:
    problems = [("uploads", files.too_large(page, name)) for name in bounded.too_large]
    for upload in request.FILES.getlist("uploads"):
        try:
            kept_as = drafts.add_file(participation, page, upload).name
        except HandedIn:
            raise
        except CourseError as error:
            problems.append(("uploads", str(error)))
        else:
            name = safe_name(upload.name or "")
            if kept_as != name:
                messages.info(
                    request,
                    _("“%(name)s” is the same file as “%(other)s”: it is kept once.")
                    % {"name": name, "other": kept_as},
                )
    return problems


def _refused(
    request: SignedInRequest, page: AssignmentPage, problems: Problems
) -> HttpResponse:
    """The page again, with each sentence at its field and all that was typed."""
    form = HandInForm({"text": request.POST.get("text", "")}, page=page)
    form.errors.clear()
    for name, sentence in problems:
        form.add_error(name, sentence)
    return show_assignment(request, page, form=form, status=400)


def _save_for_a_script(request: SignedInRequest, participation: int) -> HttpResponse:
    text, known = request.POST.get("text", ""), request.POST.get("known")
    try:
        draft = drafts.save_text(participation, text, known=known)
    except (CourseError, LearningError) as error:
        stored = _draft_of(participation)
        said: dict[str, object] = {"is_saved": False, "message": str(error)}
        said["known"] = version_of(stored.saved_at if stored else None)
        return JsonResponse(said | {"text": stored.text if stored else ""})
    message = _("Nothing written yet.")
    if draft:
        time = date_format(localtime(draft.saved_at, clock.BRUSSELS), "H.i")
        message = _("Saved at %(time)s") % {"time": time}
    version = version_of(draft.saved_at if draft else None)
    return JsonResponse({"is_saved": True, "message": message, "known": version})


def _draft_of(participation: int) -> Submission | None:
    own = Participation.objects.get(pk=participation)
    return own.submissions.drafts().first()


def _as_key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
