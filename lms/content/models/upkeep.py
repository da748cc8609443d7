"""When a page, or something else that is written, has to be looked over again."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.content.querysets import UpkeepQuerySet

from .laws import LawVersion


class Upkeep(models.Model):
    """The date, who looks after it, and the laws it leans on.

    Beside what it is about and no part of a revision: setting a date changes no page
    and publishes nothing. ``content_type`` is ``Page`` for every kind of page.
    """

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey("content_type", "object_id")

    review_by = models.DateField(
        _("to be looked over by"), null=True, blank=True, db_index=True
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who looks after it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.TextField(_("what to look at"), max_length=1000, blank=True)
    laws = models.ManyToManyField(
        LawVersion,
        verbose_name=_("versions of laws"),
        blank=True,
        related_name="upkeep",
    )
    reviewed_at = models.DateTimeField(_("last looked over"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked over by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reminded_for = models.DateField(
        null=True, editable=False, help_text=_("The date of which the owner was told.")
    )

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        ordering = ["review_by", "pk"]
        verbose_name = _("review date")
        verbose_name_plural = _("review dates")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="content_upkeep_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id}: {self.review_by or '-'}"
