"""Facets and their counts. Plain Python over entries: no database, no HTTP."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

# Names of facets as addresses write them, and the value of what is for nobody in particular.
ROLE, FORM, DURATION = "rol", "vorm", "duur"
PILLAR = "pijler"
HALF = "thema"
EVERYONE = "iedereen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One activity of the offer, with what it is tagged by: values by facet."""

    pk: int
    title: str
    summary: str
    address: str
    form: str
    form_label: str
    duration_minutes: int
    picture: str
    pillar_label: str = ""
    key: UUID | None = None
    waits: bool = False  # others come first
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, with how many it would leave."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet with its options."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.selected]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a facet is called and which values it has, in order."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


Selection = Mapping[str, frozenset[str]]


def matches(entry: Entry, selection: Selection, *, but_for: str = "") -> bool:
    """Whether an entry has, of every facet chosen from, at least one chosen value.

    ``but_for`` leaves one facet out of account.
    """
    return all(
        name == but_for or not chosen or entry.tags.get(name, frozenset()) & chosen
        for name, chosen in selection.items()
    )


def narrow(entries: Iterable[Entry], selection: Selection) -> list[Entry]:
    """The entries that match, in the order in which they came."""
    return [entry for entry in entries if matches(entry, selection)]


def count(
    entries: Sequence[Entry], selection: Selection, vocabularies: Iterable[Vocabulary]
) -> list[Facet]:
    """Every facet with its counts: each count respects all the other facets.

    A value that would leave nothing is left out, unless it is chosen.
    """
    facets = []
    for vocabulary in vocabularies:
        tally: dict[str, int] = {}
        for entry in entries:
            if matches(entry, selection, but_for=vocabulary.name):
                for value in entry.tags.get(vocabulary.name, ()):
                    tally[value] = tally.get(value, 0) + 1
        chosen = selection.get(vocabulary.name, frozenset())
        options = tuple(
            Option(value, label, tally.get(value, 0), value in chosen)
            for value, label in vocabulary.values
            if tally.get(value) or value in chosen
        )
        if options:
            facets.append(Facet(vocabulary.name, vocabulary.label, options))
    return facets
