"""The laws that content leans on, and the versions of each."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.common import clock
from lms.content.querysets import LawVersionQuerySet


class Law(models.Model):
    """A decree, a directive or another set of rules, under the name that people use."""

    short_name = models.CharField(_("short name"), max_length=80, unique=True)
    name = models.CharField(_("full name"), max_length=300, blank=True)
    url = models.URLField(_("address of the text"), max_length=500, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        ordering = ["short_name"]
        verbose_name = _("law")
        verbose_name_plural = _("laws")

    def __str__(self) -> str:
        return self.short_name


class LawVersion(models.Model):
    """A law as it stood, or stands, during some time: content is tagged with it."""

    law = models.ForeignKey(
        Law, verbose_name=_("law"), on_delete=models.PROTECT, related_name="versions"
    )
    name = models.CharField(
        _("version"),
        max_length=200,
        help_text=_("Such as: as amended by the decree of 18 November 2022."),
    )
    in_force_from = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("Leave it empty when you do not know."),
    )
    in_force_until = models.DateField(
        _("in force until"),
        null=True,
        blank=True,
        help_text=_("The last day. Empty as long as it is in force."),
    )
    url = models.URLField(_("address of the text"), max_length=500, blank=True)
    note = models.TextField(
        _("note"),
        max_length=1000,
        blank=True,
        help_text=_("What changed, for who looks the pages over."),
    )

    objects = LawVersionQuerySet.as_manager()

    class Meta:
        ordering = ["law__short_name", F("in_force_from").desc(nulls_last=True), "pk"]
        verbose_name = _("version of a law")
        verbose_name_plural = _("versions of laws")
        constraints = [
            models.UniqueConstraint(
                fields=["law", "name"],
                name="content_lawversion_named_once",
                violation_error_message=_("This law has a version of that name."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_from=None)
                | Q(in_force_until=None)
                | Q(in_force_until__gte=F("in_force_from")),
                name="content_lawversion_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law}, {self.name}"

    @property
    def is_superseded(self) -> bool:
        """Whether another version is in force; true at once when it was asked for in the query."""
        known = self.__dict__.get("superseded")
        if known is not None:
            return bool(known)
        return LawVersion.objects.superseded(clock.today()).filter(pk=self.pk).exists()
