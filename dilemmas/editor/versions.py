"""The published versions of a scenario, and any two of them compared in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dilemmas.graph import compile_story
from dilemmas.models import ScenarioPage, ScenarioVersion

from .comparing import compare
from .drafts import draft_of, editable_scenario, may_publish
from .notes import notes_on

DRAFT: Final = "concept"


@dataclass(frozen=True, slots=True)
class Side:
    """What can stand on a side of the comparison: the draft, or a version."""

    name: str  # as in the address
    label: str


@require_safe
def show_versions(request: HttpRequest, page_id: int) -> HttpResponse:
    """The versions, newest first, and two of them compared: the newest with the one before it.

    ``van`` and ``naar`` name others, by number or as ``concept`` for the draft. Another
    name is not found.
    """
    page = editable_scenario(request, page_id)
    versions = list(
        ScenarioVersion.objects.of_scenario(
            page.translation_key, language=page.locale.language_code
        ).defer("graph")
    )
    context: dict[str, object] = {
        "page": page,
        "rows": [
            {"version": version, "earlier": earlier}
            for version, earlier in zip_longest(versions, versions[1:])
        ],
    }
    if versions:
        context |= _comparison(request, page, versions)
    return render(request, "dilemmas/editor/versions.html", context)


def _comparison(
    request: HttpRequest, page: ScenarioPage, versions: list[ScenarioVersion]
) -> dict[str, object]:
    sides = {DRAFT: Side(DRAFT, _("The draft"))}
    for version in versions:
        name = str(version.number)
        sides[name] = Side(name, _("Version %(number)s") % {"number": name})
    after = request.GET.get("naar") or (
        str(versions[0].number) if len(versions) > 1 else DRAFT
    )
    earlier = versions[1] if len(versions) > 1 and after != DRAFT else versions[0]
    before = request.GET.get("van") or str(earlier.number)
    if not {before, after} <= sides.keys():
        raise Http404
    draft = draft_of(page)
    graphs: dict[str, Mapping[str, Any]] = {DRAFT: compile_story(draft)}
    chosen = {name for name in (before, after) if name != DRAFT}
    for version in versions:
        if str(version.number) in chosen:
            graphs[str(version.number)] = version.graph
    context: dict[str, object] = {
        "sides": sides.values(),
        "before": sides[before],
        "after": sides[after],
        "chapters": compare(graphs[before], graphs[after], flags=draft.flags),
        "newest": versions[0],
        "draft": DRAFT,
    }
    if after == DRAFT and before == str(versions[0].number):
        context |= {
            "is_about_publishing": True,
            "can_publish": may_publish(request, page),
            "fault_count": notes_on(draft).fault_count,
        }
    return context
