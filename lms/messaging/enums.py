"""Words about messages and mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    """How far a mail got."""

    WAITING = "waiting", _("waiting to be sent")
    SENT = "sent", _("sent")
    GIVEN_UP = "given up", _("could not be sent")


class Way(models.TextChoices):
    """How somebody wants to hear of a kind of message; in the product it always stands."""

    AT_ONCE = "at-once", _("At once, by mail")
    WEEKLY = "weekly", _("Once a week, in one mail on Monday")
    IN_PRODUCT = "in-product", _("Not by mail, only under Notifications")
