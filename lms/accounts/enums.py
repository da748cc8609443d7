"""The groups that a platform has from its first day; what they may do is data."""

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
