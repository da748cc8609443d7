"""What there is to learn, read in three plain queries, whatever the number."""

import time
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_noop, pgettext
from django.utils.translation import gettext as _

from lms.content.restrictions import closed_keys
from lms.learning.enums import Facet as TermFacet
from lms.learning.enums import Form
from lms.learning.models import LearningActivity, Prerequisite
from lms.organisation.models import IntegrityRole

from .facets import (
    DURATION,
    EVERYONE,
    FORM,
    HALF,
    PILLAR,
    ROLE,
    Entry,
    Vocabulary,
)

TERM_FACETS = {
    TermFacet.PILLAR: PILLAR,
    TermFacet.PRINCIPLE: "principe",
    TermFacet.LEVEL: "niveau",
    TermFacet.THEME: HALF,
}
DURATIONS = (
    (20, "tot-20", gettext_noop("Up to 20 minutes")),
    (40, "21-40", gettext_noop("21 to 40 minutes")),
    (60, "41-60", gettext_noop("41 to 60 minutes")),
    (None, "meer-dan-60", gettext_noop("More than 60 minutes")),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """The entries by title, and the vocabularies of the facets.

    ``needs``: what an entry asks to complete first, by ids, with titles.
    """

    entries: tuple[Entry, ...]
    vocabularies: tuple[Vocabulary, ...]
    halves: Vocabulary  # what the theme is about; no facet to choose from
    needs: Mapping[int, tuple[tuple[int, str], ...]] = field(default_factory=dict)

    def without(self, closed: Collection[UUID]) -> Self:
        """The offer but for the activities of these keys."""
        if not closed:
            return self
        entries = tuple(each for each in self.entries if each.key not in closed)
        return replace(self, entries=entries)


def plain(text: str) -> str:
    """Text as it is compared: without accents, case or curly apostrophes."""
    folded = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in folded if not unicodedata.combining(c)).casefold()


def offer_for(request: HttpRequest) -> Offer:
    """Everything that is listed and open to who asks."""
    return read_offer().without(closed_keys(request))


def read_offer() -> Offer:
    """Everything that is listed.

    Kept in the process until something is published or withdrawn, which one query
    tells, and no longer than ``SITE_KNOWN_FOR``: that is how long another name for a
    term or a role may take to show.
    """
    lasts = settings.SITE_KNOWN_FOR
    if not lasts:
        return _read_offer()
    state = LearningActivity.objects.listed().aggregate(
        Count("pk"), Max("published_at")
    )
    return _kept(get_language(), *state.values(), int(time.monotonic() // lasts))


@lru_cache(8)
def _kept(*state: object) -> Offer:  # noqa: ARG001 (the key)
    return _read_offer()


def _read_offer() -> Offer:
    listed = LearningActivity.objects.listed().order_by()
    rows = list(
        listed.values(
            "pk",
            "key",
            "title",
            "summary",
            "address",
            "form",
            "duration_minutes",
            "picture",
            waits=Exists(Prerequisite.objects.filter(activity=OuterRef("pk"))),
        )
    )
    terms, (*vocabularies, halves), pillars = _terms()
    roles, role_vocabulary = _roles()
    entries = [
        Entry(
            **row,
            form_label=str(Form(row["form"]).label),
            pillar_label=pillars.get(row["pk"], ""),
            tags={
                **terms.get(row["pk"], {}),
                ROLE: frozenset(roles.get(row["pk"], {EVERYONE})),
                FORM: frozenset({row["form"]}),
                DURATION: frozenset({_duration(row["duration_minutes"])}),
            },
        )
        for row in rows
    ]
    entries.sort(key=lambda entry: (plain(entry.title), entry.pk))
    return Offer(
        tuple(entries),
        (
            role_vocabulary,
            *vocabularies,
            Vocabulary(
                FORM, _("Form"), tuple((form.value, str(form.label)) for form in Form)
            ),
            Vocabulary(
                DURATION,
                pgettext("facet", "Duration"),
                tuple((value, _(label)) for _most, value, label in DURATIONS),
            ),
        ),
        halves,
        _needs() if any(entry.waits for entry in entries) else {},
    )


def _terms() -> tuple[
    dict[int, dict[str, frozenset[str]]], list[Vocabulary], dict[int, str]
]:
    labels = {
        TermFacet.PILLAR: _("Pillar"),
        TermFacet.PRINCIPLE: _("Principle"),
        TermFacet.LEVEL: _("Level"),
        TermFacet.THEME: _("Theme"),
    }
    tags: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    values: dict[str, dict[str, str]] = {facet: {} for facet in labels}
    pillars: dict[int, str] = {}
    rows = (
        LearningActivity.objects.listed()
        .filter(terms__facet__in=labels)
        .order_by("terms__position", "terms__name")
        .values_list("pk", "terms__facet", "terms__slug", "terms__name")
    )
    for pk, facet, slug, name in rows:
        tags[pk][TERM_FACETS[TermFacet(facet)]].add(slug)
        values[facet][slug] = name
        if facet == TermFacet.PILLAR:
            pillars.setdefault(pk, name)
    return (
        {pk: {n: frozenset(v) for n, v in by.items()} for pk, by in tags.items()},
        [
            Vocabulary(TERM_FACETS[facet], label, tuple(values[facet].items()))
            for facet, label in labels.items()
        ],
        pillars,
    )


def _needs() -> dict[int, tuple[tuple[int, str], ...]]:
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    rows = (
        Prerequisite.objects.filter(activity__is_listed=True, activity__is_offered=True)
        .order_by("pk")
        .values_list("activity_id", "needed_id", "needed__title")
    )
    for pk, needed, title in rows:
        found[pk] = (*found.get(pk, ()), (needed, title))
    return found


def _roles() -> tuple[dict[int, set[str]], Vocabulary]:
    roles: dict[int, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    rows = (
        IntegrityRole.objects.filter(
            recommended_activities__is_listed=True,
            recommended_activities__is_offered=True,
        )
        .order_by("name")
        .values_list("recommended_activities__pk", "slug", "name")
    )
    for pk, slug, name in rows:
        roles[pk].add(slug)
        names[slug] = name
    values = (*names.items(), (EVERYONE, _("Everyone")))
    return roles, Vocabulary(ROLE, _("Recommended for"), values)


def _duration(minutes: int) -> str:
    return next(
        value for most, value, _label in DURATIONS if most is None or minutes <= most
    )
