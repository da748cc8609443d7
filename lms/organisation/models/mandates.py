"""Integrity roles, and who acts in them where and when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.organisation.querysets import MandateQuerySet

from .dated import Dated
from .entities import Entity


class IntegrityRole(models.Model):
    """A role in integrity policy. Roles are data: an administrator adds one."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    aliases = models.JSONField(_("aliases"), default=list, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("integrity role")
        verbose_name_plural = _("integrity roles")

    def __str__(self) -> str:
        return self.name


class Mandate(Dated):
    """A capacity in which a person acts: an entity, a role, from when to when."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="mandates",
    )
    entity = models.ForeignKey(
        Entity,
        verbose_name=_("entity"),
        on_delete=models.PROTECT,
        related_name="mandates",
    )
    role = models.ForeignKey(
        IntegrityRole,
        verbose_name=_("role"),
        on_delete=models.PROTECT,
        related_name="mandates",
    )

    objects = MandateQuerySet.as_manager()

    # Wagtail would refuse to delete its person without a word of why; we say it.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-valid_from", "pk"]
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="organisation_mandate_ends_after_it_begins",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["person", "entity", "role", "valid_from"],
                name="organisation_mandate_once",
                violation_error_message=_(
                    "This person has this mandate from that day on already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} – {self.entity}"
