"""Where somebody is in a lesson: theirs, of now, and no fact to keep."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.learning.models import Participation


class Place(models.Model):
    """The block that somebody reached last in a lesson, to go on there on any device.

    One per participation, overwritten each time; nothing of it is reported or told.
    """

    participation = models.OneToOneField(
        Participation,
        verbose_name=_("participation in the lesson"),
        on_delete=models.PROTECT,
        related_name="place",
    )
    block = models.UUIDField(_("block"))
    reached_at = models.DateTimeField(_("reached at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("place in a lesson")
        verbose_name_plural = _("places in lessons")

    def __str__(self) -> str:
        return str(self.block)
