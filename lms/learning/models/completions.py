"""Completions: what was finished, by which rule and with which evidence."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.learning.enums import Source
from lms.learning.querysets import CompletionQuerySet
from lms.organisation.models import Entity, IntegrityRole

from .activities import LearningActivity
from .participations import Participation
from .requirements import RequirementTree


class Completion(models.Model):
    """That somebody finished an activity: a fact, with its rule and its evidence."""

    participation = models.OneToOneField(
        Participation,
        verbose_name=_("participation"),
        on_delete=models.PROTECT,
        related_name="completion",
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("learner"),
        on_delete=models.PROTECT,
        related_name="completions",
    )
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="completions",
    )
    activity_version = models.PositiveIntegerField(_("version of the activity"))
    tree = models.ForeignKey(
        RequirementTree,
        verbose_name=_("requirement tree"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="completions",
    )
    evidence = models.JSONField(_("evidence"), default=dict)
    source = models.CharField(_("source"), max_length=20, choices=Source.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    completed_at = models.DateTimeField(_("completed at"))
    entity = models.ForeignKey(
        Entity,
        verbose_name=_("entity"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    role = models.ForeignKey(
        IntegrityRole,
        verbose_name=_("role"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["-completed_at", "-pk"]
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        indexes = [
            models.Index(
                fields=["learner", "activity"], name="learning_completion_whose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} – {self.activity}"
