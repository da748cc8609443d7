"""Who looked at whose record."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.reporting.enums import LookedAt
from lms.reporting.querysets import RecordLookQuerySet


class RecordLook(models.Model):
    """That somebody opened the record of one person. Append-only.

    Once for a viewer, a person, a page and an hour: who reloads a page looked once.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    page = models.CharField(_("where"), max_length=20, choices=LookedAt.choices)
    hour = models.DateTimeField(_("within the hour of"))
    looked_at = models.DateTimeField(_("looked at"), db_index=True)

    objects = RecordLookQuerySet.as_manager()

    class Meta:
        ordering = ["-looked_at", "-pk"]
        verbose_name = _("look at a record")
        verbose_name_plural = _("looks at records")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["by", "person", "page", "hour"],
                name="reporting_look_once_an_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} – {self.person}"
