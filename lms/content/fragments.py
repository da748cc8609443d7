"""Components rendered once for the same values.

A card or an icon follows from a few words and numbers alone, and a long page shows the
same ones again and again: what was rendered for some values is kept for them. It is
never stale, since nothing else goes into it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 4096
PLAIN = frozenset({str, SafeString, int, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class _Values:
    """Values as a key; their types count, for safe HTML is never the same as a text."""

    key: tuple[Any, ...]
    values: dict[str, Any] = field(compare=False)


def rendered(template: str, values: dict[str, Any]) -> SafeString:
    """The HTML of a component that follows from plain values and the language alone.

    The template sees these values and nothing of the request. Raises ``TypeError`` for
    a value that is neither text, number nor a tuple of these.
    """
    key = tuple((name, _key(value)) for name, value in values.items())
    render = _render.__wrapped__ if settings.DEBUG else _render
    return render(template, get_language(), _Values(key, values))


def _key(value: Any) -> tuple[Any, ...]:
    kind = type(value)
    if kind in PLAIN:
        return kind, value
    if isinstance(value, tuple):
        return kind, *map(_key, value)
    msg = f"A component is kept by plain values, not by {kind.__name__}."
    raise TypeError(msg)


@lru_cache(MOST)
def _render(template: str, language: str | None, values: _Values) -> SafeString:  # noqa: ARG001 (part of the key)
    return cast(SafeString, get_template(template).render(values.values))
