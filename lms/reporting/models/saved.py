"""Questions that were saved under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.organisation.models import Entity
from lms.reporting.querysets import SavedReportQuerySet


class SavedReport(models.Model):
    """A filter with an order, under a name; never what it once found.

    ``parameters`` are those of an address: what ``RecordFilter.parameters`` writes, and
    the order. Whoever opens it asks them anew, within what they may see then.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="saved_reports",
    )
    name = models.CharField(_("name"), max_length=100)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    shared_with = models.ForeignKey(
        Entity,
        verbose_name=_("shared with HR of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    saved_at = models.DateTimeField(_("saved at"))

    objects = SavedReportQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved report")
        verbose_name_plural = _("saved reports")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="reporting_saved_report_once",
                violation_error_message=_("You already have a report of that name."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="reporting_saved_report_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
