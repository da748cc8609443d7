"""Fixed words of learning; status sets are named once, here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    """What sort of thing a person can complete."""

    COURSE = "course", _("Course")
    LESSON = "lesson", _("Lesson")
    TEST = "test", _("Test")
    DILEMMA = "dilemma", _("Dilemma")
    SESSION = "session", _("Session")
    ASSIGNMENT = "assignment", _("Assignment")
    TRAJECTORY = "trajectory", _("Trajectory")


# What a course is made of: joined by joining the course, and listed nowhere else.
STEP_KINDS = (ActivityKind.LESSON, ActivityKind.TEST)

# Kinds that a record for HR can be about. A step is part of a course, never a row.
REPORTED_KINDS = (
    ActivityKind.COURSE,
    ActivityKind.DILEMMA,
    ActivityKind.SESSION,
    ActivityKind.ASSIGNMENT,
    ActivityKind.TRAJECTORY,
)


class Form(models.TextChoices):
    """``vorm``, as lists and exports write it (interfaces.md)."""

    E_LEARNING = "e-learning", _("E-learning")
    DILEMMA = "dilemma", _("Dilemma")
    SESSION = "sessie", _("Session")
    TRAJECTORY = "traject", _("Trajectory")
    ASSIGNMENT = "opdracht", _("Assignment")


class Facet(models.TextChoices):
    """The taxonomies by which the offer is described; their terms are data."""

    PILLAR = "pillar", _("Pillar")
    PRINCIPLE = "principle", _("Principle")
    LEVEL = "level", _("Level")
    THEME = "theme", _("Theme")


class Status(models.TextChoices):
    """Where a participation stands, in the words of the export (interfaces.md)."""

    REGISTERED = "ingeschreven", _("Registered")
    STARTED = "bezig", _("In progress")
    COMPLETED = "voltooid", _("Completed")
    FAILED = "niet geslaagd", _("Not passed")
    ABSENT = "afwezig", _("Absent")
    WITHDRAWN = "uitgeschreven", _("Withdrawn")


OPEN_STATUSES = (Status.REGISTERED, Status.STARTED)


class Source(models.TextChoices):
    """``bron``: where a completion comes from."""

    PLATFORM = "platform", _("Platform")
    SESSION = "sessie", _("Session")
    EXEMPTION = "vrijstelling", _("Exemption")
    IMPORT = "import", _("Import")


# What is recorded of something done before or elsewhere: here nobody judged it.
NOT_DONE_HERE = (Source.EXEMPTION, Source.IMPORT)


class Change(models.TextChoices):
    """What a transition of a participation was."""

    REGISTERED = "registered", _("Registered")
    STARTED = "started", _("Started")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ABSENT = "absent", _("Absent")
    ASKED = "asked", _("Asked")
    NO_LONGER_ASKED = "no-longer-asked", _("No longer asked")
    SHARED = "shared", _("Shared")
    UNSHARED = "unshared", _("No longer shared")
    MOVED = "moved", _("Moved to another version")
    REDATED = "redated", _("Other due date")
    EXTENDED = "extended", _("Extension granted")
    EXTENSION_REFUSED = "extension-refused", _("Extension refused")
    CORRECTED = "corrected", _("Put right: it was not completed")


class Purpose(models.TextChoices):
    """What a requirement tree is for: the first time, or renewing what one earned."""

    FIRST = "first", _("First time")
    RENEWAL = "renewal", _("Renewal")


class Operator(models.TextChoices):
    """What a node of a requirement tree demands."""

    ALL = "all", _("All of")
    AT_LEAST = "at-least", _("At least")
    HOURS = "hours", _("At least so many minutes")
    POINTS = "points", _("At least so many points")
    ACTIVITY = "activity", _("Activity")


# Operators that ask for an amount: parts, minutes or points.
COUNTING_OPERATORS = (Operator.AT_LEAST, Operator.HOURS, Operator.POINTS)


class DueFrom(models.TextChoices):
    """What the due date of a rule is counted from."""

    NOTHING = "nothing", _("No due date")
    DAY = "day", _("A fixed date")
    MANDATE = "mandate", _("From the start of the mandate")
    ASKED = "asked", _("From the day on which the rule first asks it")


RELATIVE = (DueFrom.MANDATE, DueFrom.ASKED)


class DueUnit(models.TextChoices):
    """In what a relative due date is counted."""

    DAYS = "days", _("days")
    MONTHS = "months", _("months")


class RequestKind(models.TextChoices):
    """What a learner asks."""

    ENROLMENT = "enrolment", _("Taking part")
    EXTENSION = "extension", _("Extension")


class RequestState(models.TextChoices):
    """How a request or an attest stands."""

    WAITING = "waiting", _("waiting")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken-back", _("taken back")


class LineState(models.TextChoices):
    """What became of one person of a list."""

    WAITING = "waiting", _("waiting")
    ENROLLED = "enrolled", _("enrolled")
    KNOWN = "known", _("was enrolled already")
    COMPLETED = "completed", _("completed it already")
    REFUSED = "refused", _("not enrolled")


class HistoryOutcome(models.TextChoices):
    """What comes of a line of an import of completions."""

    REFUSED = "geweigerd", _("Refused")
    WAITING = "wacht", _("To be recorded")
    RECORDED = "geregistreerd", _("Recorded")
    UNCHANGED = "ongewijzigd", _("Unchanged")


class AttestKind(models.TextChoices):
    """What an attest is about."""

    TRAINING = "training", _("Basic training")
    SUPERVISION = "supervision", _("Yearly supervision")
