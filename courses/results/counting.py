"""What the database counts for results per question: one query, whatever the number.

Of each person the first answer to each question counts; in a test the last one of their
first attempt, once that is handed in. People are taken in groups of five, in the order in
which they first answered, and a group is told as a whole or not at all
(docs/decisions/0024-results-in-groups-of-five.md).
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.core.cache import caches
from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    F,
    FloatField,
    IntegerField,
    Min,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber

from courses.models import Answer
from courses.questions import Response
from lms.learning.models import Participation

from .items import Given

GROUP: Final = 5
LONG, KEPT_FOR = 1.0, 600  # seconds

# Everything above "grouped" is the answers as ``_given`` has them. A question of the bank
# is one wherever it is asked; one that stands in a lesson is of that lesson.
SQL: Final = """
WITH given AS ({given}),
first AS (SELECT * FROM given WHERE nth = 1),
placed AS (
    SELECT first.*,
        (ROW_NUMBER() OVER (PARTITION BY place, question ORDER BY began) - 1) / {size}
            AS fold,
        SUM(points) OVER (PARTITION BY activity, person) AS total,
        COUNT(points) OVER (PARTITION BY activity, person) AS questions
    FROM first
),
grouped AS (
    SELECT placed.*,
        COUNT(*) OVER (PARTITION BY place, question, fold) AS members,
        MIN(settled) OVER (PARTITION BY place, question, fold) AS whole
    FROM placed
)
SELECT place, question, given, points, total, questions, COUNT(*)
FROM grouped WHERE members = {size} AND whole = 1
GROUP BY place, question, given, points, total, questions
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """People whose answer was the same, with how they did on the rest."""

    response: Response
    given: Given


Key = tuple[int, UUID]  # the activity in which it stands, 0 for the bank; the question


def count(
    activities: Collection[int], bank: Collection[UUID]
) -> dict[Key, list[Alike]]:
    """What was answered to the questions of these lessons and tests, and to these of the bank.

    Questions of which nothing may be told yet are not there. What took long to count (a
    second for a hundred thousand answers) is kept for a while.
    """
    if not activities and not bank:
        return {}
    asked = f"{sorted(activities)} {sorted(map(str, bank))}"
    key = f"courses:results:{sha256(asked.encode()).hexdigest()}"
    kept: dict[Key, list[Alike]] | None = caches["local"].get(key)
    if kept is not None:
        return kept
    begin = time.monotonic()
    found = _count(activities, bank)
    if time.monotonic() - begin > LONG:
        caches["local"].set(key, found, KEPT_FOR)
    return found


def _count(
    activities: Collection[int], bank: Collection[UUID]
) -> dict[Key, list[Alike]]:
    found: dict[Key, list[Alike]] = defaultdict(list)
    for place, question, given, points, total, questions, people in _rows(
        activities, bank
    ):
        key = (place, question if isinstance(question, UUID) else UUID(question))
        if place not in activities and not (place == 0 and key[1] in bank):
            continue
        told = Given(
            score=points, people=people, total=total or 0.0, questions=questions
        )
        found[key].append(Alike(response=json.loads(given), given=told))
    return dict(found)


def _rows(activities: Collection[int], bank: Collection[UUID]) -> Iterable[Any]:
    inner, parameters = _given(activities, bank).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(given=inner, size=GROUP), parameters)
        return cursor.fetchall()


def _given(
    activities: Collection[int], bank: Collection[UUID]
) -> QuerySet[Answer, Mapping[str, Any]]:
    """All answers of who answered one of the questions, as far as they can count."""
    asked = Q(activity__in=activities)
    if bank:
        asked |= Q(
            pk__in=Answer.objects.filter(question__in=bank).values("participation")
        )
    people = Participation.objects.filter(asked)
    whose = [F("participation__learner"), F("participation__activity"), F("question")]
    in_attempt = Q(attempt__isnull=False)
    handed_in = Q(attempt=None) | Q(attempt__handed_in_at__isnull=False)
    return (
        Answer.objects.filter(participation__in=people.order_by().values("pk"))
        .order_by()
        .annotate(
            place=Case(
                When(version=None, then=F("participation__activity")),
                default=Value(0),
                output_field=BigIntegerField(),
            ),
            activity=F("participation__activity"),
            person=F("participation__learner"),
            given=Cast("response", TextField()),
            points=Coalesce(
                F("score"),
                Case(
                    When(correct=True, then=Value(1.0)),
                    When(correct=False, then=Value(0.0)),
                ),
                output_field=FloatField(),
            ),
            settled=Case(
                When(handed_in, then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            ),
            began=Window(Min("pk"), partition_by=whose),
            nth=Window(
                RowNumber(),
                partition_by=whose,
                order_by=[
                    Coalesce(F("attempt"), Value(0), output_field=BigIntegerField()),
                    Case(
                        When(in_attempt, then=-F("pk")),
                        default=F("pk"),
                        output_field=BigIntegerField(),
                    ),
                ],
            ),
        )
        .values(
            *("place", "activity", "person", "question", "given"),
            *("points", "settled", "began", "nth"),
        )
    )
