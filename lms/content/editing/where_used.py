"""Where a page is used: who links to it, who shows its card, what demands it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, ReferenceIndex

from lms.learning.models import Containment, LearningActivity

from .finding import edit_address, editable_page, kind_of, name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Something that uses the page, with the way to it."""

    title: str
    kind: str
    edit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """The uses of one sort; ``hidden`` are those that this person may not edit."""

    heading: str
    nothing: str
    shown: tuple[Use, ...]
    hidden: int


@require_safe
def show_uses(request: HttpRequest, page_id: int) -> HttpResponse:
    """What links to a page, and what shows or demands the activity that it is."""
    page = editable_page(request, page_id)
    activity = LearningActivity.objects.filter(key=page.translation_key).first()
    sorts = [
        _uses(
            request.user,
            _referring(page),
            heading=_("Linked to, or chosen"),
            nothing=_("No page links to this one."),
        )
    ]
    if activity:
        sorts += [
            _uses(
                request.user,
                _referring(activity),
                heading=_("Shown as a card, or asked for first"),
                nothing=_("No page shows its card."),
            ),
            _uses(
                request.user,
                _demanding(activity),
                heading=_("Part of"),
                nothing=_("It is part of nothing larger."),
            ),
        ]
    return render(
        request,
        "content/editing/where_used.html",
        {"page": page, "sorts": sorts, "activity": activity},
    )


def _referring(thing: Model) -> list[Model]:
    """What Wagtail's index of references knows, each once."""
    groups = ReferenceIndex.get_grouped_references_to(thing)
    return [source for source, _references in groups]


def _demanding(activity: LearningActivity) -> list[Model]:
    """The pages of what contains the activity: a course, a trajectory."""
    containers = Containment.objects.filter(activity=activity).values("container__key")
    return list(Page.objects.filter(translation_key__in=containers).order_by("path"))


def _uses(user: Any, sources: Iterable[Model], *, heading: str, nothing: str) -> Uses:
    found = [(source, edit_address(user, source)) for source in sources]
    return Uses(
        heading=heading,
        nothing=nothing,
        shown=tuple(
            Use(title=name_of(source), kind=kind_of(source), edit=edit)
            for source, edit in found
            if edit
        ),
        hidden=sum(not edit for _source, edit in found),
    )
