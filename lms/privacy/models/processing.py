"""The record of processing (article 30 GDPR) and the privacy statements made from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from lms.privacy.enums import LegalBasis
from lms.privacy.querysets import ProcessingVersionQuerySet


class Processing(models.Model):
    """Something that is done with data of people, for one purpose."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("processing")
        verbose_name_plural = _("processings")
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return self.slug


class ProcessingVersion(models.Model):
    """The words about a processing from a moment on: append-only, so old ones stay readable."""

    processing = models.ForeignKey(
        Processing,
        verbose_name=_("processing"),
        on_delete=models.PROTECT,
        related_name="versions",
    )
    number = models.PositiveIntegerField(_("version"))
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), max_length=2000)
    legal_basis = models.CharField(
        _("legal basis"), max_length=2, choices=LegalBasis.choices
    )
    law = models.TextField(
        _("law or decree"),
        max_length=1000,
        blank=True,
        help_text=_("Which rule gives the obligation or the task."),
    )
    people = models.TextField(_("whose data"), max_length=1000)
    data = models.TextField(_("which data"), max_length=2000)
    source = models.TextField(_("where they come from"), max_length=1000, blank=True)
    recipients = models.TextField(_("who gets to see them"), max_length=2000)
    transfers = models.TextField(
        _("outside the European Economic Area"), max_length=1000, blank=True
    )
    kinds = models.JSONField(
        _("kinds of records"),
        default=list,
        blank=True,
        help_text=_("Their retention periods stand in the statement."),
    )
    retention = models.TextField(
        _("how long they are kept, in words"), max_length=1000, blank=True
    )
    measures = models.TextField(_("how they are protected"), max_length=2000)

    objects = ProcessingVersionQuerySet.as_manager()

    class Meta:
        ordering = ["processing", "-number"]
        verbose_name = _("privacy statement")
        verbose_name_plural = _("privacy statements")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["processing", "number"], name="privacy_version_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


@register_setting(icon="lock")
class PrivacySettings(BaseGenericSetting):
    """Who answers for the data, whom to write to, where to complain."""

    controller = models.CharField(
        _("controller"),
        max_length=200,
        blank=True,
        help_text=_("The authority that answers for the data (article 4(7) GDPR)."),
    )
    controller_contact = models.CharField(
        _("how to reach the controller"), max_length=300, blank=True
    )
    officer_contact = models.CharField(
        _("how to reach the data protection officer"), max_length=300, blank=True
    )
    complaint = models.TextField(_("where to complain"), max_length=1000, blank=True)

    panels = [
        FieldPanel("controller"),
        FieldPanel("controller_contact"),
        FieldPanel("officer_contact"),
        FieldPanel("complaint"),
    ]

    class Meta:
        verbose_name = _("privacy")
