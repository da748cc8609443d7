"""The kinds of message there are: each app announces its own from ``apps.py``.

A kind says what people read about it on the page where they choose, how they hear of it
when they chose nothing, and whether there is anything to choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .enums import Way

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A sort of message. ``fixed``: it is mailed at once, whatever one prefers."""

    slug: str
    label: str | Promise
    explanation: str | Promise = ""
    default: Way = Way.AT_ONCE
    fixed: bool = False


OTHER = Kind(
    slug="other",
    label=_("Other messages"),
    explanation=_("Whatever is none of the kinds above."),
)

_kinds: dict[str, Kind] = {}


def announce(*kinds: Kind) -> None:
    """Have these kinds on the page of preferences, in the order of their announcement."""
    _kinds.update({kind.slug: kind for kind in kinds})


def kinds() -> list[Kind]:
    """All of them; what nobody announced comes last, together."""
    return [*_kinds.values(), OTHER]


def kind_of(slug: str) -> Kind:
    """The kind of this name; one that nobody announced behaves as ``OTHER`` does."""
    return _kinds.get(slug, OTHER)
