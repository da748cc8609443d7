"""What an imagined learner answered: rightly, or as wrongly as a question allows."""

from __future__ import annotations

from collections.abc import Iterator

from courses.questions import Question, Response
from lms.common import clock

from .work import Given


def answered(question: Question, *, right: bool) -> Given | None:
    """An answer to a question of any kind; nothing where no answer can be thought of."""
    response = question.solution() if right else _wrong(question)
    response = response or _unjudged(question)
    if not response:
        return None
    return Given(
        response=response,
        verdict=question.judge(response),
        answered_at=clock.now(),
    )


def _wrong(question: Question) -> Response | None:
    for response in _guesses(question):
        if question.judge(response).right is False:
            return response
    return None


def _guesses(question: Question) -> Iterator[Response]:
    """Another answer than the right one, or the right parts at the wrong places."""
    solution = question.solution()
    if isinstance(solution, dict):
        values = list(solution.values())
        yield dict(zip(solution, values[1:] + values[:1], strict=True))
    elif solution:
        yield from ([pk] for pk, _text in question.interaction().choices)
        yield list(reversed(solution))
        yield ["false"] if solution == ["true"] else ["true"]


def _unjudged(question: Question) -> Response | None:
    """A grade of a scale, where nothing is right or wrong."""
    grades = question.interaction().choices
    return [grades[0][0]] if grades and not question.is_judged else None
