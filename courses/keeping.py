"""What courses keep until somebody sets a period: drafts, and questions to trainers."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.common.retention import BATCH, Kind, deleting, keeps

from .assignments import files
from .models import Submission, SubmittedFile, TrainerQuestion


def announce() -> None:
    """Tell the platform which kinds there are."""
    keeps(
        Kind(
            name="courses.drafts",
            label=_("Drafts of assignments"),
            counts_from=_("the last time that the draft was saved"),
            outcome=_("the draft goes with its files; what was handed in stays"),
            moment="saved_at",
            due=_old_drafts,
            remove=_let_drafts_go,
        )
    )
    keeps(
        Kind(
            name="courses.trainer_questions",
            label=_("Questions to trainers"),
            counts_from=_("the day on which it was asked"),
            outcome=_("the question goes with its answer"),
            moment="asked_at",
            due=_old_questions,
            remove=deleting(_old_questions),
        )
    )


def _old_drafts(before: datetime) -> QuerySet[Submission]:
    return Submission.objects.drafts().filter(saved_at__lt=before)


def _let_drafts_go(before: datetime) -> Iterator[int]:
    while pks := list(_old_drafts(before).values_list("pk", flat=True)[:BATCH]):
        rows = SubmittedFile.objects.filter(submission__in=pks)
        names = set(rows.values_list("file", flat=True))
        Submission.objects.drafts().filter(pk__in=pks).delete()
        files.let_go(names)
        yield len(pks)


def _old_questions(before: datetime) -> QuerySet[TrainerQuestion]:
    return TrainerQuestion.objects.filter(asked_at__lt=before)
