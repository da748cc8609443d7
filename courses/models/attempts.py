"""Attempts at a quiz or a test, what a trainer says of open answers, and extra time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.querysets import AttemptQuerySet
from courses.quizzes import Presentation, Rules
from lms.learning.models import Participation

# What was on its way when the time ran out still counts.
GRACE: Final = timedelta(seconds=30)
WARNED_BEFORE: Final = timedelta(minutes=5)


class Attempt(models.Model):
    """Somebody answering a quiz once, from beginning to result.

    What is asked and by which rules is fixed when it begins: changes of the quiz and of
    its questions are for the next one. It is handed in by the learner, or when its time
    is over; it is closed when its result is known, which takes a trainer where an open
    question was answered.
    """

    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation"),
        on_delete=models.PROTECT,
        related_name="attempts",
    )
    quiz = models.UUIDField(
        _("quiz"), help_text=_("The id of its block, or the key of the page of a test.")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    seed = models.BigIntegerField(_("seed"))
    drawn = models.JSONField(
        _("drawn"), help_text=_("Keys of questions and their versions, in order.")
    )
    rules = models.JSONField(_("rules"))
    marked = models.JSONField(
        _("marked"),
        default=list,
        blank=True,
        help_text=_("Keys of questions to come back to."),
    )
    opened_at = models.DateTimeField(_("opened at"))
    deadline_at = models.DateTimeField(_("until"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        default_permissions = ("view",)
        permissions = [("review_attempt", _("Can review open answers"))]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "quiz"],
                condition=Q(closed_at=None),
                name="courses_attempt_one_open_per_participation_and_quiz",
            ),
            models.UniqueConstraint(
                fields=["participation", "quiz", "number"],
                name="courses_attempt_number_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | Q(handed_in_at__isnull=False, closed_at__gte=F("handed_in_at")),
                name="courses_attempt_closes_after_handing_in",
            ),
            models.CheckConstraint(
                condition=Q(score=None)
                | Q(closed_at__isnull=False, score__gte=0, score__lte=1),
                name="courses_attempt_score_from_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(passed=None) | Q(score__isnull=False),
                name="courses_attempt_passed_by_its_score",
            ),
        ]
        indexes = [
            models.Index(
                fields=["deadline_at"],
                condition=Q(handed_in_at=None, deadline_at__isnull=False),
                name="courses_attempt_running",
            ),
            models.Index(
                fields=["handed_in_at"],
                condition=Q(closed_at=None, handed_in_at__isnull=False),
                name="courses_attempt_to_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} {self.number}"

    @property
    def by_rules(self) -> Rules:
        """The rules that it keeps."""
        return Rules.from_json(self.rules)

    @property
    def pinned(self) -> dict[UUID, int]:
        """The row of the version of each question, in the order of asking."""
        return {UUID(one["question"]): one["version"] for one in self.drawn}

    @property
    def questions(self) -> Iterator[UUID]:
        yield from self.pinned

    @property
    def shows_all(self) -> bool:
        """Whether all questions stand on one page."""
        return self.by_rules.presentation == Presentation.ALL

    def answered_count(self) -> int:
        """How many of its questions have an answer: one query."""
        return self.answers.order_by().values("question").distinct().count()

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered, as far as it was handed in or not."""
        return self.handed_in_at is None

    @property
    def waits_for_review(self) -> bool:
        return self.handed_in_at is not None and self.closed_at is None

    @property
    def per_cent(self) -> int | None:
        """The score as it is shown: cut off, so that no one reads 70 who missed it."""
        return None if self.score is None else int(self.score * 100 + 1e-9)

    def is_over(self, now: datetime, *, grace: timedelta = timedelta()) -> bool:
        """Whether its time is up."""
        return self.deadline_at is not None and now > self.deadline_at + grace


class ExtraTime(models.Model):
    """More time for a person wherever there is a time limit (WCAG 2.2, 2.2.1).

    Given by a trainer, once and for all tests; the reason is neither asked nor kept.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="extra_time",
    )
    per_cent = models.PositiveSmallIntegerField(
        _("extra time in per cent"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(900)],
        help_text=_("50 makes 30 minutes 45; 900 makes a limit ten times as long."),
    )

    class Meta:
        ordering = ["person"]
        verbose_name = _("extra time")
        verbose_name_plural = _("extra time")
        constraints = [
            models.CheckConstraint(
                condition=Q(per_cent__gte=1, per_cent__lte=900),
                name="courses_extratime_at_most_ten_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: +{self.per_cent} %"
