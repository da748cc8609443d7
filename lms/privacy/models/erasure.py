"""Who asked to be erased, what was decided, and whom a restored backup may not bring back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.messaging.models import SentMail
from lms.privacy.enums import Decision
from lms.privacy.querysets import ErasureRequestQuerySet


class ErasureRequest(models.Model):
    """That somebody asked to be erased; one at a time.

    When it is granted, the words in it go with the person. That it was asked, when and
    how it was decided stays, of nobody.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="erasure_requests",
    )
    asked_at = models.DateTimeField(_("asked at"))
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, blank=True
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    last_mail = models.ForeignKey(
        SentMail,
        verbose_name=_("last mail"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("It still knows the address, and goes when it was delivered."),
    )

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        default_permissions = ("view",)
        permissions = [("decide_erasurerequest", _("Can decide on erasure"))]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(decision=""),
                name="privacy_erasurerequest_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None, decided_by=None)
                | (
                    ~Q(decision="")
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="privacy_erasurerequest_decided_wholly_or_not",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_waiting(self) -> bool:
        return not self.decision


class ErasedPerson(models.Model):
    """A ``public_id`` that is nobody's any more: append-only.

    Kept apart from accounts, so that a backup from before the erasure can be put back
    without bringing the person back.
    """

    public_id = models.UUIDField(_("public id"), unique=True)
    erased_at = models.DateTimeField(_("erased at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("erased person")
        verbose_name_plural = _("erased people")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.public_id)
