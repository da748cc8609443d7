"""The cards of a scenario, to print for a session on paper."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dilemmas.graph import Story, compile_story
from dilemmas.models import ScenarioPage, ScenarioVersion
from lms.content.restrictions import closed_keys

from .dealing import deal
from .drafts import draft_of, printable_scenario, published_story

PARTS: Final = ("kaarten", "sleutel")


@require_safe
def show_cards(request: HttpRequest, page_id: int) -> HttpResponse:
    """The cards and the key: of the draft for its authors, else of what is published.

    A draft that tells what is published is no draft. ``deel`` asks for the cards or the
    key alone, ``gepubliceerd`` for what is published where the draft differs.
    """
    page, may_edit = printable_scenario(request, page_id)
    part = request.GET.get("deel", "")
    if part and part not in PARTS:
        raise Http404
    version = _in_force(page)
    draft = draft_of(page) if may_edit else None
    differs = bool(draft and not (version and compile_story(draft) == version.graph))
    is_draft = differs and "gepubliceerd" not in request.GET
    if not is_draft and version is None:
        raise Http404
    story: Story = draft if draft and is_draft else published_story(page)
    return render(
        request,
        "dilemmas/editor/cards.html",
        {
            "page": page,
            "deck": deal(story),
            "version": None if is_draft else version,
            "published": version if differs else None,
            "may_edit": may_edit,
            "part": part,
        },
    )


@require_safe
def list_decks(request: HttpRequest) -> HttpResponse:
    """The published scenarios, each with the way to its cards, for who leads a session."""
    if not request.user.has_perm("dilemmas.view_scenarioversion"):
        raise PermissionDenied
    live = ScenarioPage.objects.live().exclude(translation_key__in=closed_keys(request))
    newest = ScenarioVersion.objects.filter(
        scenario=OuterRef("translation_key"), language=OuterRef("locale__language_code")
    ).order_by("-number")
    # A newest version that was withdrawn, or none at all, leaves nothing in force.
    in_force = ScenarioVersion.objects.in_force().filter(pk=OuterRef("newest"))
    pages = live.annotate(newest=Subquery(newest.values("pk")[:1]))
    return render(
        request,
        "dilemmas/editor/decks.html",
        {"pages": pages.filter(Exists(in_force)).order_by("path")},
    )


def _in_force(page: ScenarioPage) -> ScenarioVersion | None:
    """The newest version of a page that is live, unless it was withdrawn."""
    if not page.live:
        return None
    newest = ScenarioVersion.objects.of_scenario(
        page.translation_key, language=page.locale.language_code
    ).first()
    return None if newest is None or newest.is_withdrawn else newest
