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


class Basis(models.TextChoices):
    """From which day a renewed certificate counts."""

    EXPIRY = "expiry", _("The last day of the old certificate")
    COMPLETION = "completion", _("The day on which the renewal is completed")


class AfterExpiry(models.TextChoices):
    """What somebody does whose certificate has expired."""

    WHOLE = "whole", _("The whole trajectory again")
    RENEWAL = "renewal", _("What it takes to renew")


class Phase(models.TextChoices):
    """Where somebody stands with a trajectory and its certificate."""

    NOT_STARTED = "not-started", _("Not started")
    UNDER_WAY = "under-way", _("Under way")
    CERTIFIED = "certified", _("Certified")
    WINDOW_OPEN = "window-open", _("Can be renewed")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


class Moment(models.TextChoices):
    """What falls due in the life of a certificate, each once."""

    WINDOW_OPENED = "window-opened", _("It can be renewed from now on")
    THREE_MONTHS = "three-months", _("Reminded three months before its last day")
    ONE_MONTH = "one-month", _("Reminded a month before its last day")
    ONE_WEEK = "one-week", _("Reminded a week before its last day")
    EXPIRED = "expired", _("It has expired")


class CertificateKind(models.TextChoices):
    """What a certificate proves: that a trajectory was completed, or that somebody was there."""

    CERTIFICATE = "certificate", _("Certificate")
    ATTENDANCE = "attendance", _("Certificate of attendance")


class BatchKind(models.TextChoices):
    """For whom certificates are issued in bulk."""

    ATTENDEES = "attendees", _("Who attended a date")
    HELD = "held", _("Who attended a session elsewhere or earlier")
    EARNED = "earned", _("Who completed a trajectory")


class LineState(models.TextChoices):
    """What came of one person of a batch."""

    WAITING = "waiting", _("Waits")
    ISSUED = "issued", _("Issued")
    KNOWN = "known", _("Had it already")
    REFUSED = "refused", _("Not issued")


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
