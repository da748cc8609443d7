"""What somebody hands in for an assignment, round by round, and what trainers decide."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.enums import Decision
from courses.querysets import SubmissionQuerySet
from lms.common.private import private_files
from lms.learning.models import Participation

FOLDER: Final = "assignments"


def place_of(file: SubmittedFile, filename: str) -> str:  # noqa: ARG001
    """A path that tells nothing: not who handed it in, nor what it is called."""
    return f"{FOLDER}/{file.added_at:%Y-%m}/{uuid4().hex}"


class Submission(models.Model):
    """A round: a draft of the learner alone, and a fact once it is handed in.

    Its learner and who may judge it read it. It enters no statement, no export, no mail
    and no log.
    """

    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation in the assignment"),
        on_delete=models.PROTECT,
        related_name="submissions",
    )
    number = models.PositiveSmallIntegerField(_("round"), default=1)
    text = models.TextField(_("text"), blank=True)
    saved_at = models.DateTimeField(_("saved at"))
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        default_permissions = ()
        permissions = [("review_submission", _("Can review assignments"))]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "number"],
                name="courses_submission_once_per_round",
            ),
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(handed_in_at=None),
                name="courses_submission_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="courses_submission_from_round_one"
            ),
        ]
        indexes = [
            # What waits for a trainer, oldest first.
            models.Index(fields=["handed_in_at"], name="courses_submission_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id}/{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.handed_in_at is None

    @property
    def judged(self) -> SubmissionReview | None:
        """What a trainer decided; nothing while it waits."""
        return getattr(self, "review", None)


class SubmittedFile(models.Model):
    """A file of a round. The next round begins with the same file, kept once on disk."""

    submission = models.ForeignKey(
        Submission,
        verbose_name=_("submission"),
        on_delete=models.CASCADE,
        related_name="files",
    )
    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    file = models.FileField(
        _("file"), upload_to=place_of, storage=private_files, max_length=100
    )
    added_at = models.DateTimeField(_("added at"))
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("submitted file")
        verbose_name_plural = _("submitted files")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "sha256"], name="courses_submittedfile_once"
            ),
        ]
        indexes = [
            # Whether any round still has it, before it leaves the disk.
            models.Index(fields=["file"], name="courses_submittedfile_on_disk"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class SubmissionReview(models.Model):
    """What a trainer decided about a round, once: append-only."""

    submission = models.OneToOneField(
        Submission,
        verbose_name=_("submission"),
        on_delete=models.PROTECT,
        related_name="review",
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    criteria = models.JSONField(
        _("criteria"),
        default=list,
        blank=True,
        help_text=_("The criteria as they were then, each met or not."),
    )
    feedback = models.TextField(_("feedback"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("review of a submission")
        verbose_name_plural = _("reviews of submissions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_decision_display()

    @property
    def is_accepted(self) -> bool:
        return self.decision == Decision.ACCEPTED


class ReviewersTold(models.Model):
    """That a trainer was told on a day of what waits: once a day at most."""

    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("trainer"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    day = models.DateField(_("day"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("mail about what waits")
        verbose_name_plural = _("mails about what waits")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["trainer", "day"], name="courses_reviewerstold_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trainer_id}: {self.day}"
