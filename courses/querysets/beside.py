"""How the rest asks about free notes and kept lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from courses.models import Bookmark, LessonNote  # noqa: F401
    from lms.accounts.models import User


class LessonNoteQuerySet(models.QuerySet["LessonNote"]):
    """Free notes; only ever asked for by the one who wrote them."""

    def of(self, person: User) -> Self:
        return self.filter(participation__learner_id=person.pk)


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    """Lessons that somebody kept."""

    def of(self, person: User) -> Self:
        return self.filter(participation__learner_id=person.pk)
