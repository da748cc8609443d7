"""Words about mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    """How far a mail got."""

    WAITING = "waiting", _("waiting to be sent")
    SENT = "sent", _("sent")
    GIVEN_UP = "given up", _("could not be sent")
