"""Fixed words of reporting; what stands in files and addresses is in interfaces.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RecordStatus(models.TextChoices):
    """``status`` of a record: that of the participation, or an expired certificate."""

    REGISTERED = "ingeschreven", _("Registered")
    STARTED = "bezig", _("In progress")
    COMPLETED = "voltooid", _("Completed")
    FAILED = "niet geslaagd", _("Not passed")
    ABSENT = "afwezig", _("Absent")
    WITHDRAWN = "uitgeschreven", _("Withdrawn")
    EXPIRED = "vervallen", pgettext_lazy("record", "Expired")


class ExportFormat(models.TextChoices):
    """The formats of the completion export."""

    XLSX = "xlsx", _("Excel workbook (xlsx)")
    CSV_EXCEL = "csv-excel", _("csv for Excel")
    CSV = "csv", _("csv")
    JSONL = "jsonl", _("JSON Lines (jsonl)")


class Channel(models.TextChoices):
    """By which door an export left."""

    PAGE = "page", _("HR page")
    COMMAND = "command", _("Command")
    BACKGROUND = "background", _("HR page, in the background")
    SCHEDULE = "schedule", _("Schedule")
    DIFFERENCE = "difference", _("Difference with the previous export")
    CERTIFICATES = "certificates", _("Certificates in one file")
    API = "api", _("API")


# What an export of certificates is audited as; nobody chooses it for completions.
ZIP = "zip"


class JobState(models.TextChoices):
    """How far a file that is made in the background is."""

    WAITING = "waiting", _("Waiting")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    GONE = "gone", _("No longer kept")


OPEN_STATES = (JobState.WAITING, JobState.MAKING)


class Rhythm(models.TextChoices):
    """How often a schedule has an export made."""

    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    ONCE = "once", _("Once, on a date")


class Outcome(models.TextChoices):
    """How an export ended; one that never ended has none."""

    COMPLETE = "complete", _("Complete")
    BROKEN_OFF = "broken-off", _("Broken off")
    FAILED = "failed", _("Failed")


class LookedAt(models.TextChoices):
    """Where somebody looked at the record of one person."""

    HR = "hr", _("Page of HR")
    TEAM = "team", _("Page of the manager")
    COVERAGE = "coverage", _("Page of the coordinator")
    API = "api", _("API")


class Period(models.TextChoices):
    """Periods by name, counted from the peildatum; what they are is in ``periods``."""

    LAST_MONTH = "vorige-maand", _("Last month")
    THIS_MONTH = "deze-maand", _("This month")
    THIS_QUARTER = "dit-kwartaal", _("This quarter")
    LAST_QUARTER = "vorig-kwartaal", _("Last quarter")
    THIS_YEAR = "dit-jaar", _("This year")
    LAST_YEAR = "vorig-jaar", _("Last year")
    JANUARY = "januari", _("January")
    FEBRUARY = "februari", _("February")
    MARCH = "maart", _("March")
    APRIL = "april", _("April")
    MAY = "mei", _("May")
    JUNE = "juni", _("June")
    JULY = "juli", _("July")
    AUGUST = "augustus", _("August")
    SEPTEMBER = "september", _("September")
    OCTOBER = "oktober", _("October")
    NOVEMBER = "november", _("November")
    DECEMBER = "december", _("December")


class PersonState(models.TextChoices):
    """How somebody stands today, by the records that are seen of them."""

    LATE = "te-laat", _("Something is too late")
    SOON = "binnenkort", _("Something is due within 30 days")
    EXPIRING = "vervalt", _("A certificate expires within 6 months")
    CERTIFIED = "gecertificeerd", _("Certificate is valid")
    BUSY = "open", _("Something is still to be done")
    DONE = "klaar", _("Nothing is left to be done")


class Cover(models.TextChoices):
    """Whether an entity has a certified contactpersoon."""

    CERTIFIED = "gedekt", _("With a certified contact person")
    NOT_CERTIFIED = "niet-gecertificeerd", _("With a contact person, not certified")
    NOBODY = "niemand", _("Without a contact person")


class TrajectoryState(models.TextChoices):
    """How far a contactpersoon is with the trajectory."""

    NOT_STARTED = "niet-begonnen", _("Not started")
    UNDER_WAY = "bezig", _("In progress")
    COMPLETED = "voltooid", _("Completed")
    CERTIFIED = "gecertificeerd", _("Certified")
    EXPIRED = "vervallen", pgettext_lazy("record", "Expired")
