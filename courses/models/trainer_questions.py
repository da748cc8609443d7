"""Questions to the trainers of a course, and those that everyone may read."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.querysets import TrainerQuestionQuerySet
from lms.learning.models import Participation

from .pages import LessonPage

if TYPE_CHECKING:
    from datetime import datetime


class TrainerQuestion(models.Model):
    """What a learner asks at a lesson, and what a trainer of the course answers.

    Who may edit the lesson reads it, with the name. It enters no statement, no export
    and no log.
    """

    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation in the lesson"),
        on_delete=models.PROTECT,
        related_name="trainer_questions",
    )
    text = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = TrainerQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("question to the trainer")
        verbose_name_plural = _("questions to the trainer")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", answered_by=None)
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="courses_trainerquestion_answered_with_an_answer",
            ),
        ]
        indexes = [
            # The inbox.
            models.Index(
                fields=["asked_at"],
                condition=Q(answered_at=None),
                name="courses_trainerquestion_open",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def last_moment(self) -> "datetime":
        return self.answered_at or self.asked_at


class FrequentQuestion(models.Model):
    """A question that a trainer wrote for everyone; of nobody, and linked to none."""

    lesson = models.ForeignKey(
        LessonPage,
        verbose_name=_("lesson"),
        on_delete=models.CASCADE,
        related_name="frequent_questions",
    )
    question = models.CharField(_("question"), max_length=300)
    answer = models.TextField(_("answer"), max_length=2000)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("frequent question")
        verbose_name_plural = _("frequent questions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.question
