"""The attacker: has both stores, the log, the exports and the published scenario.

Not the link of the application, which only marks the guesses (``marking``). There are
two kinds of attempts. A *direct* one takes something that differs between people (time,
requests, bytes), lays it beside what the paths of the scenario differ in (words, steps),
and guesses each choice by how often paths of that length have it. A *linking* one puts
the people and the pseudonyms of a batch in two orders and reads them side by side: who
took longest has the longest path, who came first comes first, and so on.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from random import Random

from dilemmas.graph import Graph
from dilemmas.graph.prose import words
from lms.common import clock
from lms.xapi.enums import Store
from lms.xapi.models import StoredStatement
from tests.dilemmas.attack.readers import Line

Item = tuple[str, str]  # a scene, and a choice there
Scores = Mapping[Item, float]

WALKS = 4000
NEIGHBOURS = 0.04  # of the walks, on either side


@dataclass
class Pseudonym:
    """What the reflection store has of one play."""

    name: str
    chosen: set[Item] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Batch:
    """The people whose plays were released together, first who ended first."""

    people: list[str]
    pseudonyms: list[Pseudonym]


@dataclass(frozen=True)
class Attempt:
    """A guess at every choice of everybody; ``within``: who is compared with whom."""

    name: str
    guesses: Mapping[str, Scores]
    within: Mapping[str, int] = field(default_factory=dict)


def statements_of(store: Store) -> list[dict]:
    """All that the store answers to who may read it, in its order."""
    found = StoredStatement.objects.filter(store=store).order_by("seq")
    return [json.loads(payload) for payload in found.values_list("payload", flat=True)]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


class Published:
    """The scenario as anybody can play it: which paths there are, how long, and why."""

    def __init__(self, graph: Graph, dice: Random) -> None:
        self.graph = graph
        self.items = [
            (key, choice["key"])
            for key, scene in graph.content["scenes"].items()
            if len(scene["choices"]) > 1
            for choice in scene["choices"]
        ]
        walks = [self._walk(dice) for _ in range(WALKS)]
        self._having = {
            measure: self._counts([taken for *_, taken in sorted(walks, key=order)])
            for measure, order in {
                "words": lambda walk: (walk[0], walk[2]),
                "steps": lambda walk: (walk[1], walk[2]),
            }.items()
        }

    def expected(self, measure: str, quantile: float) -> Scores:
        """How often paths of about this rank of length have each choice."""
        low = max(0, int((quantile - NEIGHBOURS) * WALKS))
        high = min(WALKS, int((quantile + NEIGHBOURS) * WALKS) + 1)
        return {
            item: (counts[high] - counts[low]) / (high - low)
            for item, counts in self._having[measure].items()
        }

    def length(self, chosen: Iterable[Item]) -> int:
        """The words that somebody read who made these choices."""
        return sum(self._words(scene, choice) for scene, choice in chosen)

    def _walk(self, dice: Random) -> tuple[int, int, float, list[Item]]:
        at, taken = self.graph.start, []
        while not self.graph.is_ending(at):
            offered = self.graph.offered(at, self.graph.flags_after(taken))
            choice = dice.choice(offered)
            taken.append((at, choice["key"]))
            at = choice["target"]
        return self.length(taken), len(taken), dice.random(), taken

    def _words(self, scene: str, choice: str) -> int:
        texts = [
            *(str(block["value"]) for block in self.graph.scene(scene)["body"]),
            *(each["text"] for each in self.graph.scene(scene)["choices"]),
            self.graph.choice(scene, choice)["consequence"],
        ]
        return sum(words(text) for text in texts)

    def _counts(self, paths: list[list[Item]]) -> dict[Item, list[int]]:
        return {
            item: [0, *accumulate(item in taken for taken in map(set, paths))]
            for item in self.items
        }


class Attacker:
    """Reads what it has once, and makes attempts of it."""

    def __init__(self, published: Published, log: list[Line], exported: list[dict]):
        self.published = published
        self.told = defaultdict(list)  # statements of the record store by person
        for statement in statements_of(Store.RECORD):
            self.told[statement["actor"]["account"]["name"]].append(statement)
        self.lines = defaultdict(list)
        for line in log:
            self.lines[str(line.who)].append(line)
        self.exported = exported
        self.people = sorted(self.told, key=self._ended)
        self.batches = list(self._batches())

    def _ended(self, person: str) -> datetime:
        return moment(self._said(person, "completed")["stored"])

    def _said(self, person: str, verb: str) -> dict:
        return next(s for s in self.told[person] if s["verb"]["id"].endswith(verb))

    def _batches(self) -> Iterable[Batch]:
        """Released on one day together: those who ended since the release before."""
        released: dict[str, dict[str, Pseudonym]] = defaultdict(dict)
        moments: dict[str, datetime] = {}
        for place, one in enumerate(statements_of(Store.REFLECTION)):
            name, day = one["actor"]["account"]["name"], one["timestamp"]
            moments.setdefault(day, moment(one["stored"]))
            pseudonym = released[day].setdefault(name, Pseudonym(name))
            scene = one["object"]["id"].rpartition("/")[2]
            pseudonym.chosen.add((scene, one["result"]["response"]))
            pseudonym.places.append(place)
            pseudonym.ids.append(one["id"])
        waiting = list(self.people)
        for day, pseudonyms in released.items():
            people = [one for one in waiting if self._ended(one) < moments[day]]
            waiting = waiting[len(people) :]
            yield Batch(people, list(pseudonyms.values()))

    # What differs between people, and what of a path it may come from.

    def features(self) -> dict[str, tuple[str, dict[str, float]]]:
        """By name: words or steps, and the value for each person."""
        measures: dict[str, tuple[str, Callable[[str], float]]] = {
            "stored, begun to completed": ("words", self._between("stored")),
            "timestamp, begun to completed": ("words", self._between("timestamp")),
            "hour of completing": ("words", self._hour),
            "bytes of statements": ("words", lambda who: len(str(self.told[who]))),
            "number of statements": ("steps", lambda who: len(self.told[who])),
            "requests": ("steps", lambda who: len(self.lines[who])),
            "forms sent": ("steps", self._posts),
            "bytes answered": (
                "steps",
                lambda who: sum(x.size for x in self.lines[who]),
            ),
            "time between requests": ("words", self._span),
            "longest gap in requests": ("words", self._gap),
            "days in the export": ("words", self._days()),
        }
        return {
            name: (measure, {who: float(value(who)) for who in self.people})
            for name, (measure, value) in measures.items()
        }

    def _between(self, which: str) -> Callable[[str], float]:
        def between(who: str) -> float:
            begun, ended = self._said(who, "initialized"), self._said(who, "completed")
            return (moment(ended[which]) - moment(begun[which])).total_seconds()

        return between

    def _hour(self, who: str) -> float:
        ended = self._ended(who)
        return (ended - clock.start_of(clock.local_date(ended))).total_seconds()

    def _posts(self, who: str) -> int:
        return sum(line.method == "POST" for line in self.lines[who])

    def _span(self, who: str) -> float:
        whens = [line.when for line in self.lines[who]] or [clock.now()]
        return (max(whens) - min(whens)).total_seconds()

    def _gap(self, who: str) -> float:
        whens = [line.when for line in self.lines[who]]
        gaps = [b - a for a, b in pairwise(whens)]
        return max(gaps, default=timedelta(0)).total_seconds()

    def _days(self) -> Callable[[str], float]:
        """The export knows people by another name: matched by the day of completing."""
        took = {
            row["voltooid_op"]: (
                datetime.fromisoformat(row["voltooid_op"])
                - datetime.fromisoformat(row["startdatum"])
            ).days
            for row in self.exported
        }
        return lambda who: took[str(clock.local_date(self._ended(who)))]

    # Attempts.

    def direct(self) -> list[Attempt]:
        """One for each feature, and one for all of them together."""
        ranks = {
            name: _quantiles(values) for name, (_, values) in self.features().items()
        }
        attempts = [
            self._by_rank(f"direct: {name}", measure, ranks[name])
            for name, (measure, _) in self.features().items()
        ]
        together = {
            who: sum(rank[who] for rank in ranks.values()) for who in self.people
        }
        return [
            *attempts,
            self._by_rank("direct: all together", "words", _quantiles(together)),
        ]

    def _by_rank(self, name: str, measure: str, ranks: dict[str, float]) -> Attempt:
        guesses = {who: self.published.expected(measure, ranks[who]) for who in ranks}
        return Attempt(name, guesses)

    def linking(self) -> list[Attempt]:
        """Orders of people beside orders of pseudonyms."""
        features = self.features()
        ranks = {name: _quantiles(values) for name, (_, values) in features.items()}
        place = {who: number for number, who in enumerate(self.people)}
        together = {who: sum(rank[who] for rank in ranks.values()) for who in place}
        length = lambda one: self.published.length(one.chosen)  # noqa: E731
        steps = lambda one: len(one.chosen)  # noqa: E731
        ids = {who: min(one["id"] for one in self.told[who]) for who in place}
        registrations = {
            who: self._said(who, "completed")["context"]["registration"]
            for who in place
        }
        pairs = {
            "order of ending, first place": (place.get, lambda one: one.places[0]),
            "order of ending, last place": (place.get, lambda one: one.places[-1]),
            "names": (str, lambda one: one.name),
            "ids of statements": (ids.get, lambda one: min(one.ids)),
            "registrations, names": (registrations.get, lambda one: one.name),
            "all together, length": (together.get, length),
            **{
                f"{name}, {measure}": (
                    ranks[name].get,
                    length if measure == "words" else steps,
                )
                for name, (measure, _) in features.items()
            },
        }
        return [self._link(name, *orders) for name, orders in pairs.items()]

    def _link(self, name: str, of_person: Callable, of_pseudonym: Callable) -> Attempt:
        guesses: dict[str, Scores] = {}
        within: dict[str, int] = {}
        for number, batch in enumerate(self.batches):
            people = sorted(batch.people, key=of_person)
            pseudonyms = sorted(batch.pseudonyms, key=of_pseudonym)
            for who, pseudonym in zip(people, pseudonyms, strict=True):
                within[who] = number
                guesses[who] = {
                    item: float(item in pseudonym.chosen)
                    for item in self.published.items
                }
        return Attempt(f"linking: {name}", guesses, within)

    def share_of_the_batch(self) -> Attempt:
        """No link at all: of each of the five, what the five chose together."""
        guesses = {}
        for batch in self.batches:
            shares = {
                item: sum(item in one.chosen for one in batch.pseudonyms)
                for item in self.published.items
            }
            guesses |= dict.fromkeys(batch.people, shares)
        return Attempt("what the batch chose together", guesses)


def _quantiles(values: Mapping[str, float]) -> dict[str, float]:
    """Ranks from 0 to 1; equal values share the rank in their middle."""
    ordered = sorted(values.values())
    return {
        who: (bisect_left(ordered, value) + bisect_right(ordered, value))
        / (2 * len(ordered))
        for who, value in values.items()
    }
