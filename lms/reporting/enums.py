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
