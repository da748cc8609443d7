"""Fixed words of certification."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.learning.enums import Operator


class GroupRule(models.TextChoices):
    """How much of a group of requirements it takes, in the words of the editor."""

    ALL = Operator.ALL.value, _("All of them")
    AT_LEAST = Operator.AT_LEAST.value, _("At least a number of them")
    HOURS = Operator.HOURS.value, _("At least a number of minutes")
    POINTS = Operator.POINTS.value, _("At least a number of points")


class EventKind(models.TextChoices):
    """What happened to a certificate: each at most once."""

    ISSUED = "issued", _("Issued")
    REVOKED = "revoked", _("Revoked")
    SUPERSEDED = "superseded", _("Superseded")
    EXPIRED = "expired", _("Has expired")


class Standing(models.TextChoices):
    """What somebody who checks a certificate is told."""

    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Has expired")
    REVOKED = "revoked", _("Revoked")
    SUPERSEDED = "superseded", _("Superseded")
    UNKNOWN = "unknown", _("Unknown")
