"""What courses hold of a person in the record: attempts and answers, and what was said of them.

That a question was answered, rightly or not, is a fact. What somebody typed, and what a
trainer wrote about it, can name them, and goes with them; a choice among answers that
were offered stays, of nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from lms.common.personal import Rows, holds
from lms.xapi.append_only import lifted

from .models import Answer, AnswerReview, Attempt, Fulfilment, LessonPage

if TYPE_CHECKING:
    from courses.questions import Question
    from lms.accounts.models import User

# The answers of a question of true or false; every other one that is offered has an id.
OFFERED = {"true", "false"}
_AT_ONCE = 500


def announce() -> None:
    """Tell the platform what is held."""
    holds("courses: attempts", collect=_attempts)
    holds("courses: answers", collect=_answers, erase=_empty_what_was_typed)
    holds("courses: conditions met", collect=_fulfilments)


def _attempts(person: User) -> Rows:
    own = Attempt.objects.filter(participation__learner=person).order_by("pk")
    return [
        {
            "at": each.participation.activity.title,
            "number": each.number,
            "opened_at": each.opened_at,
            "handed_in_at": each.handed_in_at,
            "score": each.score,
            "passed": each.passed,
        }
        for each in own.select_related("participation__activity")
    ]


def _answers(person: User) -> Rows:
    """Each answer with its question, as it was asked or as it stands in the lesson today."""
    own = list(
        Answer.objects.filter(participation__learner=person)
        .select_related("participation__activity", "version", "review")
        .order_by("pk")
    )
    asked = _asked_in({each.participation.activity.key for each in own})
    return [_answer(each, asked) for each in own]


def _answer(answer: Answer, asked: dict[UUID, Question]) -> dict[str, Any]:
    version = answer.version
    question = version.question if version else asked.get(answer.question)
    return {
        "at": answer.participation.activity.title,
        "question": question.prompt if question else str(answer.question),
        "response": (
            list(question.words(answer.response)) if question else answer.response
        ),
        "correct": answer.correct,
        "score": answer.score,
        "answered_at": answer.answered_at,
        "feedback": answer.review.feedback if hasattr(answer, "review") else "",
    }


def _asked_in(lessons: set[UUID]) -> dict[UUID, Question]:
    """The questions in the bodies of these lessons: one query."""
    pages = LessonPage.objects.filter(translation_key__in=lessons)
    return {
        key: question
        for page in pages
        for key, question in page.own_questions().items()
    }


def _fulfilments(person: User) -> Rows:
    own = Fulfilment.objects.filter(participation__learner=person).order_by("pk")
    return [
        {
            "at": each.participation.activity.title,
            "condition": each.get_condition_display(),
            "met_at": each.met_at,
        }
        for each in own.select_related("participation__activity")
    ]


def _empty_what_was_typed(person: User) -> int:
    """How many answers lost words of their own; their score and the rest stay."""
    own = Answer.objects.filter(participation__learner=person)
    typed: dict[str, list[int]] = {"list": [], "dict": []}
    for pk, response in own.values_list("pk", "response").iterator(_AT_ONCE):
        if _is_typed(response):
            typed["dict" if isinstance(response, dict) else "list"].append(pk)
    empty: dict[str, Any] = {"list": [], "dict": {}}
    with lifted():  # an erasure
        AnswerReview.objects.filter(answer__in=own).exclude(feedback="").update(
            feedback=""
        )
        for shape, pks in typed.items():
            for start in range(0, len(pks), _AT_ONCE):
                some = Answer.objects.filter(pk__in=pks[start : start + _AT_ONCE])
                some.update(response=empty[shape])
    return sum(len(pks) for pks in typed.values())


def _is_typed(response: Any) -> bool:
    """Whether there is more in a response than ids of answers that were offered."""
    given = response.values() if isinstance(response, dict) else response
    if not isinstance(response, dict | list):
        return True
    return any(not (text in OFFERED or _is_id(text)) for text in given)


def _is_id(text: Any) -> bool:
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True
