"""Files that are made in the background, and when they are made by themselves."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.reporting.enums import OPEN_STATES, ExportFormat, JobState, Rhythm
from lms.reporting.querysets import ExportJobQuerySet, ExportScheduleQuerySet

from .audits import ExportAudit


class ExportSchedule(models.Model):
    """An export that is made again and again, for as long as its owner is HR.

    Whose records are in it is decided each time that it is made, never kept here.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=120)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    format = models.CharField(
        _("file format"), max_length=20, choices=ExportFormat.choices
    )
    rhythm = models.CharField(_("how often"), max_length=20, choices=Rhythm.choices)
    next_on = models.DateField(
        _("next on"), null=True, blank=True, help_text=_("None: never again.")
    )
    paused = models.BooleanField(_("paused"), default=False)
    why_ended = models.TextField(_("why it ended"), blank=True)
    created_at = models.DateTimeField(_("created at"))

    objects = ExportScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        default_permissions = ()
        indexes = [
            # Tick asks for what is due.
            models.Index(
                fields=["next_on"],
                condition=Q(paused=False),
                name="reporting_schedule_due",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        return self.next_on is None


class ExportJob(models.Model):
    """A file that somebody waits for; what left is in the audit, this is how far it is."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    schedule = models.ForeignKey(
        ExportSchedule,
        verbose_name=_("schedule"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="jobs",
    )
    asked_at = models.DateTimeField(_("asked at"))
    format = models.CharField(
        _("file format"), max_length=20, choices=ExportFormat.choices
    )
    peildatum = models.DateField(_("as-of date"))
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    question = models.CharField(_("hash of the question"), max_length=64)
    state = models.CharField(
        _("state"), max_length=20, choices=JobState.choices, default=JobState.WAITING
    )
    # Who works at it: a process that died is followed by another, which then is the one.
    worker = models.UUIDField(_("worker"), null=True, blank=True)
    seen_at = models.DateTimeField(_("sign of life at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    total = models.PositiveIntegerField(_("rows to write"), null=True, blank=True)
    done = models.PositiveIntegerField(_("rows written"), default=0)
    audit = models.OneToOneField(
        ExportAudit,
        verbose_name=_("export"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="job",
    )
    file = models.CharField(_("file"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    difference = models.JSONField(
        _("difference with the previous export"), null=True, blank=True
    )
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)
    why = models.TextField(_("why it is not there"), blank=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("export in the background")
        verbose_name_plural = _("exports in the background")
        default_permissions = ()
        constraints = [
            # A double click, or two tabs: the second finds the first.
            models.UniqueConstraint(
                fields=["by", "question"],
                condition=Q(state__in=OPEN_STATES),
                name="reporting_job_one_open_per_question",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        state=JobState.READY,
                        audit__isnull=False,
                        expires_at__isnull=False,
                    )
                    & ~Q(file="")
                )
                | (~Q(state=JobState.READY) & Q(file="")),
                name="reporting_job_has_a_file_when_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by}, {self.peildatum}, {self.format}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_ready(self) -> bool:
        return self.state == JobState.READY
