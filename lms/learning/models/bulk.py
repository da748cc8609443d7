"""People whom HR enrols together: a list, and a line for each.

Working lists, no records of fact: a line loses what was typed in it once it is old.
"""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.learning.assigning.querysets import BulkEnrolmentQuerySet, BulkLineQuerySet
from lms.learning.enums import LineState

from .activities import LearningActivity


class BulkEnrolment(models.Model):
    """One list. ``key`` comes with the form: sent twice, it is one list."""

    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = BulkEnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("enrolment of many")
        verbose_name_plural = _("enrolments of many")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.activity}, {self.started_at:%Y-%m-%d}"


class BulkLine(models.Model):
    """One person of a list, as they were named, and what became of it."""

    bulk = models.ForeignKey(
        BulkEnrolment,
        verbose_name=_("enrolment of many"),
        on_delete=models.CASCADE,
        related_name="lines",
    )
    number = models.PositiveIntegerField(_("line"))
    given = models.CharField(_("named as"), max_length=254, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("state"), max_length=20, choices=LineState.choices, default=LineState.WAITING
    )
    why = models.CharField(_("why not"), max_length=500, blank=True)

    objects = BulkLineQuerySet.as_manager()

    class Meta:
        ordering = ["bulk", "number"]
        verbose_name = _("person of a list")
        verbose_name_plural = _("people of lists")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["bulk", "number"], name="learning_bulkline_once"
            ),
            models.UniqueConstraint(
                fields=["bulk", "person"],
                condition=Q(person__isnull=False),
                name="learning_bulkline_each_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bulk}: {self.number}"
