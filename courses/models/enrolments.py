"""Who comes to a session, and who was there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.enums import Ending
from courses.querysets import AttendanceQuerySet, EnrolmentQuerySet
from lms.learning.models import LearningActivity, Participation

from .sessions import Session


class Enrolment(models.Model):
    """Somebody’s place on a date, or on its waiting list; dated, and never deleted.

    A place is a seat with a number, and a seat is given once: that, and one open row per
    person and activity, is what the database holds whoever races.
    """

    session = models.ForeignKey(
        Session,
        verbose_name=_("date"),
        on_delete=models.PROTECT,
        related_name="enrolments",
    )
    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation"),
        on_delete=models.PROTECT,
        related_name="enrolments",
    )
    # Both follow from the rows above; the constraint needs them here.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("learner"),
        on_delete=models.PROTECT,
        related_name="enrolments",
    )
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("session"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    seat = models.PositiveSmallIntegerField(_("seat"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    placed_at = models.DateTimeField(_("got a place at"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_as = models.CharField(
        _("how it ended"), max_length=20, choices=Ending.choices, blank=True
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity"],
                condition=Q(ended_at=None),
                name="courses_enrolment_one_open_per_learner_and_activity",
            ),
            models.UniqueConstraint(
                fields=["session", "seat"],
                condition=Q(ended_at=None),
                name="courses_enrolment_a_seat_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(seat=None, placed_at=None)
                | Q(seat__gte=1, placed_at__isnull=False),
                name="courses_enrolment_a_place_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_as="")
                | (Q(ended_at__isnull=False) & ~Q(ended_as="")),
                name="courses_enrolment_ends_as_something",
            ),
        ]
        indexes = [
            models.Index(
                fields=["session", "seat"],
                condition=Q(ended_at=None),
                name="courses_enrolment_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} – {self.session}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def has_place(self) -> bool:
        return self.seat is not None

    @property
    def is_settled(self) -> bool:
        """Whether the record knows who was there."""
        return self.ended_as in (Ending.PRESENT, Ending.ABSENT)


class Attendance(models.Model):
    """That a trainer saw somebody, or missed them: append-only, the last one counts."""

    enrolment = models.ForeignKey(
        Enrolment,
        verbose_name=_("enrolment"),
        on_delete=models.PROTECT,
        related_name="attendances",
    )
    present = models.BooleanField(_("present"))
    marked_at = models.DateTimeField(_("marked at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.present}"
