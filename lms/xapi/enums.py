"""The fixed sets of words of the statement store."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Store(models.TextChoices):
    """Where a statement lives. Each store has a sequence and credentials of its own."""

    RECORD = "record", _("Record store")
    REFLECTION = "reflection", _("Reflection store")


class Kind(models.IntegerChoices):
    """By what a statement is found (part three, 2.1.3).

    ``AGENT`` and ``ACTIVITY`` are what the filters of that name find: the actor or the
    object. The related kinds are what they find with ``related_agents`` and
    ``related_activities``: these same ones, and every other place.
    """

    AGENT = 1
    RELATED_AGENT = 2
    ACTIVITY = 3
    RELATED_ACTIVITY = 4
    VERB = 5
    REGISTRATION = 6


class DocumentKind(models.TextChoices):
    """The three document resources (part three, 2.3, 2.6 and 2.7)."""

    STATE = "state", _("State")
    ACTIVITY_PROFILE = "activity", _("Activity profile")
    AGENT_PROFILE = "agent", _("Agent profile")


class Scope(models.TextChoices):
    """What a credential may do (part three, 4.2)."""

    STATEMENTS_WRITE = "statements/write", _("Write statements")
    STATEMENTS_READ = "statements/read", _("Read statements")
    STATEMENTS_READ_MINE = "statements/read/mine", _("Read its own statements")
    STATE = "state", _("State")
    PROFILE = "profile", _("Profiles")
    ALL = "all", _("Everything")


class Trouble(models.TextChoices):
    """Why an outside LRS got nothing the last time, as far as that can be told."""

    NO_SECRET = "no secret", _("The secret is not set on the server.")
    UNREACHABLE = "unreachable", _("The LRS cannot be reached.")
    TIMEOUT = "time-out", _("The LRS did not answer in time.")
    INSECURE = "insecure", _("The certificate of the LRS cannot be trusted.")
    NO_ACCESS = "no access", _("The LRS does not accept the key and the secret.")
    NOT_THERE = "not there", _("There is no LRS at this address.")
    BUSY = "busy", _("The LRS is too busy.")
    BROKEN = "broken", _("The LRS reports an error of its own.")
    GARBAGE = "garbage", _("The answer is not that of an LRS.")
    REFUSES_ALL = "refuses all", _("The LRS refuses one statement after the other.")
    OURS = "ours", _("Something went wrong on our side; the log says what.")


class ForwardFrom(models.TextChoices):
    """Where an outside LRS starts when it is turned on."""

    WHERE_IT_STOPPED = "stopped", _("Everything that it did not get yet")
    NOW = "now", _("Only what is recorded from now on")
