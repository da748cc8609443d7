"""Mail on its way out, and the log of what was mailed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import Delivery


class Notification(models.Model):
    """Something told to a person, in the product and by mail: each key once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="notifications",
    )
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=200)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    address = models.CharField(_("address"), max_length=500, blank=True)
    told_at = models.DateTimeField(_("told at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        ordering = ["-told_at", "-pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], name="messaging_notification_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SentMail(models.Model):
    """A mail that the product sends, as text.

    It is written in the transaction that caused it; a task delivers it. Until then
    ``message`` holds all that delivering needs; what stays is the log.
    """

    written_at = models.DateTimeField(_("written at"), db_index=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    recipients = models.CharField(_("recipients"), max_length=500)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))

    message = models.JSONField(_("message"), null=True, editable=False)
    next_try_at = models.DateTimeField(
        _("next try at"), null=True, blank=True, db_index=True
    )
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name = _("sent mail")
        verbose_name_plural = _("sent mails")
        constraints = [
            # What is delivered or given up keeps no message, and with it no key.
            models.CheckConstraint(
                condition=Q(message__isnull=True, next_try_at=None)
                | Q(message__isnull=False, next_try_at__isnull=False, sent_at=None),
                name="messaging_sentmail_waits_with_its_message",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def delivery(self) -> Delivery:
        """How far it got."""
        if self.sent_at:
            return Delivery.SENT
        return Delivery.WAITING if self.next_try_at else Delivery.GIVEN_UP
