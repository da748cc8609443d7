"""Fixed words of dilemmas."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import graph


class SceneKind(models.TextChoices):
    """What a scene does: tell, ask, or end."""

    STORY = graph.STORY, _("Story")
    DILEMMA = graph.DILEMMA, pgettext_lazy("kind of scene", "Dilemma")
    ENDING = graph.ENDING, pgettext_lazy("kind of scene", "Ending")


class Direction(models.TextChoices):
    """What a choice does with a value. Shown as tension, never summed."""

    WEIGHT = "+", _("is given weight")
    GIVES_WAY = "-", _("gives way")


# Of a scene, wherever it is typed.
LONGEST_TITLE = 120

# Idea 4 of design.md: choices leave the application in batches of at least so many plays,
# drawn by lot while so many others stay behind. Both stores together would otherwise tell
# whose the five are, and what the five chose of each of them: decision 14, with figures.
BATCH = 5
RESERVE = 195
# For the texts that tell of it.
LOT = {"people": RESERVE + BATCH, "batch": BATCH}

# So long after a play the platform knows whose it was; the law asks for a set time, and
# a setting would let somebody stretch it.
LINK_KEPT = timedelta(days=365)
