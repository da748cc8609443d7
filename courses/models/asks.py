"""What the body of a lesson asks: its own questions, those of the bank, and quizzes."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from courses.questions import KINDS, Question, question_in
from courses.quizzes import Quiz

from .pools import published, questions_at

BANK_QUESTION = "bank_question"


def _row_of(block: dict[str, Any]) -> int:
    """The row of the bank that a block asks; 0 where none was chosen yet."""
    return int((block["value"] or {}).get("question") or 0)


class Asks:
    """A page with a ``body`` that holds questions."""

    body: Any
    locale: Any

    @cached_property
    def questions(self) -> dict[UUID, Question]:
        """The questions in the body, in order, by the id of their block."""
        found: dict[UUID, Question] = {}
        for block in self._blocks(*KINDS, BANK_QUESTION):
            if block["type"] != BANK_QUESTION:
                question = question_in(block)
            elif (row := _row_of(block)) in self.banked:
                question = self.banked[row][1]
            else:
                continue
            found[question.id] = question
        return found

    def own_questions(self) -> dict[UUID, Question]:
        """Those that stand in the body itself, by the id of their block: no query."""
        found = (question_in(block) for block in self._blocks(*KINDS))
        return {question.id: question for question in found}

    @cached_property
    def banked(self) -> dict[int, tuple[int, Question]]:
        """The questions of the bank in the body, with their version, by their row.

        As they were published last; without those that are not, or not any more.
        """
        versions = published(
            row for block in self._blocks(BANK_QUESTION) if (row := _row_of(block))
        )
        questions = questions_at(versions.values())
        return {row: (version, questions[version]) for row, version in versions.items()}

    def version_of(self, question: UUID) -> int | None:
        """The version of a question of the bank in the body; none for one of its own."""
        return next(
            (pk for pk, one in self.banked.values() if one.id == question), None
        )

    @cached_property
    def quizzes(self) -> dict[UUID, Quiz]:
        """The quizzes in the body, in order, by the id of their block."""
        found = (
            Quiz.from_value(
                UUID(block["id"]), block["value"] or {}, title=gettext("Quiz")
            )
            for block in self._blocks("quiz")
        )
        return {quiz.id: quiz for quiz in found}

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def _blocks(self, *kinds: str) -> list[dict[str, Any]]:
        """Blocks as they are stored, without building values that nobody needs here."""
        return [block for block in self.body.raw_data if block["type"] in kinds]
