"""What has a review date: every page, and what apps add to it from ``apps.py``."""

from __future__ import annotations

from django.db.models import Model
from wagtail.models import Page

_others: list[type[Model]] = []


def keeps_up(model: type[Model]) -> None:
    """Let the objects of a model have a review date and laws, as pages have."""
    if model not in _others:
        _others.append(model)


def others() -> tuple[type[Model], ...]:
    """The models beside pages."""
    return tuple(_others)


def is_kept_up(thing: object) -> bool:
    """Whether this can have a review date."""
    return isinstance(thing, (Page, *_others))
