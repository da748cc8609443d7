"""What people think of a course: asked at its end, and answered by nobody in particular.

A sheet waits without a person, and without a moment, until others wait with it; then it
goes up in a bundle of sums (decision 21). That somebody answered is kept apart.
"""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.blocks.surveys import SurveyStream
from courses.querysets import SheetQuerySet
from lms.learning.models import LearningActivity, Participation

# As many as the platform needs for any sum of people (design.md, idea 4).
BUNDLE = 5


class Survey(models.Model):
    """Questions for the end of a course, as its authors write them today."""

    title = models.CharField(_("title"), max_length=120)
    introduction = models.TextField(
        _("introduction"),
        max_length=600,
        blank=True,
        help_text=_("What you do with the answers. One or two sentences."),
    )
    questions = StreamField(SurveyStream(), verbose_name=_("questions"))

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("introduction"),
        FieldPanel("questions"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")

    def __str__(self) -> str:
        return self.title


class SurveyEdition(models.Model):
    """The questions as they were asked: never changed, so that sums stay true."""

    survey = models.ForeignKey(
        Survey,
        verbose_name=_("survey"),
        on_delete=models.PROTECT,
        related_name="editions",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    content = models.JSONField(_("questions"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        ordering = ["survey", "number"]
        verbose_name = _("edition of a survey")
        verbose_name_plural = _("editions of surveys")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"], name="courses_surveyedition_number"
            ),
            models.UniqueConstraint(
                fields=["survey", "fingerprint"], name="courses_surveyedition_content"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} ({self.number})"


class SurveySheet(models.Model):
    """What somebody answered, while it waits for four others: of nobody, of no moment."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    course = models.ForeignKey(
        LearningActivity,
        verbose_name=_("course"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    edition = models.ForeignKey(
        SurveyEdition,
        verbose_name=_("edition of a survey"),
        on_delete=models.PROTECT,
        related_name="sheets",
    )
    answers = models.JSONField(_("answers"))

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer sheet")
        verbose_name_plural = _("answer sheets")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.id)


class SurveyBundle(models.Model):
    """Sheets that were taken up together: sums per question, and texts in random order."""

    course = models.ForeignKey(
        LearningActivity,
        verbose_name=_("course"),
        on_delete=models.PROTECT,
        related_name="survey_bundles",
    )
    edition = models.ForeignKey(
        SurveyEdition,
        verbose_name=_("edition of a survey"),
        on_delete=models.PROTECT,
        related_name="bundles",
    )
    people = models.PositiveIntegerField(_("people"))
    counts = models.JSONField(
        _("counts"), help_text=_("Per question: how often each answer was given.")
    )
    texts = models.JSONField(_("texts"), help_text=_("Per question, in random order."))
    released_on = models.DateField(_("released on"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("bundle of answer sheets")
        verbose_name_plural = _("bundles of answer sheets")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=BUNDLE),
                name="courses_surveybundle_of_enough_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.edition} ({self.people})"


class SurveyMark(models.Model):
    """That somebody answered the survey of a course; not what, not when, not which."""

    participation = models.OneToOneField(
        Participation,
        verbose_name=_("participation in the course"),
        on_delete=models.PROTECT,
        primary_key=True,  # a number of its own would tell the order of answering
        related_name="survey_mark",
    )

    class Meta:
        verbose_name = _("answered survey")
        verbose_name_plural = _("answered surveys")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.participation_id)
