"""The catalogue, served at the page that an editor keeps."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from cms_site.catalogue import facets, search
from cms_site.catalogue.facets import EVERYONE, ROLE, Entry, Facet, Selection
from cms_site.catalogue.lessons import FoundLesson, lessons_with
from cms_site.catalogue.offer import Offer, offer_for
from cms_site.dashboard import Dashboard
from cms_site.learner import states_of
from cms_site.models import CataloguePage
from cms_site.recommending import Advice, for_roles
from lms.organisation.capacities import remembered

PER_PAGE = 24
ADVISED = 3
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in force, and the address without it."""

    label: str
    url: str
    count: int


class Results:
    """What an address asks of the offer."""

    def __init__(self, offer: Offer, request: HttpRequest) -> None:
        self.offer = offer
        self.query = " ".join(request.GET.get("q", "").replace("\0", " ").split())
        self.query = self.query[:LONGEST_QUERY]
        self.selection: Selection = {
            vocabulary.name: frozenset(
                value
                for value, _label in vocabulary.values
                if value in request.GET.getlist(vocabulary.name)
            )
            for vocabulary in offer.vocabularies
        }

    @cached_property
    def searched(self) -> list[Entry]:
        """What the search leaves, best first; without a search everything by title."""
        if not self.query:
            return list(self.offer.entries)
        entries = {entry.pk: entry for entry in self.offer.entries}
        return [entries[pk] for pk in search.found(self.query) if pk in entries]

    @cached_property
    def lessons(self) -> list[FoundLesson]:
        """The lessons in which the words of the search stand."""
        return lessons_with(self.query) if self.query else []

    @cached_property
    def entries(self) -> list[Entry]:
        return facets.narrow(self.searched, self.selection)

    @cached_property
    def facets(self) -> list[Facet]:
        return facets.count(self.searched, self.selection, self.offer.vocabularies)

    @cached_property
    def chosen(self) -> list[Chosen]:
        """The filters in force, each with what leaving it out would give."""
        return [
            Chosen(
                option.label,
                self.address(without=(facet.name, option.value)),
                len(
                    facets.narrow(
                        self.searched, self._without(facet.name, option.value)
                    )
                ),
            )
            for facet in self.facets
            for option in facet.chosen
        ]

    @property
    def suggestions(self) -> list[str]:
        return search.suggestions(self.query, self.offer.entries) if self.query else []

    def address(
        self, *, without: tuple[str, str] | None = None, query: str | None = None
    ) -> str:
        """The shareable address of these results, or of them but for one filter."""
        selection = self._without(*without) if without else self.selection
        query = self.query if query is None else query
        pairs = [("q", query)] if query else []
        pairs += [
            (name, value)
            for name, values in selection.items()
            for value in sorted(values)
        ]
        return "?" + urlencode(pairs)

    def _without(self, name: str, value: str) -> Selection:
        return {**self.selection, name: self.selection[name] - {value}}


def advice_for(request: HttpRequest, results: Results) -> list[Advice]:
    """What to recommend above the offer: for the chosen roles, else for one's own.

    Nothing to who is looking for something of their own: who searched, chose another
    filter or turned the page. Of a visitor only the roles that they chose are known.
    """
    chosen = {name for name, values in results.selection.items() if values}
    if results.query or chosen - {ROLE} or "page" in request.GET:
        return []
    roles = sorted(results.selection[ROLE] - {EVERYONE})
    if request.user.is_authenticated:
        own = Dashboard(request.user, acting=remembered(request))
        return own.advice(results.offer, roles=roles, most=ADVISED)
    return for_roles(results.offer, roles, most=ADVISED)


def catalogue(request: HttpRequest, page: CataloguePage) -> HttpResponse:
    """The offer: facets, search, cards. GET only, so that every view can be shared."""
    results = Results(offer_for(request), request)
    page_obj = Paginator(results.entries, PER_PAGE).get_page(request.GET.get("page"))
    address = results.address()
    return render(
        request,
        page.get_template(request),
        {
            "page": page,
            "results": results,
            "page_obj": page_obj,
            "states": states_of(
                request.user,
                [entry.pk for entry in page_obj],
                waiting=[entry.pk for entry in page_obj if entry.waits],
            ),
            "advice": advice_for(request, results),
            "query": results.query,
            "total": len(results.offer.entries),
            "active_count": len(results.chosen),
            "clear_url": results_without_filters(results),
            "url_prefix": f"{address}&" if len(address) > 1 else "?",
        },
    )


def results_without_filters(results: Results) -> str:
    """The address that keeps the search and drops every filter."""
    return "?" + urlencode({"q": results.query} if results.query else {})
