"""What comes first: activities that wait for others."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.learning.querysets import PrerequisiteQuerySet

from .activities import LearningActivity


class Prerequisite(models.Model):
    """That an activity begins only for who completed another one.

    Derived from what is published and rewritten with it; who began before keeps that.
    """

    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.CASCADE,
        related_name="prerequisites",
    )
    needed = models.ForeignKey(
        LearningActivity,
        verbose_name=_("comes first"),
        on_delete=models.CASCADE,
        related_name="opens",
    )

    objects = PrerequisiteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "needed"], name="learning_prerequisite_once"
            ),
            models.CheckConstraint(
                condition=~Q(activity=F("needed")),
                name="learning_prerequisite_not_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.needed} > {self.activity}"
