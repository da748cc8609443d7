"""The player. Each view finds within what this person may see, calls one operation, answers."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lms.accounts.models import User
from lms.common.text import as_typed
from lms.content.restrictions import closed_keys, may_see, may_take_part
from lms.learning.enums import ActivityKind
from lms.learning.exceptions import LearningError
from lms.learning.forms import JoinForm
from lms.learning.models import LearningActivity, Participation
from lms.learning.visibility import sight_of

from . import operations, portrait
from .exceptions import DilemmaError
from .forms import NoteForm, StepForm, safe_return
from .models import DilemmaIndexPage, Mirror, Play, ScenarioPage
from .operations import Outcome
from .others import how_others_chose
from .padding import of_one_size

PENDING_NOTE = "dilemmas_pending_note"


@require_safe
def index(request: HttpRequest, page: DilemmaIndexPage) -> HttpResponse:
    """The dilemmas below a module, with how the learner stands in each."""
    shown = ScenarioPage.objects.child_of(page).live()
    scenarios = shown.exclude(translation_key__in=closed_keys(request)).order_by("path")
    keys = list(scenarios.values_list("translation_key", flat=True))
    cards = {card.key: card for card in LearningActivity.objects.filter(key__in=keys)}
    standing = {}
    if request.user.is_authenticated:
        own = Participation.objects.of(request.user).standing()
        standing = {one.activity_id: one for one in own.filter(activity__key__in=keys)}
    rows = [
        {"activity": cards[key], "participation": standing.get(cards[key].pk)}
        for key in keys
        if key in cards
    ]
    return render(request, "dilemmas/index.html", {"page": page, "rows": rows})


@require_safe
@never_cache
def intro(request: HttpRequest, page: ScenarioPage) -> HttpResponse:
    """The first screen: what it is, how long, what is recorded and who sees it."""
    return_to = safe_return(request.GET.get("terug", ""))
    address = page.get_url(request) or ""
    here = f"{address}?{urlencode({'terug': return_to})}" if return_to else address
    context: dict[str, object] = {
        "page": page,
        # What the notice on who sees it asks of an activity; the page is its own card.
        "activity": {"kind": page.activity_kind, "key": page.translation_key},
        "value_names": [value.name for value in page.values.all()],
        "return_to": return_to,
        "login_url": f"{reverse('account_login')}?{urlencode({'next': here})}",
    }
    learner = request.user if request.user.is_authenticated else None
    participation = _participation(learner, page) if learner else None
    context["sight"] = sight_of(
        learner,
        kind=page.activity_kind,
        key=page.translation_key,
        participation=participation,
    )
    if learner:
        context |= _standing(learner, participation)
    return render(request, "dilemmas/intro.html", context)


def _participation(learner: User, page: ScenarioPage) -> Participation | None:
    own = Participation.objects.of(learner).standing().open_first()
    return own.filter(activity__key=page.translation_key).first()


def _standing(learner: User, participation: Participation | None) -> dict[str, object]:
    """How the learner stands: taking part or not, and the play to go on with or look back on."""
    if participation is None:
        return {"form": JoinForm(person=learner)}
    plays = Play.objects.of(learner).filter(participation=participation)
    latest = (
        plays.filter(stopped_at=None)
        .select_related("version")
        .defer("version__graph")
        .first()
    )
    if latest and latest.is_running and latest.version.is_withdrawn:
        latest = None
    return {"latest": latest}


def _scenario(key: UUID, language: str) -> ScenarioPage:
    """The page with this key: in that language, else in ours, else the oldest.

    Translations share their key, and so do the pages that stand in for them until they
    are translated: no key finds one page for certain.
    """
    live = ScenarioPage.objects.live().select_related("locale").order_by("pk")
    pages = {
        page.locale.language_code: page for page in live.filter(translation_key=key)
    }
    for wanted in (language, get_language(), *pages):
        if wanted in pages:
            return pages[wanted]
    raise Http404


@require_POST
def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin, go on, or play again."""
    page = _scenario(key, request.POST.get("taal", ""))
    address = page.get_url(request) or "/"
    return_to = safe_return(request.POST.get("terug", ""))
    if not request.user.is_authenticated:
        query = f"?{urlencode({'terug': return_to})}" if return_to else ""
        return redirect_to_login(address + query)
    if not may_see(request, page):
        return redirect(address)  # where Wagtail says what it takes
    form = JoinForm(request.POST, person=request.user)
    joined = Participation.objects.of(request.user).standing()
    if joined.filter(activity__key=key).exists():
        mandate = None
    elif form.is_valid():
        mandate = form.chosen
    else:
        messages.error(request, _("Choose in which capacity you follow this."))
        return redirect(address)
    try:
        play = operations.begin(
            request.user, page, mandate=mandate, return_to=return_to
        )
    except (DilemmaError, LearningError) as error:
        messages.error(request, str(error))
        return redirect(address)
    return redirect(_at_scene(play.key))


