"""An attempt as its reader sees it: its questions, what was answered, the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from uuid import UUID, uuid4

from courses.asking import AskedNow, in_words
from courses.models import Answer, AnswerReview, Attempt
from courses.models.attempts import WARNED_BEFORE
from courses.questions import Question, Remark, Response, Sent, Verdict
from courses.quizzes import Feedback, Presentation, Rules, seed_of
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
            attempt=self.attempt.number,
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


def verdict_of(answer: Answer) -> Verdict:
    """How an answer was judged when it was given."""
    return Verdict(score=answer.score, right=answer.correct)
