"""The chain of events: links that seal one another, and the head that they hang from."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.chain.links import FIRST
from certification.querysets import ChainLinkQuerySet

from .certificates import CertificateEvent


class ChainHead(models.Model):
    """The one row that whoever adds a link holds until the commit."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    place = models.PositiveBigIntegerField(_("last place"), default=0)
    sha256 = models.CharField(_("hash of the last link"), max_length=64, default=FIRST)

    class Meta:
        default_permissions = ()
        verbose_name = _("head of the chain")
        verbose_name_plural = _("heads of the chain")
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1), name="certification_chain_has_one_head"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.sha256}"


class ChainLink(models.Model):
    """An event, sealed together with the link before it. Append-only.

    That no two links follow the same one is a rule of the database: the chain cannot
    fork. ``text`` stays as it was sealed, so that a check can say what was changed.
    """

    place = models.PositiveBigIntegerField(_("place"), primary_key=True)
    event = models.OneToOneField(
        CertificateEvent,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="link",
    )
    text = models.TextField(_("what is sealed"))
    previous = models.CharField(
        _("hash of the link before it"), max_length=64, unique=True
    )
    sha256 = models.CharField(_("hash"), max_length=64, unique=True)

    objects: ClassVar[Any] = ChainLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["place"]
        verbose_name = _("link of the chain")
        verbose_name_plural = _("links of the chain")
        constraints = [
            models.CheckConstraint(
                condition=Q(place__gte=1), name="certification_chain_begins_at_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.event}"
