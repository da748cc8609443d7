"""That the reminders of a day were told, or how far that got."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderRun(models.Model):
    """A day on which reminders are told, slice by slice of learners.

    ``last_learner`` moves in the transaction in which those of a slice are told: whoever
    goes on after a process that died begins with the next slice.
    """

    day = models.DateField(_("day"), unique=True)
    last_learner = models.PositiveBigIntegerField(_("last learner"), default=0)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("day of reminders")
        verbose_name_plural = _("days of reminders")

    def __str__(self) -> str:
        return str(self.day)
