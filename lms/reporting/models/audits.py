"""Who took which records out: append-only, and not erasable by whoever exported."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.reporting.enums import ZIP, Channel, ExportFormat, Outcome
from lms.reporting.querysets import ExportAuditQuerySet


class ExportAudit(models.Model):
    """That an export began: written before the first byte leaves.

    How it ended stands in its ``ExportEnding``; an export whose process died has none,
    and still shows here. The database refuses to change or delete either.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"), db_index=True)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    format = models.CharField(
        _("file format"), max_length=20, choices=[*ExportFormat.choices, (ZIP, ZIP)]
    )
    peildatum = models.DateField(_("as-of date"))
    is_provisional = models.BooleanField(_("provisional"))
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    scope = models.JSONField(_("entities in scope (ids)"), default=list)
    # As text: a schedule may be deleted, and this may not change.
    schedule = models.CharField(_("schedule"), max_length=200, blank=True, default="")

    objects = ExportAuditQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.by}, {self.peildatum}, {self.format}"

    @property
    def ending(self) -> ExportEnding | None:
        """How it ended, if it did; free after ``with_ending``."""
        return getattr(self, "its_ending", None)


class ExportEnding(models.Model):
    """How an export ended: what was handed over, and its hash."""

    audit = models.OneToOneField(
        ExportAudit,
        verbose_name=_("export"),
        on_delete=models.PROTECT,
        related_name="its_ending",
    )
    ended_at = models.DateTimeField(_("ended at"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    rows = models.PositiveIntegerField(_("rows"))
    sha256 = models.CharField("SHA-256", max_length=64)
    erasures = models.PositiveIntegerField(
        _("people in it who were erased, and have no name"), default=0
    )

    class Meta:
        verbose_name = _("ending of an export")
        verbose_name_plural = _("endings of exports")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(sha256=""), name="reporting_ending_has_a_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit}: {self.get_outcome_display()}"


class ExportFetch(models.Model):
    """That a file made in the background was handed over, to whoever had it made."""

    audit = models.ForeignKey(
        ExportAudit,
        verbose_name=_("export"),
        on_delete=models.PROTECT,
        related_name="fetches",
    )
    fetched_at = models.DateTimeField(_("fetched at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("download of an export")
        verbose_name_plural = _("downloads of exports")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.audit}, {self.fetched_at:%Y-%m-%d %H:%M}"
