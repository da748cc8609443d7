"""How the rest asks about the question bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page, ReferenceIndex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from courses.models import BankQuestion, QuestionVersion  # noqa: F401
    from courses.quizzes import Quiz


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
