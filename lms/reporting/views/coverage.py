"""The coverage of all entities, for the coordinator of integrity."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from lms.common import clock
from lms.reporting.coverage import covered_entities, for_coordinator, pillar_table
from lms.reporting.desks import tabs
from lms.reporting.enums import Cover, LookedAt
from lms.reporting.forms import CoverageForm
from lms.reporting.listing import address
from lms.reporting.looking import note_looks

from .guarding import for_hr

if TYPE_CHECKING:
    from .guarding import HrRequest

PER_PAGE = 50


@for_hr
def coverage(request: HrRequest) -> HttpResponse:
    """Entities with and without a certified contactpersoon, these by name."""
    for_coordinator(request.user)
    today = clock.today()
    everything = covered_entities(today)
    form = CoverageForm(
        request.GET, domains=[line.entity.policy_domain for line in everything]
    )
    page: dict[str, Any] = {"form": form, "tabs": tabs(request.user, request.path)}
    if not form.is_valid():
        return render(request, "reporting/coverage.html", page, status=400)
    within = [line for line in everything if form.has_domain_of(line.entity)]
    counted = Counter(line.cover for line in within)
    found = [line for line in within if form.cover in {"", line.cover}]
    given = form.parameters()
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    note_looks(
        request.user,
        [one.person.pk for line in shown for one in line.contacts],
        LookedAt.COVERAGE,
    )
    page |= {
        "numbers": [
            {
                "label": cover.label,
                "value": counted[cover],
                "query": address({**given, "dekking": cover.value}),
            }
            for cover in Cover
        ],
        "page_obj": shown,
        "url_prefix": address(given) + ("&" if given else ""),
        "found": len(found),
        "all": len(everything),
        "peildatum": today,
        "provisional": True,
    }
    return render(request, "reporting/coverage.html", page)


@for_hr
def pillars(request: HrRequest) -> HttpResponse:
    """How many people of each entity completed something of each pillar."""
    for_coordinator(request.user)
    context = {
        "table": pillar_table(clock.today()),
        "tabs": tabs(request.user, request.path),
    }
    return render(request, "reporting/pillars.html", context)
