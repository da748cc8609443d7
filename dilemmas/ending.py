"""The page at the end of a play: the path, the voices, and the note of one's own."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.accounts.models import User
from lms.common.text import as_typed
from lms.learning.enums import ActivityKind
from lms.learning.visibility import sight_of

from . import operations, portrait
from .closed import closed_to
from .exceptions import NoteChanged
from .forms import NoteForm
from .models import Mirror, Play, ReflectionNote
from .others import how_others_chose
from .padding import of_one_size

PENDING_NOTE = "dilemmas_pending_note"


def show_ending(
    request: HttpRequest,
    current: Play,
    *,
    form: NoteForm | None = None,
    other_note: str = "",
) -> HttpResponse:
    """The ending of a play; with a ``form`` to mend, or beside ``other_note``, a refusal."""
    graph = current.version.compiled
    stops = portrait.travelled(graph, list(current.steps.all()))
    scene = portrait.shown(graph, stops[-1].scene)
    pending = _pending(request, current)
    saved = getattr(current, "note", None)
    if form is None:
        text = saved.text if saved else ""
        form = NoteForm(initial=pending or _noted(text))
    return render(
        request,
        "dilemmas/ending.html",
        {
            "play": current,
            "language": current.version.language,
            "activity": current.activity,
            "title": graph.content["title"],
            "scene": scene,
            "brought": portrait.brought(stops),
            "path": portrait.walked(graph, stops),
            "expert_views": [*scene.expert_views, *graph.content["expert_views"]],
            "turning_points": how_others_chose(
                Mirror.objects.of_version(current.version_id).telling(), graph, stops
            ),
            "form": form,
            "saved": saved,
            "other_note": other_note,
            "is_unsaved": bool(pending),
            "sight": sight_of(
                current.learner,
                kind=ActivityKind.DILEMMA,
                key=current.version.scenario,
                participation=current.participation,
            ),
        },
        status=409 if other_note else 400 if form.errors else 200,
    )


@never_cache
@of_one_size
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, key: UUID) -> HttpResponse:
    """Save the note: by the button, or by the script that does it while one types.

    Who signs in on the way, or asks for the address, comes to the ending.
    """
    if request.method != "POST":
        return redirect(reverse("dilemmas:play", args=[key]))
    is_script = request.accepts("application/json") and not request.accepts("text/html")
    if not request.user.is_authenticated:
        return _signed_out(request, key, is_script=is_script)
    ended = Play.objects.of(request.user).ended()
    current = get_object_or_404(ended.with_story(), key=key)
    if closed := closed_to(request, current):
        return closed
    form = NoteForm(request.POST)
    save = _save_by_script if is_script else _save
    return save(request, request.user, current, form)


def _signed_out(request: HttpRequest, key: UUID, *, is_script: bool) -> HttpResponse:
    """Who sent the form finds the text again after signing in; who types still has it."""
    if is_script:
        sentence = _(
            "Not saved: you were signed out meanwhile. Your text is still here. Press "
            "“Save the note” and sign in, and it comes along."
        )
        return _told(sentence)
    # Kept in the session of this browser, on the server; it survives signing in.
    request.session[PENDING_NOTE] = {
        "play": str(key),
        "text": as_typed(request.POST.get("text", ""))[:5000],
        "known": request.POST.get("known", "")[:50],
    }
    return redirect_to_login(reverse("dilemmas:play", args=[key]))


def _save(
    request: HttpRequest, learner: User, current: Play, form: NoteForm
) -> HttpResponse:
    if not form.is_valid():
        return show_ending(request, current, form=form)
    try:
        operations.save_note(learner, current.pk, **form.cleaned_data)
    except NoteChanged as error:
        # Whoever saves again has seen both.
        both = _noted(error.text) | {"text": form.cleaned_data["text"]}
        form = NoteForm(initial=both)
        return show_ending(request, current, form=form, other_note=error.text)
    request.session.pop(PENDING_NOTE, None)
    return redirect(reverse("dilemmas:play", args=[current.key]) + "#note")


def _save_by_script(
    request: HttpRequest, learner: User, current: Play, form: NoteForm
) -> JsonResponse:
    if not form.is_valid():
        told = [str(one) for errors in form.errors.values() for one in errors]
        return _told(" ".join(told))
    try:
        saved = operations.save_note(learner, current.pk, **form.cleaned_data)
    except NoteChanged as error:
        return _told(str(error), note=error.text)
    request.session.pop(PENDING_NOTE, None)
    at = date_format(localtime(saved.saved_at), "H.i")
    said = _("Saved at %(time)s") % {"time": at}
    return _told(said, note=saved.text, is_saved=True)


def _told(message: str, *, note: str = "", is_saved: bool = False) -> JsonResponse:
    """What became of a note that the script sent, with the one that is kept now.

    200 for a refusal too: it is told in words, and a status would be shouted in the
    browser's console.
    """
    said = {"message": message, "is_saved": is_saved}
    return JsonResponse(said | _noted(note))


def _noted(text: str) -> dict[str, str]:
    """A note with its mark, as the form and the script know them."""
    return {"text": text, "known": ReflectionNote.mark_of(text)}


def _pending(request: HttpRequest, current: Play) -> dict[str, str]:
    """The note that was sent while signed out; nothing when there is none."""
    pending = request.session.get(PENDING_NOTE) or {}
    if pending.get("play") != str(current.key):
        return {}
    return {"text": pending["text"], "known": pending.get("known", "")}
