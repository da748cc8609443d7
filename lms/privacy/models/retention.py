"""For how long each kind of record is kept, and what went when that was over."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.privacy.enums import Destination
from lms.privacy.querysets import RetentionRuleQuerySet


class RetentionRule(models.Model):
    """From when on a kind is kept for how long, and what that leans on: append-only.

    The last one of a kind is in force. Without months it is kept without a term again.
    """

    kind = models.CharField(_("kind of record"), max_length=80)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    reference = models.CharField(_("selection list"), max_length=300, blank=True)
    destination = models.CharField(
        _("final destination"),
        max_length=10,
        choices=Destination.choices,
        default=Destination.DESTROY,
    )
    set_at = models.DateTimeField(_("set at"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("set by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        default_permissions = ("view", "add")
        constraints = [
            models.CheckConstraint(
                condition=Q(months=None) | (Q(months__gte=1) & ~Q(reference="")),
                name="privacy_retentionrule_leans_on_a_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months}"

    @property
    def removes(self) -> bool:
        """Whether what is past the period is removed by the platform itself."""
        return self.months is not None and self.destination == Destination.DESTROY


class RetentionRemoval(models.Model):
    """That so many of a kind were removed, by which rule: append-only."""

    kind = models.CharField(_("kind of record"), max_length=80)
    rule = models.ForeignKey(
        RetentionRule,
        verbose_name=_("retention period"),
        on_delete=models.PROTECT,
        related_name="removals",
    )
    before = models.DateTimeField(_("older than"))
    removed = models.PositiveIntegerField(_("removed"))
    removed_at = models.DateTimeField(_("removed at"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("removal")
        verbose_name_plural = _("removals")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.kind}: {self.removed}"
