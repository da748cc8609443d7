"""How the rest asks about answers, what was met, and notes in blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from uuid import UUID

    from courses.models import Answer, Fulfilment, ReflectionNote  # noqa: F401


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Attempts at questions."""

    def in_lesson(self, participation_id: int) -> Self:
        return self.filter(participation_id=participation_id)

    def in_attempt(self, attempt_id: int) -> Self:
        return self.filter(attempt_id=attempt_id)

    def outside_attempts(self) -> Self:
        """Answers to the questions of the lesson itself."""
        return self.filter(attempt=None)

    def answered_questions(self) -> models.QuerySet[Answer, tuple[UUID]]:
        """The questions that were answered at least once."""
        return self.order_by().values_list("question").distinct()


class FulfilmentQuerySet(models.QuerySet["Fulfilment"]):
    """Conditions of lessons that were met."""

    def in_lesson(self, participation_id: int) -> Self:
        return self.filter(participation_id=participation_id)

    def met(self) -> set[tuple[str, UUID | None]]:
        """Each condition with its block, or none for the whole lesson."""
        return set(self.order_by().values_list("condition", "part"))


class NoteQuerySet(models.QuerySet["ReflectionNote"]):
    """Notes; only ever asked for by the participation of the one who wrote them."""

    def in_lesson(self, participation_id: int) -> Self:
        return self.filter(participation_id=participation_id)
