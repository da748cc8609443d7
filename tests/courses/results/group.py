"""A group of learners that answered questions, written straight to the database."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any
from uuid import UUID, uuid4

from courses.models import Answer, Attempt
from courses.questions import Question, Response
from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import Status
from lms.learning.models import Participation
from tests.courses.player import activity_of

numbers = itertools.count(1)
Responses = Mapping[UUID, tuple[Any, float | None]]


def people_in(page, count: int) -> list[Participation]:
    """So many new people who take part in a lesson or a test."""
    activity, now = activity_of(page), clock.now()
    users = User.objects.bulk_create(
        User(email=f"groep{next(numbers)}@voorbeeld.test", public_id=uuid4())
        for _ in range(count)
    )
    return Participation.objects.bulk_create(
        Participation(
            learner=user,
            activity=activity,
            status=Status.STARTED,
            registered_at=now,
            started_at=now,
            last_activity_at=now,
        )
        for user in users
    )


def give(
    participation: Participation,
    responses: Responses,
    *,
    attempt: Attempt | None = None,
    version: int | None = None,
) -> None:
    """Store what somebody answered: the response and its score, by question."""
    Answer.objects.bulk_create(
        Answer(
            participation=participation,
            attempt=attempt,
            version_id=version,
            question=question,
            form_key=uuid4(),
            response=response,
            correct=None if score is None else score == 1.0,
            score=score,
            lesson_version=1,
            answered_at=clock.now(),
        )
        for question, (response, score) in responses.items()
    )


def all_give(
    people: Iterable[Participation], responses: Callable[[int], Responses]
) -> None:
    """Store what each of a group answered, by their number."""
    for number, participation in enumerate(people):
        give(participation, responses(number))


def an_attempt(participation: Participation, *, number: int = 1, handed_in=True):
    """An attempt at a quiz of its own, handed in or not."""
    now = clock.now()
    return Attempt.objects.create(
        participation=participation,
        quiz=UUID(int=7),
        number=number,
        seed=1,
        drawn=[],
        rules={},
        opened_at=now,
        handed_in_at=now if handed_in else None,
        closed_at=now if handed_in else None,
    )


def likely(question: Question, draw: Random) -> tuple[Any, float | None]:
    """What somebody may answer to a question of any kind, and its score."""
    solution = question.solution()
    if solution is None:
        choices = [key for key, _label in question.interaction().choices]
        response = [draw.choice(choices)] if choices else ["Wat ik ervan vind."]
        return response, None
    response = solution if draw.random() < 0.6 else _wrong(question, solution, draw)
    return response, question.judge(response).score


def _wrong(question: Question, solution: Response, draw: Random) -> Response:
    type_ = question.interaction().type
    if isinstance(solution, dict):
        keys, values = list(solution), list(solution.values())
        return dict(zip(keys, [*values[1:], values[0]], strict=True))
    if type_ == "sequencing":
        return list(reversed(solution))
    if type_ == "true-false":
        return ["false" if solution == ["true"] else "true"]
    if type_ == "choice":
        others = [key for key, _ in question.interaction().choices]
        return [draw.choice([key for key in others if key not in solution])]
    return ["99"] if type_ == "numeric" else ["Iets anders"]
