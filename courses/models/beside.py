"""What somebody keeps beside a lesson for themselves. No one else reads it.

It enters no statement, no export and no log.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.querysets import BookmarkQuerySet, LessonNoteQuerySet
from lms.learning.models import Participation


class LessonNote(models.Model):
    """A free note at a lesson, as last saved."""

    participation = models.OneToOneField(
        Participation,
        verbose_name=_("participation in the lesson"),
        on_delete=models.PROTECT,
        related_name="lesson_note",
    )
    text = models.TextField(_("text"))
    saved_at = models.DateTimeField(_("saved at"))

    objects = LessonNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("note at a lesson")
        verbose_name_plural = _("notes at lessons")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Bookmark(models.Model):
    """A lesson that somebody wants to find again."""

    participation = models.OneToOneField(
        Participation,
        verbose_name=_("participation in the lesson"),
        on_delete=models.PROTECT,
        related_name="bookmark",
    )
    kept_at = models.DateTimeField(_("kept at"))

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at", "-pk"]
        verbose_name = _("kept lesson")
        verbose_name_plural = _("kept lessons")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
