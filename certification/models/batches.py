"""Issuing in bulk: one order, and a line for each person in it.

Working lists, no records of fact: what was issued proves itself, and lines lose what
somebody typed in them once they are old.
"""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.enums import BatchKind, LineState
from certification.querysets import BatchLineQuerySet, BatchQuerySet
from lms.learning.models import Completion, LearningActivity

from .certificates import Certificate


class Batch(models.Model):
    """Certificates to issue for many people, because somebody asked it once.

    ``key`` comes with the form: sent twice, it is one order. ``session`` is the uid of
    the date for whose attendees it is; ``held`` and ``grounds`` are what an import says
    of a session held elsewhere, and what shows it.
    """

    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("for whom"), max_length=20, choices=BatchKind.choices)
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    session = models.UUIDField(_("UID of the date"), null=True, blank=True)
    held = models.JSONField(_("the session that was held"), default=dict, blank=True)
    grounds = models.TextField(_("what shows it"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects: ClassVar[Any] = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("certificates in bulk")
        verbose_name_plural = _("certificates in bulk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "session"],
                condition=Q(finished_at=None, session__isnull=False),
                name="certification_batch_one_at_work_per_date",
            ),
            models.CheckConstraint(
                condition=Q(kind=BatchKind.ATTENDEES, session__isnull=False)
                | (~Q(kind=BatchKind.ATTENDEES) & Q(session=None)),
                name="certification_batch_of_attendees_names_its_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.get_kind_display()}"


class BatchLine(models.Model):
    """One person of a batch, and what came of it.

    ``given`` is how an import named them; ``why`` is the sentence of a refusal.
    """

    batch = models.ForeignKey(
        Batch,
        verbose_name=_("certificates in bulk"),
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
    completion = models.ForeignKey(
        Completion,
        verbose_name=_("completion"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=LineState.choices,
        default=LineState.WAITING,
    )
    certificate = models.ForeignKey(
        Certificate,
        verbose_name=_("certificate"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    why = models.CharField(_("why not"), max_length=500, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    objects: ClassVar[Any] = BatchLineQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "number"]
        verbose_name = _("person of a batch")
        verbose_name_plural = _("people of batches")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="certification_batchline_once"
            ),
            models.UniqueConstraint(
                fields=["batch", "person"],
                condition=Q(person__isnull=False),
                name="certification_batchline_each_person_once",
            ),
            models.CheckConstraint(
                condition=Q(state=LineState.WAITING, done_at=None)
                | (~Q(state=LineState.WAITING) & Q(done_at__isnull=False)),
                name="certification_batchline_done_or_waiting",
            ),
        ]
        indexes = [
            # What is left to do: of all the lines there ever were, few wait.
            models.Index(
                fields=["batch", "number"],
                condition=Q(state=LineState.WAITING),
                name="certification_batchline_left",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_state_display()}"
