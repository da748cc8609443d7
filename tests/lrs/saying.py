"""Statements as this product says them: who, what, in which course, with what result."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

HOME = "https://integriteitscampus.example"
PROFILE = f"{HOME}/xapi/profile/v1"  # the version that statements follow
ADL = "http://adlnet.gov/expapi"
VERBS = (
    ("progressed", 40),
    ("answered", 25),
    ("initialized", 15),
    ("completed", 12),
    ("passed", 5),
    ("failed", 2),
    ("registered", 1),
)
ACTORS, COURSES, LESSONS = 2000, 60, 12
BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
HEAVY = (0.3, 0.4, 0.45)  # up to where the dice falls for the three who do most
REFERRING = 0.01

Json = dict[str, Any]


def verb(name: str) -> str:
    """The IRI of one of ADL's verbs."""
    return f"{ADL}/verbs/{name}"


def course(number: int) -> str:
    """The IRI of a course."""
    return f"{HOME}/activities/cursus-{number:04}"


def lesson(number: int, place: int) -> str:
    """The IRI of a lesson of a course."""
    return f"{course(number)}/les-{place:02}"


@dataclass
class Voice:
    """Says statements, from a seed; the same seed says the same.

    With ``skewed`` a few people and courses are in very many of them and most in a few,
    and one in a hundred refers to an earlier statement; without, all are drawn alike.
    """

    seed: int = 0
    skewed: bool = False
    random: Random = field(init=False)
    actors: list[str] = field(init=False)
    said: int = 0
    earlier: str = ""

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 (a draw, no secret)
        # The same people whatever the seed: who speaks differs, not who there is.
        people = Random(1)  # noqa: S311
        self.actors = [str(UUID(int=people.getrandbits(128))) for _ in range(ACTORS)]

    def new_id(self) -> str:
        """A random id, of version 4."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def statement(self) -> Json:
        """The next statement."""
        self.said += 1
        actor, number, place = (
            self._who(),
            self._which(),
            self.random.randrange(LESSONS),
        )
        name = self.random.choices(*zip(*VERBS, strict=True))[0]
        one = {
            "id": self.new_id(),
            "actor": agent(self.actors[actor]),
            "verb": {"id": verb(name), "display": {"nl": name, "en": name}},
            "object": self._object(number, place),
            "result": self._result(name),
            "context": {
                "registration": str(UUID(int=(actor << 64) + number + 1, version=4)),
                "contextActivities": {
                    "parent": [{"id": course(number), "objectType": "Activity"}],
                    "grouping": [{"id": f"{HOME}/activities/traject-{number % 7}"}],
                    "category": [{"id": PROFILE}],
                },
                "language": "nl",
                "platform": "Integriteitscampus",
            },
            "timestamp": (BEGIN + timedelta(seconds=11 * self.said)).isoformat(),
        }
        if one["object"].get("objectType") == "StatementRef":
            del one["context"]["platform"]  # only for an activity (part two, 2.4.6)
        self.earlier = one["id"]
        return one

    def statements(self, count: int) -> list[Json]:
        """The next so many statements, for one batch."""
        return [self.statement() for _ in range(count)]

    def _who(self) -> int:
        if self.skewed:
            dice = self.random.random()
            for number, limit in enumerate(HEAVY):
                if dice < limit:
                    return number
        return self.random.randrange(len(self.actors))

    def _which(self) -> int:
        if self.skewed:
            return min(int(self.random.paretovariate(0.9)) - 1, COURSES - 1)
        return self.random.randrange(COURSES)

    def _object(self, number: int, place: int) -> Json:
        if self.skewed and self.earlier and self.random.random() < REFERRING:
            return {"objectType": "StatementRef", "id": self.earlier}
        return {
            "objectType": "Activity",
            "id": lesson(number, place),
            "definition": {
                "type": f"{ADL}/activities/lesson",
                "name": {"nl": f"Les {place} van cursus {number}"},
                "description": {
                    "nl": "Een leverancier nodigt je team uit. Wat beslis je, en waarom?"
                },
            },
        }

    def _result(self, name: str) -> Json:
        result: Json = {"completion": name in {"completed", "passed", "failed"}}
        if name in {"passed", "failed"}:
            result["success"] = name == "passed"
            scaled = self.random.randrange(101) / 100
            result["score"] = {
                "scaled": scaled,
                "raw": 100 * scaled,
                "min": 0,
                "max": 100,
            }
        if name == "answered":
            result["response"] = "terugsturen[,]melden"
            result["duration"] = f"PT{self.random.randrange(5, 300)}S"
        return result


def agent(name: str) -> Json:
    """Somebody, by an account here."""
    return {"objectType": "Agent", "account": {"homePage": HOME, "name": name}}


def as_text(value: Any) -> str:
    """JSON as a program writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def query(**parameters: Any) -> str:
    """The parameters of a request, encoded; what is no text goes as JSON."""
    return urlencode(
        {
            name: value if isinstance(value, str) else as_text(value)
            for name, value in parameters.items()
        }
    )


def ids(statements: Iterable[Json]) -> list[str]:
    """The ids of statements, in order."""
    return [one["id"] for one in statements]