@never_cache
@of_one_size
@require_http_methods(["GET", "HEAD", "POST"])
def play(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where the play is: a scene, or its ending. A POST is a choice."""
    if not request.user.is_authenticated:
        # The choice is not carried along: no address may say what somebody chose.
        again = "?opnieuw=1" if request.method == "POST" else ""
        return redirect_to_login(reverse("dilemmas:play", args=[key]) + again)
    mine = Play.objects.of(request.user)
    if request.method == "POST":
        current = get_object_or_404(mine.with_activity(), key=key)
        if closed := _closed(request, current):
            return closed
        return _choose(request, request.user, current)
    current = get_object_or_404(mine.with_story(), key=key)
    if closed := _closed(request, current):
        return closed
    if current.ended_at is not None:
        return _ending(request, current)
    if current.stopped_at is not None or current.version.is_withdrawn:
        return render(request, "dilemmas/withdrawn.html", {"play": current})
    graph = current.version.compiled
    return render(
        request,
        "dilemmas/scene.html",
        {
            "play": current,
            "title": graph.content["title"],
            "scene": portrait.shown(graph, str(current.scene)),
            "consequence": portrait.consequence(graph, list(current.steps.all())),
            "number": current.steps_made + 1,
            "was_signed_out": "opnieuw" in request.GET,
        },
    )


def _closed(request: HttpRequest, current: Play) -> HttpResponse | None:
    """The way to the page of what is played, when that was closed to who plays."""
    activity = current.activity
    if activity is None or may_take_part(request, activity):
        return None
    return redirect(activity.address)


def _choose(request: HttpRequest, learner: User, current: Play) -> HttpResponse:
    form = StepForm(request.POST)
    outcome = Outcome.NOT_OFFERED
    if form.is_valid():
        outcome = operations.choose(learner, current.pk, **form.cleaned_data)
    if sentence := _what_became_of_it(outcome):
        messages.info(request, sentence)
    return redirect(_at_scene(current.key))


def _what_became_of_it(outcome: Outcome) -> str:
    """What to tell of a choice that was sent; nothing when all is as one expects."""
    match outcome:
        case Outcome.OUT_OF_DATE:
            return _("You had already taken that step. This is where you are now.")
        case Outcome.NOT_OFFERED:
            return _("Your choice did not arrive. Please make it once more.")
        case Outcome.WITHDRAWN:
            return _(
                "This version was withdrawn meanwhile. Your last choice was not kept."
            )
    return ""


@never_cache
@of_one_size
@require_POST
def note(request: HttpRequest, key: UUID) -> HttpResponse:
    """Save the note. Who was signed out meanwhile finds the text again after signing in."""
    address = reverse("dilemmas:play", args=[key])
    form = NoteForm(request.POST)
    if not request.user.is_authenticated:
        # Kept in the session of this browser, on the server; it survives signing in.
        text = as_typed(request.POST.get("text", ""))[:5000]
        request.session[PENDING_NOTE] = {"play": str(key), "text": text}
        return redirect_to_login(address)
    ended = Play.objects.of(request.user).ended()
    current = get_object_or_404(ended.with_story(), key=key)
    if closed := _closed(request, current):
        return closed
    if not form.is_valid():
        return _ending(request, current, form=form)
    operations.save_note(request.user, current.pk, form.cleaned_data["text"])
    request.session.pop(PENDING_NOTE, None)
    return redirect(f"{address}#note")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, key: UUID) -> HttpResponse:
    """Wipe the choices of a play; who signs in on the way comes back to its ending."""
    address = reverse("dilemmas:play", args=[key])
    if not request.user.is_authenticated:
        return redirect_to_login(address)
    if request.method != "POST":
        return redirect(address)
    ended = Play.objects.of(request.user).ended().with_activity()
    current = get_object_or_404(ended, key=key)
    there = current.activity.address if current.activity else "/dilemmas/"
    operations.forget_choices(request.user, current.pk)
    messages.success(
        request,
        _("Your choices have been wiped. What is recorded under your name stays."),
    )
    return redirect(there)


def _ending(
    request: HttpRequest, current: Play, *, form: NoteForm | None = None
) -> HttpResponse:
    graph = current.version.compiled
    steps = list(current.steps.all())
    saved = getattr(current, "note", None)
    pending = request.session.get(PENDING_NOTE) or {}
    unsaved = pending.get("text") if pending.get("play") == str(current.key) else None
    if form is None:
        text = saved.text if saved else ""
        form = NoteForm(initial={"text": unsaved if unsaved is not None else text})
    return render(
        request,
        "dilemmas/ending.html",
        {
            "play": current,
            "activity": current.activity,
            "title": graph.content["title"],
            "scene": portrait.shown(graph, str(current.scene)),
            "consequence": portrait.consequence(graph, steps),
            "path": portrait.walked(graph, steps, str(current.scene)),
            "expert_views": graph.content["expert_views"],
            "turning_points": how_others_chose(
                Mirror.objects.of_version(current.version_id).telling(), graph, steps
            ),
            "form": form,
            "saved": saved,
            "is_unsaved": unsaved is not None,
            "sight": sight_of(
                current.learner,
                kind=ActivityKind.DILEMMA,
                key=current.version.scenario,
                participation=current.participation,
            ),
        },
        status=400 if form.errors else 200,
    )


def _at_scene(key: UUID) -> str:
    """The address of a play; without a script the fragment takes the reader to the scene."""
    return reverse("dilemmas:play", args=[key]) + "#scene"
