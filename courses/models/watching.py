"""What learners saw and heard of the recordings in a lesson."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.querysets import WatchedQuerySet
from courses.watching import Watchable, total
from lms.content.models import Audio, Video
from lms.learning.models import Participation


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """A block of a lesson with the recording that it plays now."""

    watchable: Watchable
    recorded: Video | Audio

    @property
    def duration(self) -> float:
        return self.recorded.duration or 0.0


class Watched(models.Model):
    """What of a recording somebody saw, and where they are in it; theirs, as last reported.

    That enough was seen is a fact of its own (``Fulfilment``) and stays. Another
    recording in the same block, or another file in the same recording, begins anew.
    """

    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation in the lesson"),
        on_delete=models.PROTECT,
        related_name="watched",
    )
    block = models.UUIDField(_("block"))
    media = models.CharField(
        _("recording"), max_length=200, help_text=_("The name of its file.")
    )
    segments = models.JSONField(
        _("seen"), default=list, help_text=_("Half-open intervals of seconds, merged.")
    )
    position = models.FloatField(_("position"), default=0.0)
    duration = models.FloatField(_("duration in seconds"), default=0.0)
    sessions = models.JSONField(
        _("sessions"),
        default=dict,
        help_text=_("How many events of each session were recorded."),
    )
    reported_at = models.DateTimeField(_("reported at"), null=True)
    completed_at = models.DateTimeField(_("enough was seen at"), null=True)
    read_at = models.DateTimeField(_("read instead at"), null=True)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("what was watched")
        verbose_name_plural = _("what was watched")
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "block", "media"],
                name="courses_watched_once_per_recording",
            ),
            models.CheckConstraint(
                condition=Q(position__gte=0), name="courses_watched_from_the_start"
            ),
        ]

    def __str__(self) -> str:
        return self.media

    @property
    def seen(self) -> float:
        """How many seconds were seen, each once."""
        return total((start, end) for start, end in self.segments)

    @property
    def share(self) -> float:
        """How much was seen, from 0 to 1."""
        return min(self.seen / self.duration, 1.0) if self.duration else 0.0

    @property
    def percent(self) -> int:
        """How much was seen, in whole percents; rounded down, so that 100 is all."""
        return int(100 * self.share + 0.001)
