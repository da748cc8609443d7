"""A quiz as one reader sees it: before, during and after an attempt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.models import Answer, Attempt
from courses.models.attempts import GRACE
from courses.models.pools import questions_at
from courses.questions import Question
from courses.quizzes import Quiz, Review

from .attempt import AttemptNow, Refused


@dataclass(kw_only=True)
class QuizNow:
    """A quiz with the reader's attempts: what can be done, and what came of it."""

    kind = "quiz"
    quiz: Quiz
    attempts: list[Attempt]
    current: AttemptNow | None = None  # being answered, or waiting for a trainer
    last: AttemptNow | None = None  # the last one that is closed
    is_place: bool = False  # whether its reader was here last

    @property
    def id(self) -> UUID:
        return self.quiz.id

    @property
    def is_open(self) -> bool:
        return self.current is not None and self.current.attempt.is_open

    @property
    def waits(self) -> bool:
        return self.current is not None and self.current.attempt.waits_for_review

    @property
    def tries_left(self) -> int | None:
        """None: as many as one likes."""
        allowed = self.quiz.attempts
        return None if allowed is None else max(0, allowed - len(self.attempts))

    @property
    def may_begin(self) -> bool:
        return self.current is None and self.tries_left != 0

    @property
    def passed(self) -> bool:
        return any(attempt.passed for attempt in self.attempts)

    @property
    def is_handed_in(self) -> bool:
        return any(not attempt.is_open for attempt in self.attempts)

    @property
    def shows_own(self) -> bool:
        """Whether answers can be looked at again."""
        return self.last is not None and self.last.rules.review != Review.NOTHING

    @property
    def shows_right(self) -> bool:
        """Right answers too: once nobody can use them for a next attempt that counts."""
        if self.last is None or self.last.rules.review != Review.RIGHT:
            return False
        practice = self.last.rules.pass_mark is None
        return practice or self.passed or self.tries_left == 0


def read_quizzes(
    quizzes: Mapping[UUID, Quiz],
    participation: int | None,
    *,
    refused: Refused | None = None,
    wanted: str = "",
) -> dict[UUID, QuizNow]:
    """Quizzes for a reader: a query for attempts, one for answers, one for questions
    that are not in memory; none for who has not begun the page."""
    attempts: dict[UUID, list[Attempt]] = {key: [] for key in quizzes}
    if participation is not None and quizzes:
        found = Attempt.objects.of_participation(participation)
        for attempt in found.filter(quiz__in=quizzes).order_by("number"):
            attempts[attempt.quiz].append(attempt)
    shown = {key: _shown(tries) for key, tries in attempts.items()}
    load = _Loaded.of([one for pair in shown.values() for one in pair if one], refused)
    found_now = {}
    for key, quiz in quizzes.items():
        now = QuizNow(quiz=quiz, attempts=attempts[key])
        now.current, now.last = (load.now(one, wanted) for one in shown[key])
        if now.last:
            now.last.shows_right = now.shows_right
        found_now[key] = now
    return found_now


def _shown(attempts: list[Attempt]) -> tuple[Attempt | None, Attempt | None]:
    """The one that is not closed, and the last one that is."""
    current = next((one for one in attempts if one.closed_at is None), None)
    closed = [one for one in attempts if one.closed_at is not None]
    return current, closed[-1] if closed and current is None else None


@dataclass(kw_only=True)
class _Loaded:
    """What several attempts need, loaded together."""

    questions: Mapping[int, Question]
    answers: Mapping[int, Mapping[UUID, Answer]]
    refused: Refused | None

    @classmethod
    def of(cls, attempts: Iterable[Attempt], refused: Refused | None) -> _Loaded:
        shown = list(attempts)
        answers: dict[int, dict[UUID, Answer]] = {one.pk: {} for one in shown}
        if shown:
            given = Answer.objects.filter(attempt__in=shown).select_related("review")
            for answer in given.order_by("pk"):
                answers[answer.attempt_id or 0][answer.question] = answer
        versions = {pk for one in shown for pk in one.pinned.values()}
        return cls(questions=questions_at(versions), answers=answers, refused=refused)

    def now(self, attempt: Attempt | None, wanted: str) -> AttemptNow | None:
        if attempt is None:
            return None
        return AttemptNow(
            attempt=attempt,
            questions=self.questions,
            answers=self.answers[attempt.pk],
            refused=self.refused,
            wanted=wanted,
        )


def over_since(quizzes: Iterable[QuizNow], now: datetime) -> list[Attempt]:
    """Attempts whose time, with its grace, is over and that nobody handed in yet."""
    return [
        one.current.attempt
        for one in quizzes
        if one.current is not None
        and one.current.attempt.is_open
        and one.current.attempt.is_over(now, grace=GRACE)
    ]
