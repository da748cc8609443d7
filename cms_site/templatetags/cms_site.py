"""Tags of the pages around the learning."""

from collections.abc import Mapping
from typing import Any

from django import template

from ..catalogue.facets import Entry
from ..learner import State

register = template.Library()


@register.inclusion_tag("components/card.html")
def offer_card(entry: Entry, states: Mapping[int, State]) -> dict[str, Any]:
    """The card of an entry of the offer, with how it stands for who looks."""
    state = states.get(entry.pk)
    return {
        "title": entry.title,
        "url": entry.address,
        "summary": entry.summary,
        "picture": entry.picture,
        "form_label": entry.form_label,
        "pillar": entry.pillar_label,
        "minutes": entry.duration_minutes,
        "state": state.word if state else "",
        "progress": state.progress if state and state.word == "busy" else 0,
    }
