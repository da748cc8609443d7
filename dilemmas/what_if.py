"""Looking where another choice would have led, from an ended play. Nothing is kept of it.

The way that one looks along travels in the body of each request, signed: no address names
a scene or a choice (design.md, idea 4), and there is nothing to store, count or wipe.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import portrait
from .closed import closed_to
from .graph import Stop, walk
from .models import Play
from .padding import of_one_size


class LookForm(forms.Form):
    """The step to begin at, or the way so far with what one chooses at its end."""

    begin = forms.IntegerField(min_value=1, required=False)
    way = forms.CharField(required=False)
    choice = forms.UUIDField(required=False)


@never_cache
@of_one_size
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where another choice leads, scene by scene. Who comes without a way sees the ending."""
    address = reverse("dilemmas:play", args=[key])
    if not request.user.is_authenticated:
        return redirect_to_login(address)
    ended = Play.objects.of(request.user).ended()
    current = get_object_or_404(ended.with_story(), key=key)
    if closed := closed_to(request, current):
        return closed
    if request.method != "POST" or current.version.is_withdrawn:
        return redirect(address)
    own = portrait.travelled(current.version.compiled, list(current.steps.all()))
    way = _way(request, current, own)
    if way is None:
        messages.info(request, _("That way got lost. Begin again from a choice below."))
        return redirect(f"{address}#path")
    return render(request, "dilemmas/what_if.html", _context(current, own, way))


def _way(request: HttpRequest, current: Play, own: Sequence[Stop]) -> list[str] | None:
    """The choices along which to look; nothing when they cannot be known."""
    form = LookForm(request.POST)
    if not form.is_valid():
        return None
    if begin := form.cleaned_data["begin"]:
        if begin > len(own) or not own[begin - 1].is_turning_point:
            return None
        return _taken(own[: begin - 1])
    try:
        way: list[str] = signing.loads(form.cleaned_data["way"], salt=_salt(current))
    except signing.BadSignature:
        return None
    choice = str(form.cleaned_data["choice"])
    # What is not offered leads nowhere: the same scene again.
    is_offered = walk(current.version.compiled, way)[-1].choice(choice)
    return [*way, choice] if is_offered else way


def _context(current: Play, own: Sequence[Stop], way: list[str]) -> dict[str, Any]:
    graph = current.version.compiled
    stops = walk(graph, way)
    here = stops[-1]
    choices = portrait.in_order(graph, here, current.key)
    # Not compressed: the length of a form then tells no more than the number of steps.
    context: dict[str, Any] = {
        "play": current,
        "language": current.version.language,
        "title": graph.content["title"],
        "scene": portrait.shown(graph, here.scene, choices),
        "brought": portrait.brought(stops),
        "way": signing.dumps(way, salt=_salt(current)),
        "is_ending": graph.is_ending(here.scene),
    }
    if context["is_ending"]:
        common = _in_common(_taken(own), way)
        return context | {
            "path": portrait.walked(graph, own)[common:],
            "other_path": portrait.walked(graph, stops)[common:],
            "is_same_way": _taken(own) == way,
        }
    if way == _taken(own)[: len(way)] and (taken := own[len(way)].taken):
        context["chosen"] = taken["text"]
    return context


def _taken(stops: Sequence[Stop]) -> list[str]:
    return [str(stop.taken["key"]) for stop in stops if stop.taken]


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many steps two ways have in common before they part."""
    pairs = zip(one, other, strict=False)
    return next(
        (number for number, (left, right) in enumerate(pairs) if left != right),
        min(len(one), len(other)),
    )


def _salt(current: Play) -> str:
    return f"dilemmas.what_if:{current.key}"
