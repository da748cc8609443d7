"""Fixed words of courses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Condition(models.TextChoices):
    """What can complete a lesson, in the order in which a learner reads it."""

    OPENED = "opened", _("Opened: who opens the lesson has done this.")
    WATCHED = "watched", _("Watched: every video and recording that asks for it.")
    ANSWERED = "answered", _("Answered: every question has an answer, right or wrong.")
    PASSED = "passed", _("Passed: every test in the lesson is passed.")
    ACTIVITIES = "activities", _("Activities: what the lesson shows is completed.")
    READ = "read", _("Read: the learner says so with the button at the end.")
    CONFIRMED = "confirmed", _("Confirmed: a trainer confirms it, person by person.")


# What always held: a page from before this choice, and one that nobody chose for.
USUAL = (Condition.READ, Condition.ANSWERED, Condition.ACTIVITIES)

# What follows from other records, so that no record of its own is kept.
DERIVED = (Condition.OPENED, Condition.ANSWERED, Condition.ACTIVITIES)


class Ending(models.TextChoices):
    """How somebody’s place on a date of a session, or on its waiting list, ended."""

    LEFT = "left", _("left")
    MOVED = "moved", _("went on another date")
    CANCELLED = "cancelled", _("the date was cancelled")
    LAPSED = "lapsed", _("the date passed without a place")
    PRESENT = "present", _("present")
    ABSENT = "absent", _("absent")


class HandIn(models.TextChoices):
    """What an assignment asks somebody to hand in."""

    TEXT = "text", _("A text")
    FILES = "files", _("Files")
    BOTH = "both", _("A text and files")
    EITHER = "either", _("A text, files or both")

    @property
    def takes_text(self) -> bool:
        return self != HandIn.FILES

    @property
    def takes_files(self) -> bool:
        return self != HandIn.TEXT


class Decision(models.TextChoices):
    """What a trainer decides about what was handed in."""

    RETURNED = "returned", _("Returned with feedback")
    ACCEPTED = "accepted", _("Accepted")
