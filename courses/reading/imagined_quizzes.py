"""Attempts of an imagined learner: made up in memory, recorded nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from courses.models import Answer, Attempt, QuestionVersion
from courses.models.played import PREVIEW_MODES
from courses.models.pools import available, questions_at
from courses.questions import Question
from courses.quizzes import Presentation, Quiz, draw
from lms.common import clock

from .attempt import AttemptNow
from .imagined_answers import answered
from .quiz import QuizNow

VISITOR, BEGIN, HALFWAY, WRONG, DONE = (name for name, _label in PREVIEW_MODES)
SEED: Final = 1  # whoever looks again sees the same questions


def imagine_quizzes(
    quizzes: Mapping[UUID, Quiz], language: str, mode: str
) -> dict[UUID, QuizNow]:
    """Quizzes as somebody in the state ``mode`` would see them.

    Halfway an attempt is open; with everything wrong, or completed, one is closed. All
    its questions stand on one page, because a preview is one page.
    """
    return {
        key: _imagine(quiz, language, mode if mode in {HALFWAY, WRONG, DONE} else "")
        for key, quiz in quizzes.items()
    }


def _imagine(quiz: Quiz, language: str, mode: str) -> QuizNow:
    drawn = _drawn(quiz, language) if mode else []
    if not drawn:
        return QuizNow(quiz=quiz, attempts=[])
    now = clock.now()
    rules = replace(quiz.rules, presentation=Presentation.ALL)
    attempt = Attempt(
        quiz=quiz.id,
        number=1,
        seed=SEED,
        drawn=drawn,
        rules=rules.as_json(),
        opened_at=now,
    )
    shown = AttemptNow(
        attempt=attempt,
        questions=questions_at(attempt.pinned.values()),
        answers={},
    )
    asked = [shown.questions[pk] for pk in attempt.pinned.values()]
    if mode == HALFWAY:
        shown.answers = _answers(asked[: len(asked) // 2], now, right=True)
        return QuizNow(quiz=quiz, attempts=[attempt], current=shown)
    shown.answers = _answers(asked, now, right=mode == DONE)
    _close(attempt, shown.answers, now)
    quiz_now = QuizNow(quiz=quiz, attempts=[attempt], last=shown)
    shown.shows_right = quiz_now.shows_right
    return quiz_now


def _drawn(quiz: Quiz, language: str) -> list[dict[str, object]]:
    """What an attempt would ask of what is published now."""
    asked = draw(quiz, available(quiz, language), SEED)
    latest = QuestionVersion.objects.latest_of([one.key for one in asked])
    versions = {
        (key, spoken): pk
        for key, spoken, pk in latest.values_list("key", "language", "pk")
    }
    return [
        {"question": str(one.key), "version": versions[one.key, one.language]}
        for one in asked
        if (one.key, one.language) in versions
    ]


def _answers(
    asked: Iterable[Question], now: datetime, *, right: bool
) -> dict[UUID, Answer]:
    found = {}
    for question in asked:
        if given := answered(question, right=right):
            found[question.id] = Answer(
                question=question.id,
                response=given.response,
                score=given.verdict.score,
                correct=given.verdict.right,
                answered_at=now,
            )
    return found


def _close(attempt: Attempt, answers: Mapping[UUID, Answer], now: datetime) -> None:
    scores = [one.score for one in answers.values() if one.score is not None]
    attempt.handed_in_at = attempt.closed_at = now
    attempt.score = sum(scores) / len(scores) if scores else None
    mark = attempt.by_rules.pass_mark
    if mark is not None and attempt.per_cent is not None:
        attempt.passed = attempt.per_cent >= mark
