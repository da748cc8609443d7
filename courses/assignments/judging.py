"""What a trainer does: read what waits, and return or accept it. Once a round."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.permissions import page_permission_policy

from courses.enums import Decision
from courses.exceptions import AlreadyReviewed, CourseError, NotDecided, TooLong
from courses.models import AssignmentPage, Submission, SubmissionReview
from courses.querysets import SubmissionQuerySet
from courses.statements import assignments as statements
from lms.common import clock
from lms.common.text import as_typed
from lms.learning import operations as learning
from lms.learning.enums import Status
from lms.learning.exceptions import NotOpen
from lms.learning.operations.ledger import Ledger, lock

from . import mails
from .drafts import next_round

if TYPE_CHECKING:
    from datetime import datetime

    from lms.accounts.models import User
    from lms.learning.models import Participation

MAY_REVIEW: Final = "courses.review_submission"
LONGEST: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a trainer makes of a round; ``met`` are the ids of the criteria."""

    decision: Decision
    feedback: str = ""
    met: Collection[str] = ()


def submissions_for(user: Any) -> SubmissionQuerySet:
    """What others handed in at assignments that somebody may judge: they are its trainers.

    Not what waited when its learner left: nobody has to read that any more.
    """
    if not user.has_perm(MAY_REVIEW):
        return Submission.objects.none()
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    keys = pages.order_by().values("translation_key")
    found = Submission.objects.handed_in().at_assignments(keys)
    left = Q(participation__status=Status.WITHDRAWN, review=None)
    return found.exclude(participation__learner=user).exclude(left)


def page_of(participation: Participation) -> AssignmentPage | None:
    """The page of an assignment, the live one first; none once it is deleted."""
    key = participation.activity.key
    return (
        AssignmentPage.objects.filter(translation_key=key)
        .order_by("-live", "pk")
        .first()
    )


def criteria_of(page: AssignmentPage | None) -> list[tuple[str, str]]:
    """The criteria as they are now: their ids and their sentences."""
    return [(str(each.id), str(each.value)) for each in page.criteria] if page else []


@transaction.atomic
def judge(submission_id: int, verdict: Verdict, *, by: User) -> SubmissionReview:
    """Return a round, so that the next one opens with what it held, or accept it.

    Accepting completes the assignment, with the round as evidence. The learner is told
    by mail that there is a decision. Raises ``NotDecided`` for what a decision lacks,
    ``TooLong``, ``AlreadyReviewed`` when somebody else was first, ``NotOpen`` for a
    learner who left or completed it otherwise, and ``CourseError`` for one's own work.
    """
    submission = Submission.objects.handed_in().get(pk=submission_id)
    participation = lock(submission.participation_id)
    if participation.learner_id == by.pk:
        raise CourseError(_("Somebody else has to judge your own work."))
    if known := SubmissionReview.objects.filter(submission=submission).first():
        raise AlreadyReviewed(
            _("%(name)s judged this round meanwhile. Nothing of it was changed.")
            % {"name": known.by}
        )
    if not participation.is_open:
        raise NotOpen(_("This person is no longer busy with this assignment."))
    criteria = criteria_of(page_of(participation))
    feedback = as_typed(verdict.feedback).strip()
    _ask_for_what_it_needs(verdict, feedback, [key for key, _text in criteria])
    review = SubmissionReview.objects.create(
        submission=submission,
        decision=verdict.decision,
        criteria=[{"text": text, "met": key in verdict.met} for key, text in criteria],
        feedback=feedback,
        by=by,
        reviewed_at=clock.now(),
    )
    mails.tell_learner(participation, accepted=review.is_accepted)
    act = _accept if review.is_accepted else _return
    act(submission, participation, by, review.reviewed_at)
    return review


def _accept(
    submission: Submission, participation: Participation, by: User, at: datetime
) -> None:
    evidence = {"submission": submission.pk, "round": submission.number}
    learning.advance(participation, 100, evidence=evidence, at=at, by=by)


def _return(
    submission: Submission, participation: Participation, by: User, at: datetime
) -> None:
    next_round(participation, after=submission)
    ledger = Ledger(at=at, by=by)
    around = ledger.around(participation)
    ledger.say(
        statements.returned(participation, submission.number, at=at, around=around)
    )
    ledger.close()


def _ask_for_what_it_needs(
    verdict: Verdict, feedback: str, criteria: Collection[str]
) -> None:
    if len(feedback) > LONGEST:
        raise TooLong(
            _("This can hold %(most)s characters; you wrote %(count)s.")
            % {"most": LONGEST, "count": len(feedback)}
        )
    if verdict.decision == Decision.RETURNED and not feedback:
        raise NotDecided(
            _("Write what is good already and what has to change."), field="feedback"
        )
    if verdict.decision == Decision.ACCEPTED and not set(criteria) <= set(verdict.met):
        raise NotDecided(
            _("Tick every criterion before you accept this, or return it."),
            field="criteria",
        )
