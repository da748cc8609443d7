"""Who waits for a trainer to confirm a lesson: read for the admin, nothing decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce
from wagtail.permissions import page_permission_policy

from lms.learning.enums import Status
from lms.learning.models import Participation
from lms.learning.querysets import ParticipationQuerySet

from .enums import Condition
from .models import Fulfilment, LessonPage

if TYPE_CHECKING:
    from lms.accounts.models import User

PERMISSION = "learning.record_completion"
MOST = 200


def lessons_to_confirm(trainer: User) -> QuerySet[LessonPage]:
    """The lessons that somebody has to confirm, for who may: with how many wait.

    Who may record completions confirms every lesson, an editor those that they edit.
    """
    asking = LessonPage.objects.live().filter(alias_of=None)
    asking = asking.annotate(asked=Cast("conditions", TextField())).filter(
        asked__contains=f'"{Condition.CONFIRMED}"'
    )
    if not trainer.has_perm(PERMISSION):
        own = page_permission_policy.instances_user_has_permission_for(
            trainer, "change"
        )
        asking = asking.filter(pk__in=own.values("pk"))
    waiting = (
        _waiting()
        .filter(activity__key=OuterRef("translation_key"))
        .order_by()
        .values("activity")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return asking.annotate(waiting=Coalesce(Subquery(waiting), 0)).order_by("path")


def who_waits(lesson: LessonPage) -> QuerySet[Participation]:
    """Those who began the lesson and wait for this, the first to begin first."""
    found = _waiting().filter(activity__key=lesson.translation_key)
    return found.with_record().order_by("started_at", "pk")


def confirmed_last(lesson: LessonPage) -> QuerySet[Fulfilment]:
    """What was confirmed of a lesson, the newest first."""
    found = Fulfilment.objects.filter(
        condition=Condition.CONFIRMED,
        participation__activity__key=lesson.translation_key,
    )
    return found.select_related("participation__learner", "by").order_by("-pk")[:10]


def _waiting() -> ParticipationQuerySet:
    return Participation.objects.filter(status=Status.STARTED).exclude(
        fulfilments__condition=Condition.CONFIRMED
    )
