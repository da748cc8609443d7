"""How the rest asks about lessons, answers, notes and what is kept beside lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from uuid import UUID

    from lms.accounts.models import User

    from .models import (  # noqa: F401
        Answer,
        Bookmark,
        Fulfilment,
        LessonNote,
        ReflectionNote,
        SurveySheet,
        TrainerQuestion,
    )


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Attempts at questions."""

    def in_lesson(self, participation_id: int) -> Self:
        return self.filter(participation_id=participation_id)

    def answered_questions(self) -> set[UUID]:
        """The questions that were answered at least once."""
        return set(self.order_by().values_list("question", flat=True).distinct())


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


class SheetQuerySet(models.QuerySet["SurveySheet"]):
    """Answer sheets that wait."""

    def enough(self, least: int) -> list[tuple[int, int]]:
        """The courses and editions for which at least so many wait."""
        groups = self.order_by().values_list("course", "edition")
        return list(
            groups.annotate(waiting=models.Count("pk"))
            .filter(waiting__gte=least)
            .order_by("course", "edition")
            .values_list("course", "edition")
        )


class LessonNoteQuerySet(models.QuerySet["LessonNote"]):
    """Free notes; only ever asked for by the one who wrote them."""

    def of(self, person: User) -> Self:
        return self.filter(participation__learner_id=person.pk)


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    """Lessons that somebody kept."""

    def of(self, person: User) -> Self:
        return self.filter(participation__learner_id=person.pk)


class TrainerQuestionQuerySet(models.QuerySet["TrainerQuestion"]):
    """Questions to trainers."""

    def of(self, person: User) -> Self:
        return self.filter(participation__learner_id=person.pk)

    def open(self) -> Self:
        return self.filter(answered_at=None)

    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)

    def at_lessons(self, keys: models.QuerySet[Any]) -> Self:
        """Those asked at lessons with one of these keys."""
        return self.filter(participation__activity__key__in=keys)

    def with_names(self) -> Self:
        """Load what a line of a list names, in the same query."""
        return self.select_related(
            "participation__activity", "participation__learner", "answered_by"
        )
