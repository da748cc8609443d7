"""A quiz as one reader sees it: before, during and after an attempt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID, uuid4

from courses.asking import AskedNow, in_words
from courses.models import Answer, AnswerReview, Attempt
from courses.models.attempts import GRACE, WARNED_BEFORE
from courses.models.pools import questions_at
from courses.questions import Question, Remark, Response, Sent, Verdict
from courses.quizzes import Feedback, Presentation, Quiz, Review, Rules, seed_of
from lms.common import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What was sent to a question of an attempt and refused, to be shown at its place."""

    question: UUID
    error: str
    sent: Sent
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionNow:
    """A question of an attempt: as it is asked, and whether to come back to it."""

    asked: AskedNow
    marked: bool
    shows_right: bool = False
    review: AnswerReview | None = None

    @property
    def number(self) -> int:
        return self.asked.number

    @property
    def id(self) -> UUID:
        return self.asked.question.id

    @property
    def is_answered(self) -> bool:
        return self.asked.is_answered

    @property
    def words(self) -> tuple[str, ...]:
        """What was answered, in words."""
        return self._in_words(self.asked.response)

    @property
    def solution(self) -> tuple[str, ...]:
        """A right answer in words; nothing where nothing is right or wrong."""
        return self._in_words(self.asked.question.solution())

    @property
    def remarks(self) -> list[Remark]:
        """What the author says of what was answered; of what was missed only where the
        right answers may be seen."""
        if self.asked.response is None:
            return []
        told = self.asked.question.feedback(self.asked.response)
        return [
            one
            for one in told
            if one.text and (self.shows_right or one.verdict != "missed")
        ]

    @property
    def review_score(self) -> int:
        """What a trainer gave, in per cent."""
        return round(100 * self.review.score) if self.review else 0

    def _in_words(self, response: Response | None) -> tuple[str, ...]:
        question = self.asked.question
        return (
            () if response is None else in_words(question, question.form_data(response))
        )


@dataclass(kw_only=True)
class AttemptNow:
    """An attempt with its questions and what was answered."""

    attempt: Attempt
    questions: Mapping[int, Question]
    answers: Mapping[UUID, Answer]
    refused: Refused | None = None
    wanted: str = ""  # the number of the question that was asked for
    shows_right: bool = False

    @cached_property
    def rules(self) -> Rules:
        return self.attempt.by_rules

    @cached_property
    def items(self) -> list[QuestionNow]:
        """The questions in order, as this reader may see them now."""
        return [
            self._item(number, question, version)
            for number, (question, version) in enumerate(
                self.attempt.pinned.items(), start=1
            )
            if version in self.questions
        ]

    @property
    def answered(self) -> int:
        return sum(item.is_answered for item in self.items)

    @property
    def unanswered(self) -> list[QuestionNow]:
        return [item for item in self.items if not item.is_answered]

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def shows_all(self) -> bool:
        return self.rules.presentation == Presentation.ALL

    @property
    def here(self) -> int:
        """The question that is shown, by its number, where one is shown at a time.

        That which was refused or asked for, else the first that is open.
        """
        if self.refused and (place := self.place_of(self.refused.question)):
            return place
        if self.wanted.isascii() and self.wanted.isdigit():
            return min(max(int(self.wanted), 1), self.total)
        return next((one.number for one in self.unanswered), self.total)

    @property
    def shown(self) -> list[QuestionNow]:
        """The questions that stand on the page."""
        if self.shows_all:
            return self.items
        return [one for one in self.items if one.number == self.here]

    @property
    def tells(self) -> bool:
        """Whether it is said afterwards how each answer was."""
        return self.rules.feedback != Feedback.NEVER

    @property
    def has_reviews(self) -> bool:
        """Whether a trainer wrote something to read."""
        return any(one.review for one in self.items)

    @property
    def seconds_left(self) -> int:
        return int(self.time_left.total_seconds()) if self.time_left else 0

    @property
    def text(self) -> str:
        """What was written for this score."""
        per_cent = self.attempt.per_cent
        return "" if per_cent is None else self.rules.said_at(per_cent)

    @cached_property
    def time_left(self) -> timedelta | None:
        """None without a limit; nothing less than zero."""
        until = self.attempt.deadline_at
        return None if until is None else max(until - clock.now(), timedelta())

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes, the last one that began included."""
        left = self.time_left
        return None if left is None else -(-left // timedelta(minutes=1))

    @property
    def is_over(self) -> bool:
        return self.time_left == timedelta()

    @property
    def is_nearly_over(self) -> bool:
        """Whether to warn (WCAG 2.2, 2.2.1)."""
        return self.time_left is not None and self.time_left <= WARNED_BEFORE

    def place_of(self, question: UUID) -> int:
        """The number of a question, from 1; 0 when it is not asked."""
        return next((one.number for one in self.items if one.id == question), 0)

    def _item(self, number: int, key: UUID, version: int) -> QuestionNow:
        question = self.questions[version]
        if self.rules.shuffle_answers:
            question = question.in_order_of(seed_of(self.attempt.seed, key))
        answer = self.answers.get(key)
        refused = (
            self.refused if self.refused and self.refused.question == key else None
        )
        reveals = self.rules.first_is_final
        asked = AskedNow(
            question=question,
            number=number,
            total=len(self.attempt.drawn),
            form_key=uuid4(),
            response=answer.response if answer else None,
            verdict=verdict_of(answer) if answer else Verdict(score=None, right=None),
            answered_at=answer.answered_at if answer else None,
            error=refused.error if refused else "",
            faulty=refused.parts if refused else (),
            sent=refused.sent if refused else None,
            saves="" if reveals else "given",
            reveals=reveals,
            fixed=not self.attempt.is_open or (reveals and answer is not None),
        )
        return QuestionNow(
            asked=asked,
            marked=str(key) in self.attempt.marked,
            shows_right=self.shows_right,
            review=getattr(answer, "review", None),
        )


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


def verdict_of(answer: Answer) -> Verdict:
    """How an answer was judged when it was given."""
    return Verdict(score=answer.score, right=answer.correct)


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
