"""The groups that a platform has from its first day, and how people are known again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlatformGroup(models.TextChoices):
    """Who works on the platform itself, apart from the integrity roles."""

    ADMINISTRATORS = "beheerders", _("Administrators")
    TRAINERS = "trainers", _("Trainers")
    EXPERTS = "inhoudsdeskundigen", _("Subject experts")
    FACILITATORS = "begeleiders", _("Facilitators")
    COORDINATORS = "coordinatoren", _("Coordinators of integrity")
    DATA_PROTECTION = "gegevensbescherming", _("Data protection officers")


class KnownBy(models.TextChoices):
    """How an administrator made sure who somebody is; kept in the log, in no other words."""

    IN_PERSON = "in-person", _("I saw them, and I know them or they showed a card")
    CALLED_BACK = "called-back", _("I called them back on a number that we had already")
    BY_OTHERS = "by-others", _("Their manager or HR officer confirmed it to me")
