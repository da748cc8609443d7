"""Every address of the product, found in its own table of addresses.

A view that is added later is found by itself: nothing here names one.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

# Combinations of values for an address with gaps: many of them where HR, managers and
# systems read, one where nobody of these has a page of their own.
MOST, FEW = 6, 1
READ_BY_SCOPE = ("/hr/", "/api/", "/deelname/", "/mijn-", "/meldingen/")


@dataclass(frozen=True, slots=True)
class Address:
    """A pattern of addresses: its pieces, and what goes into its gaps."""

    route: str
    gaps: tuple[str, ...]  # the name of the converter of each gap, in order
    view: Callable[..., Any]

    def __str__(self) -> str:
        return self.route

    def filled(self, values: dict[str, list[str]]) -> Iterator[str]:
        """The addresses that these values make, by the converter of each gap."""
        known = [values.get(gap, values["str"]) for gap in self.gaps]
        pieces = _pieces(self.route)
        most = MOST if self.route.startswith(READ_BY_SCOPE) else FEW
        for chosen in itertools.islice(itertools.product(*known), most):
            yield "".join(
                itertools.chain.from_iterable(
                    itertools.zip_longest(pieces, chosen, fillvalue="")
                )
            )


def addresses(*prefixes: str) -> list[Address]:
    """All of them that begin with one of these, such as ``/hr/``."""
    found = _walk(get_resolver(), "/", ())
    return [each for each in found if each.route.startswith(prefixes)]


def _walk(
    resolver: URLResolver, before: str, gaps: tuple[str, ...]
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if not isinstance(entry.pattern, RoutePattern):
            continue  # regular expressions: Wagtail's pages and allauth's keys
        route = before + str(entry.pattern)
        inside = (*gaps, *_converters(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route, inside)
        elif isinstance(entry, URLPattern):
            yield Address(route, inside, entry.callback)


def _converters(pattern: RoutePattern) -> Iterator[str]:
    for converter in pattern.converters.values():
        yield type(converter).__name__.removesuffix("Converter").lower()


def _pieces(route: str) -> list[str]:
    """What stands around the gaps: ``/hr/<int:pk>/`` is ``/hr/`` and ``/``."""
    pieces, rest = [], route
    while "<" in rest:
        piece, _, rest = rest.partition("<")
        _gap, _, rest = rest.partition(">")
        pieces.append(piece)
    return [*pieces, rest]
