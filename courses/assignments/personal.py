"""What assignments hold of a person: text, files and feedback. That it was done stays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from courses.models import ReviewersTold, Submission, SubmissionReview, SubmittedFile
from lms.common.personal import HeldFile, Rows
from lms.xapi.append_only import lifted

from . import files

if TYPE_CHECKING:
    from lms.accounts.models import User


def collect(person: User) -> Rows:
    """A row for each round, with what was handed in and what was said of it."""
    own = Submission.objects.of(person).order_by("pk").with_names()
    return [
        {
            "at": each.participation.activity.title,
            "round": each.number,
            "text": each.text,
            "files": [
                HeldFile(file.name, partial(_read, file)) for file in each.files.all()
            ],
            "saved_at": each.saved_at,
            "handed_in_at": each.handed_in_at,
            "decision": each.judged.get_decision_display() if each.judged else "",
            "feedback": each.judged.feedback if each.judged else "",
        }
        for each in own.prefetch_related("files")
        if _holds_something(each)
    ]


@transaction.atomic
def erase(person: User) -> int:
    """Drafts go; of what was handed in the words and the files. How many rounds.

    A round and its decision are facts behind a completion, so their rows stay, empty.
    """
    own = Submission.objects.of(person)
    rows = SubmittedFile.objects.filter(submission__in=own)
    names = set(rows.values_list("file", flat=True))
    touched = sum(_holds_something(each) for each in own.prefetch_related("files"))
    with lifted():
        rows.delete()
        own.handed_in().exclude(text="").update(text="")
        reviews = SubmissionReview.objects.filter(submission__in=own)
        reviews.exclude(feedback="").update(feedback="")
    own.drafts().delete()
    ReviewersTold.objects.filter(trainer=person).delete()
    files.let_go(names)
    return touched


def _read(file: SubmittedFile) -> bytes:
    with file.file.open("rb") as opened:
        return bytes(opened.read())


def _holds_something(submission: Submission) -> bool:
    feedback = submission.judged.feedback if submission.judged else ""
    return bool(
        submission.is_draft or submission.text or feedback or submission.files.all()
    )
