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
from lms.content.restrictions import closed_keys, may_see
from lms.learning.exceptions import LearningError
from lms.learning.forms import JoinForm
from lms.learning.models import LearningActivity, Participation
from lms.learning.visibility import sight_of
from lms.organisation.capacities import remembered

from . import operations, portrait
from .closed import closed_to
from .ending import show_ending
from .enums import LOT
from .exceptions import DilemmaError
from .forms import StepForm, safe_return
from .models import DilemmaIndexPage, Play, ScenarioPage
from .operations import Outcome
from .padding import of_one_size


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
        standing = {
            one.activity_id: one
            for one in own.filter(activity__key__in=keys).order_by("pk")
        }
    rows = [
        {"activity": cards[key], "participation": standing.get(cards[key].pk)}
        for key in keys
        if key in cards
    ]
    return render(request, "dilemmas/index.html", {"page": page, "rows": rows})


@require_safe
@never_cache
def intro(request: HttpRequest, page: ScenarioPage) -> HttpResponse:
    """The first screen: what it is, how long, what is recorded and who sees it.

    ``taal`` asks for it in another language, at the same address.
    """
    return_to = safe_return(request.GET.get("terug", ""))
    address = page.get_url(request) or ""
    asked = request.GET.get("taal", "")
    languages = _live_in(page.translation_key)
    # The same page, with its language loaded.
    page = next((one for one in languages.values() if one.pk == page.pk), page)
    if asked != page.locale.language_code and asked in languages:
        page = languages[asked] if may_see(request, languages[asked]) else page
    query = {"taal": asked, "terug": return_to}
    kept = urlencode({name: value for name, value in query.items() if value})
    here = f"{address}?{kept}" if kept else address
    context: dict[str, object] = {
        "page": page,
        "languages": languages if len(languages) > 1 else {},
        # What the notice on who sees it asks of an activity; the page is its own card.
        "activity": {"kind": page.activity_kind, "key": page.translation_key},
        "value_names": [value.name for value in page.values.all()],
        "return_to": return_to,
        "login_url": f"{reverse('account_login')}?{urlencode({'next': here})}",
        **LOT,
    }
    learner = request.user if request.user.is_authenticated else None
    participation = _participation(learner, page) if learner else None
    context["sight"] = sight_of(
        learner,
        kind=page.activity_kind,
        key=page.translation_key,
        participation=participation,
    )
    context["record_of"] = page.translation_key if participation else None
    if learner:
        context |= _standing(learner, participation, acting=remembered(request))
    return render(request, "dilemmas/intro.html", context)


def _participation(learner: User, page: ScenarioPage) -> Participation | None:
    own = Participation.objects.of(learner).standing().open_first()
    return own.filter(activity__key=page.translation_key).first()


def _standing(
    learner: User, participation: Participation | None, *, acting: int | None
) -> dict[str, object]:
    """How the learner stands: taking part or not, and the play to go on with or look back on."""
    if participation is None:
        return {"form": JoinForm(person=learner, acting=acting)}
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


def _live_in(key: UUID) -> dict[str, ScenarioPage]:
    """The live pages with this key by their language, the oldest first.

    Translations share their key, and so do the pages that stand in for them until they
    are translated: no key finds one page for certain.
    """
    live = ScenarioPage.objects.live().select_related("locale").order_by("pk")
    return {
        page.locale.language_code: page for page in live.filter(translation_key=key)
    }


def _scenario(request: HttpRequest, key: UUID) -> tuple[ScenarioPage, str]:
    """The page with this key, and its address: in the language asked for, else in ours.

    A translation is reached through the page that has an address.
    """
    pages = _live_in(key)
    asked = request.POST.get("taal", "")
    wanted = next((one for one in (asked, get_language(), *pages) if one in pages), "")
    if not wanted:
        raise Http404
    if own := pages[wanted].get_url(request):
        return pages[wanted], own
    urls = (page.get_url(request) for page in pages.values())
    address = next(filter(None, urls), "/")
    return pages[wanted], f"{address}?{urlencode({'taal': wanted})}"


@require_POST
def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin, go on, or play again."""
    page, address = _scenario(request, key)
    return_to = safe_return(request.POST.get("terug", ""))
    if not request.user.is_authenticated:
        sign = "&" if "?" in address else "?"
        query = f"{sign}{urlencode({'terug': return_to})}" if return_to else ""
        return redirect_to_login(address + query)
    if key in closed_keys(request) or not may_see(request, page):
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
        if closed := closed_to(request, current):
            return closed
        return _choose(request, request.user, current)
    current = get_object_or_404(mine.with_story(), key=key)
    if closed := closed_to(request, current):
        return closed
    if current.ended_at is not None:
        return show_ending(request, current)
    if current.stopped_at is not None or current.version.is_withdrawn:
        return render(request, "dilemmas/withdrawn.html", {"play": current})
    graph = current.version.compiled
    stops = portrait.travelled(graph, list(current.steps.all()))
    choices = portrait.in_order(graph, stops[-1], current.key)
    return render(
        request,
        "dilemmas/scene.html",
        {
            "play": current,
            "language": current.version.language,
            "title": graph.content["title"],
            "scene": portrait.shown(graph, stops[-1].scene, choices),
            "brought": portrait.brought(stops),
            "number": current.steps_made + 1,
            "was_signed_out": "opnieuw" in request.GET,
        },
    )


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


def _at_scene(key: UUID) -> str:
    """The address of a play; without a script the fragment takes the reader to the scene."""
    return reverse("dilemmas:play", args=[key]) + "#scene"
