"""Fixed words of the API."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TokenScope(models.TextChoices):
    """What a token may do; each address of the API asks for one of these."""

    COMPLETIONS_READ = "completions:read", _("Read completions")
    PEOPLE_READ = "people:read", _("Read people and their mandates")
    PEOPLE_WRITE = "people:write", _("Import people and mandates")
    ACTIVITIES_READ = "activities:read", _("Read the training offer")
    CERTIFICATES_READ = "certificates:read", _("Read certificates")
    ENROLMENTS_READ = "enrolments:read", _("Read enrolments")
    ENROLMENTS_WRITE = "enrolments:write", _("Enrol people")


class Enrolled(models.TextChoices):
    """What became of one person of an enrolment, as the answer says it."""

    NEW = "ingeschreven", _("Enrolled.")
    ALREADY = "al-ingeschreven", _("Was enrolled already.")
    COMPLETED = "al-voltooid", _("Completed it already.")
    UNKNOWN = "onbekend", _("Nobody within the reach of this token has this id today.")
    REFUSED = "geweigerd", _("Refused.")
