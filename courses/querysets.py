"""How the rest asks about lessons, answers and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page, ReferenceIndex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from .models import (  # noqa: F401
        Answer,
        Attempt,
        BankQuestion,
        Fulfilment,
        QuestionVersion,
        ReflectionNote,
    )
    from .quizzes import Quiz


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Attempts at questions."""

    def in_lesson(self, participation_id: int) -> Self:
        return self.filter(participation_id=participation_id)

    def in_attempt(self, attempt_id: int) -> Self:
        return self.filter(attempt_id=attempt_id)

    def outside_attempts(self) -> Self:
        """Answers to the questions of the lesson itself."""
        return self.filter(attempt=None)

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


class BankQuerySet(models.QuerySet["BankQuestion"]):
    """The question bank."""

    def in_language(self, language: str) -> Self:
        return self.filter(locale__language_code=language)

    def live(self) -> Self:
        return self.filter(live=True)

    def with_usage(self) -> Self:
        """With ``used_by``: how many pages ask it, by name or through a draw of its topic."""
        return self.annotate(
            used_by=Coalesce(_pages_that_name(self.model, "pk"), 0)
            + Coalesce(_pages_that_name(self._topics, "topic"), 0)
        )

    @property
    def _topics(self) -> type[models.Model]:
        topic = self.model._meta.get_field("topic")  # noqa: SLF001 (their public API)
        assert isinstance(topic, models.ForeignKey)  # noqa: S101
        related: type[models.Model] = topic.related_model
        return related

    def asked_by(self, quiz: Quiz) -> Self:
        """What a quiz chooses, and the pools from which it draws."""
        topics = [draw.topic for draw in quiz.draws]
        return self.filter(Q(pk__in=quiz.chosen) | Q(topic__in=topics))


class QuestionVersionQuerySet(models.QuerySet["QuestionVersion"]):
    """Versions of questions."""

    def latest_of(self, keys: Iterable[UUID]) -> Self:
        """The last published version of each question, in each of its languages."""
        latest = (
            self.model.objects.filter(
                key=OuterRef("key"), language=OuterRef("language")
            )
            .order_by("-number")
            .values("pk")[:1]
        )
        return self.filter(key__in=keys, pk=Subquery(latest))


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Attempts at quizzes."""

    def at(self, participation_id: int, quiz: UUID) -> Self:
        return self.filter(participation_id=participation_id, quiz=quiz)

    def of_participation(self, participation_id: int) -> Self:
        return self.filter(participation_id=participation_id)

    def unfinished(self) -> Self:
        """Those without a result: being answered, or waiting for a trainer."""
        return self.filter(closed_at=None)

    def handed_in_quizzes(self) -> set[UUID]:
        """The quizzes that were handed in at least once."""
        done = self.filter(handed_in_at__isnull=False).order_by()
        return set(done.values_list("quiz", flat=True).distinct())

    def being_answered(self) -> Self:
        return self.filter(handed_in_at=None)

    def to_review(self) -> Self:
        """Handed in, with open answers that a trainer has not judged yet."""
        return self.filter(closed_at=None, handed_in_at__isnull=False)

    def overdue(self, moment: datetime) -> Self:
        """Those whose time ended before a moment and that nobody handed in."""
        return self.filter(handed_in_at=None, deadline_at__lt=moment)


def _pages_that_name(model: type[models.Model], field: str) -> Subquery:
    """How many pages refer to what ``field`` of the outer row holds; nothing for none."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=Cast(OuterRef(field), models.CharField()),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    counted = (
        references.order_by()
        .values("to_object_id")
        .annotate(pages=Count("object_id", distinct=True))
    )
    return Subquery(counted.values("pages"), output_field=models.IntegerField())
