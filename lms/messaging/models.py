"""What people are told, how they want to hear of it, and mail on its way out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import Delivery, Way
from .querysets import NotificationQuerySet, PreferenceQuerySet

# Mails about several things that a person gets in a week, besides the weekly one.
MOST_A_WEEK = 2


class Notification(models.Model):
    """Something told to a person, in the product and by mail: each key once.

    ``mail_due_at`` is set while it waits for a mail that it shares with others (the
    weekly one, or one about several things of a day); ``mailed_at`` once it is in the
    outbox. What grew old loses its words and keeps its key, so that nothing is told anew.
    """

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
    way = models.CharField(
        _("way"), max_length=20, choices=Way.choices, default=Way.AT_ONCE
    )
    mail_due_at = models.DateTimeField(_("mail due at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], name="messaging_notification_once"
            ),
            models.CheckConstraint(
                condition=Q(mail_due_at=None) | Q(mailed_at=None),
                name="messaging_notification_mailed_or_due",
            ),
        ]
        indexes = [
            # The page of messages; and the number in the header of every page.
            models.Index(
                fields=["person", "-told_at"], name="messaging_notification_of"
            ),
            models.Index(
                fields=["person"],
                condition=Q(read_at=None),
                name="messaging_notification_unread",
            ),
            # What `tick` mails, and what it empties.
            models.Index(
                fields=["mail_due_at", "person"],
                condition=Q(mail_due_at__isnull=False),
                name="messaging_notification_due",
            ),
            models.Index(
                fields=["told_at"],
                condition=~Q(title=""),
                name="messaging_notification_old",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unread(self) -> bool:
        return self.read_at is None


class Preference(models.Model):
    """How a person wants to hear of a kind of message."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="message_preferences",
    )
    kind = models.CharField(_("kind"), max_length=40)
    way = models.CharField(_("way"), max_length=20, choices=Way.choices)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        ordering = ["person", "kind"]
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], name="messaging_preference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_way_display()}"


class Posting(models.Model):
    """That a person got a mail about several things in an ISO week, such as 2026-W48.

    Number 0 is the weekly mail, from 1 on those in between. The unique key decides that
    there is one weekly mail, whoever makes it twice, and the constraint how many others.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="postings",
    )
    week = models.CharField(_("week"), max_length=8)
    number = models.PositiveSmallIntegerField(_("number"))
    posted_at = models.DateTimeField(_("posted at"))

    class Meta:
        ordering = ["person", "week", "number"]
        verbose_name = _("mail about several things")
        verbose_name_plural = _("mails about several things")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "week", "number"], name="messaging_posting_once"
            ),
            models.CheckConstraint(
                condition=Q(number__lte=MOST_A_WEEK), name="messaging_posting_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week}.{self.number}"


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
    handovers = models.PositiveSmallIntegerField(
        _("handovers without an answer"),
        default=0,
        help_text=_("How often its text went to the server and nothing came back."),
    )
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
