"""What learners do in a lesson: answers, what they fulfilled (facts) and notes (theirs)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.enums import Condition
from courses.querysets import AnswerQuerySet, FulfilmentQuerySet, NoteQuerySet
from lms.learning.models import Participation

from .attempts import Attempt
from .bank import QuestionVersion


class Answer(models.Model):
    """One answer to a question: append-only. The newest one counts."""

    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation in the lesson"),
        on_delete=models.PROTECT,
        related_name="answers",
    )
    attempt = models.ForeignKey(
        Attempt,
        verbose_name=_("attempt"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        help_text=_("None: a question of the lesson itself."),
    )
    question = models.UUIDField(
        _("question"),
        help_text=_("The id of its block, or its key in the question bank."),
    )
    version = models.ForeignKey(
        QuestionVersion,
        verbose_name=_("version of the question"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        help_text=_("Of a question of the bank."),
    )
    form_key = models.UUIDField(
        _("form key"),
        help_text=_("Carried by the form, so that sending it twice stores it once."),
    )
    response = models.JSONField(
        _("response"), help_text=_("As the kind of question writes it.")
    )
    correct = models.BooleanField(
        _("right"), null=True, help_text=_("None: not judged.")
    )
    score = models.FloatField(
        _("score"), null=True, blank=True, help_text=_("From 0 to 1; none: not judged.")
    )
    lesson_version = models.PositiveIntegerField(_("version of the lesson"))
    answered_at = models.DateTimeField(_("answered at"))

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "question", "form_key"],
                name="courses_answer_once_per_form",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1),
                name="courses_answer_score_from_0_to_1",
            ),
        ]
        indexes = [
            # Results per question, for trainers.
            models.Index(fields=["question"], name="courses_answer_to_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question} ({self.answered_at:%Y-%m-%d %H:%M})"


class Fulfilment(models.Model):
    """That somebody met a condition of a lesson, or of a block in it: append-only.

    Once met it stays met, whatever becomes of the rule or of the block.
    """

    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation in the lesson"),
        on_delete=models.PROTECT,
        related_name="fulfilments",
    )
    condition = models.CharField(
        _("condition"), max_length=20, choices=Condition.choices
    )
    part = models.UUIDField(
        _("block"), null=True, blank=True, help_text=_("None: the whole lesson.")
    )
    met_at = models.DateTimeField(_("met at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who confirmed it; nobody when the learner met it."),
    )

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("fulfilment")
        verbose_name_plural = _("fulfilments")
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "condition", "part"],
                name="courses_fulfilment_once_per_block",
            ),
            models.UniqueConstraint(
                fields=["participation", "condition"],
                condition=Q(part=None),
                name="courses_fulfilment_once_per_lesson",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.condition} ({self.met_at:%Y-%m-%d %H:%M})"


class ReflectionNote(models.Model):
    """What somebody wrote for themselves, as last saved. No one else reads it.

    It enters no statement, no export and no log.
    """

    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation in the lesson"),
        on_delete=models.PROTECT,
        related_name="reflection_notes",
    )
    block = models.UUIDField(_("block"))
    text = models.TextField(_("text"), blank=True)
    saved_at = models.DateTimeField(_("saved at"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reflection note")
        verbose_name_plural = _("reflection notes")
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "block"], name="courses_note_once_per_block"
            ),
        ]

    def __str__(self) -> str:
        return str(self.block)
