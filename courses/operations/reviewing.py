"""A trainer judges open answers, after which the attempt has its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from courses.exceptions import AttemptOver, CourseError, NotReviewed
from courses.models import AnswerReview, Attempt
from lms.accounts.models import User
from lms.common import clock
from lms.learning.models import Participation
from lms.learning.operations.ledger import lock

from .results import close, newest, open_questions, page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a trainer makes of an answer: 0 to 100 per cent, and why."""

    per_cent: int
    feedback: str = ""


@transaction.atomic
def review_attempt(
    attempt_id: int, judgements: Mapping[UUID, Judgement], *, by: User
) -> Attempt:
    """Give every open answer of an attempt its score, and the attempt its result.

    The learner is told by mail that it is there, not what it is. Raises ``NotReviewed``
    while a score is missing, ``AttemptOver`` when somebody else was first, and
    ``CourseError`` for who reviews their own work.
    """
    attempt = Attempt.objects.get(pk=attempt_id)
    participation = lock(attempt.participation_id)
    attempt.refresh_from_db()
    if participation.learner_id == by.pk:
        raise CourseError(_("Somebody else has to confirm your own work."))
    if not attempt.waits_for_review:
        raise AttemptOver(_("This attempt was reviewed already, or is not handed in."))
    now = clock.now()
    asked = open_questions(attempt)
    for question, answer in newest(attempt).items():
        if question not in asked:
            continue
        judgement = judgements.get(question)
        if judgement is None or not 0 <= judgement.per_cent <= 100:
            raise NotReviewed(_("Give every answer a score from 0 to 100."))
        AnswerReview.objects.create(
            answer=answer,
            score=judgement.per_cent / 100,
            feedback=judgement.feedback.strip(),
            by=by,
            reviewed_at=now,
        )
    close(attempt, participation, page_of(participation), now)
    _tell(participation)
    return attempt


def _tell(participation: Participation) -> None:
    learner = participation.learner
    if not learner.email:
        return
    title = participation.activity.title
    subject = _("Your answers in “%(title)s” are reviewed") % {"title": title}
    lines = [
        _("A trainer has read your answers in “%(title)s”.") % {"title": title},
        _("Sign in to the Integriteitscampus to see your result."),
    ]
    # A line break in a title would be a header of its own, which Django refuses.
    send_mail(" ".join(subject.splitlines()), "\n".join(lines), None, [learner.email])
