"""The attacker: has both stores, the log, the exports and the published scenario.

Not the link of the application, which only marks the guesses (``marking``). What it
guesses from what it has: ``attempts``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from lms.common import clock
from lms.xapi.enums import Store
from lms.xapi.models import StoredStatement
from tests.dilemmas.attack.published import Item, Published
from tests.dilemmas.attack.readers import Line


@dataclass
class Pseudonym:
    """What the reflection store has of one play."""

    name: str
    chosen: set[Item] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Release:
    """What came into the reflection store at one moment."""

    when: datetime
    pseudonyms: list[Pseudonym]


def statements_of(store: Store) -> list[dict]:
    """All that the store answers to who may read it, in its order."""
    found = StoredStatement.objects.filter(store=store).order_by("seq")
    return [json.loads(payload) for payload in found.values_list("payload", flat=True)]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


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
        self.ended = {
            who: moment(self.said(who, "completed")["stored"]) for who in self.told
        }
        self.people = sorted(self.told, key=self.ended.get)
        self.releases = list(self._releases())

    def said(self, person: str, verb: str) -> dict:
        """What the record store has of this person with this verb."""
        return next(s for s in self.told[person] if s["verb"]["id"].endswith(verb))

    def _releases(self) -> Iterable[Release]:
        """What was released on one day, day by day."""
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
        for day, pseudonyms in released.items():
            yield Release(moments[day], list(pseudonyms.values()))

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
            begun, ended = self.said(who, "initialized"), self.said(who, "completed")
            return (moment(ended[which]) - moment(begun[which])).total_seconds()

        return between

    def _hour(self, who: str) -> float:
        ended = self.ended[who]
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
        return lambda who: took[str(clock.local_date(self.ended[who]))]
