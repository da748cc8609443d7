"""What a learner asks and somebody else decides: taking part, or more time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.learning.assigning.querysets import LearningRequestQuerySet
from lms.learning.enums import RequestKind, RequestState
from lms.organisation.models import Mandate

from .activities import LearningActivity
from .participations import Participation


class LearningRequest(models.Model):
    """A request, and what was decided. Decided once; an erasure empties the words.

    Of an extension ``due_on`` is the date that held when it was asked, ``wished_on`` the
    one that was asked and ``granted_on`` the one that was given.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=RequestKind.choices)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("learner"),
        on_delete=models.PROTECT,
        related_name="learning_requests",
    )
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandate"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    wished_on = models.DateField(_("wished date"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=RequestState.choices,
        default=RequestState.WAITING,
    )
    granted_on = models.DateField(_("granted date"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = LearningRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("request of a learner")
        verbose_name_plural = _("requests of learners")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity", "kind"],
                condition=Q(state=RequestState.WAITING),
                name="learning_request_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.WAITING, decided_at=None)
                | (~Q(state=RequestState.WAITING) & Q(decided_at__isnull=False)),
                name="learning_request_decided_or_waiting",
            ),
            models.CheckConstraint(
                condition=Q(kind=RequestKind.ENROLMENT, wished_on=None)
                | Q(
                    kind=RequestKind.EXTENSION,
                    participation__isnull=False,
                    wished_on__isnull=False,
                    due_on__isnull=False,
                ),
                name="learning_request_is_what_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner}: {self.activity} ({self.get_kind_display()})"

    @property
    def is_waiting(self) -> bool:
        return self.state == RequestState.WAITING

    @property
    def is_extension(self) -> bool:
        return self.kind == RequestKind.EXTENSION
