"""Who plays what, and how far. Choices are the learner's own (design.md, idea 4).

``Play.learner`` and ``Play.participation`` are the only link between choices and a
person; "wis mijn keuzes", or a year, sets both to nothing, and the choices are then
nobody's.
"""

import uuid
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dilemmas.enums import LINK_KEPT
from dilemmas.querysets import PlayQuerySet
from lms.common import clock
from lms.learning.models import LearningActivity, Participation

from .versions import ScenarioVersion


class Play(models.Model):
    """One time through a scenario, on the version that it began on."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("learner"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plays",
    )
    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plays",
    )
    version = models.ForeignKey(
        ScenarioVersion,
        verbose_name=_("version"),
        on_delete=models.PROTECT,
        related_name="plays",
    )
    scene = models.UUIDField(_("where the play is"))
    steps_made = models.PositiveIntegerField(_("steps made"), default=0)
    return_to = models.CharField(
        _("where the learner came from"), max_length=500, blank=True
    )
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    stopped_at = models.DateTimeField(
        _("stopped at"),
        null=True,
        blank=True,
        help_text=_("Left unfinished for good: its version was withdrawn."),
    )
    first_time = models.BooleanField(
        _("first time"),
        default=False,
        help_text=_(
            "By this play its learner finished the dilemma for the first time."
        ),
    )
    # A day, not a moment, and no pseudonym: a release must not be traced back.
    released_on = models.DateField(_("choices released on"), null=True, blank=True)
    # Counted in an edition of how others chose; which one, and as what, is kept nowhere.
    mirrored_on = models.DateField(_("counted among others on"), null=True, blank=True)

    objects = PlayQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("play")
        verbose_name_plural = _("plays")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(learner=None, participation=None)
                    | Q(learner__isnull=False, participation__isnull=False)
                ),
                name="dilemmas_play_linked_wholly_or_not",
            ),
            # One play at a time: beginning twice is going on.
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(ended_at=None, stopped_at=None),
                name="dilemmas_play_one_running_per_participation",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(stopped_at=None),
                name="dilemmas_play_ended_or_stopped",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="dilemmas_play_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(first_time=False) | Q(ended_at__isnull=False),
                name="dilemmas_play_first_time_at_its_end",
            ),
            models.CheckConstraint(
                condition=Q(released_on=None) | Q(first_time=True),
                name="dilemmas_play_released_once_of_everybody",
            ),
            models.CheckConstraint(
                condition=Q(mirrored_on=None) | Q(ended_at__isnull=False),
                name="dilemmas_play_mirrored_after_its_end",
            ),
        ]
        indexes = [
            # What waits to be released, by version.
            models.Index(
                fields=["version"],
                condition=Q(first_time=True, released_on=None),
                name="dilemmas_play_waiting",
            ),
            # What no edition of how others chose has counted, by version.
            models.Index(
                fields=["version"],
                condition=Q(ended_at__isnull=False, mirrored_on=None),
                name="dilemmas_play_unmirrored",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def activity(self) -> LearningActivity | None:
        """What is played, as long as somebody plays it; queries unless loaded with_story."""
        return self.participation.activity if self.participation else None

    @property
    def link_kept_until(self) -> date | None:
        """The last day on which the learner can look back on it; none before its end."""
        return clock.local_date(self.ended_at) + LINK_KEPT if self.ended_at else None

    @property
    def is_running(self) -> bool:
        return self.ended_at is None and self.stopped_at is None


class PlayStep(models.Model):
    """A choice made: append-only, once per step."""

    play = models.ForeignKey(
        Play, verbose_name=_("play"), on_delete=models.PROTECT, related_name="steps"
    )
    number = models.PositiveIntegerField(_("number"))
    scene = models.UUIDField(_("scene"))
    choice = models.UUIDField(_("choice"))
    form_key = models.UUIDField(_("key of the form"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        ordering = ["play", "number"]
        verbose_name = _("step of a play")
        verbose_name_plural = _("steps of plays")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["play", "number"], name="dilemmas_step_one_choice_per_step"
            ),
            models.UniqueConstraint(
                fields=["play", "form_key"], name="dilemmas_step_form_counts_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.play_id} {self.number}"


class ReflectionNote(models.Model):
    """What a learner wrote for themselves at the end. It enters no statement."""

    play = models.OneToOneField(
        Play, verbose_name=_("play"), on_delete=models.CASCADE, related_name="note"
    )
    text = models.TextField(_("note"), max_length=5000, blank=True)
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)

    @staticmethod
    def mark_of(text: str) -> str:
        """What tells one text of a note from another, without saying what it says."""
        return sha256(text.encode()).hexdigest()[:16]
