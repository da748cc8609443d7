"""The whole of it, in order, and what was made for whoever puts load on it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection

from lms.organisation.models import Mandate

from .learning import make_activities, make_learning, make_statements
from .people import make_entities, make_hr, make_people


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: numbers, and who can sign in."""

    learners: int
    participations: int
    statements: int
    password: str
    mandates: list[Mandate]

    def as_json(self) -> str:
        """Logins and public ids by role and by entity, and the one password."""
        people: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for mandate in self.mandates:
            person = mandate.person
            people[mandate.role.slug][mandate.entity.code].append(
                {"login": person.email, "public_id": str(person.public_id)}
            )
        return json.dumps(
            {
                "password": self.password,
                "learners": self.learners,
                "participations": self.participations,
                "statements": self.statements,
                "people": people,
            },
            indent=1,
        )


def synthesize(learners: int, statements: int, seed: int) -> Made:
    """Make it; ``seed`` decides everything but the moment at which it ends."""
    random = Random(seed)  # noqa: S311 (a draw, no secret)
    password = f"volume-{seed}-{random.getrandbits(64):x}"
    entities = make_entities()
    hr = make_hr(entities, random, password)
    activities = make_activities(random)
    mandates = make_people(learners, entities, random, password)
    participations = make_learning(mandates, activities, random)
    recorded = make_statements(statements)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Made(learners, participations, recorded, password, [*hr, *mandates])
