"""What a trainer says of an open answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .work import Answer


class AnswerReview(models.Model):
    """The score of an open answer and what its writer learns from it: append-only."""

    answer = models.OneToOneField(
        Answer,
        verbose_name=_("answer"),
        on_delete=models.PROTECT,
        related_name="review",
    )
    score = models.FloatField(_("score"))
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
        verbose_name = _("review of an answer")
        verbose_name_plural = _("reviews of answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1),
                name="courses_answerreview_score_from_0_to_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer}: {self.score}"
