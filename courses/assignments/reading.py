"""What the page of an assignment shows to who looks: the rounds, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from courses.models import Submission
from courses.notebook.operations import version_of
from lms.accounts.models import User
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity, Participation
from lms.learning.visibility import Sight, sight_of

from .standing import told_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from courses.models import AssignmentPage, SubmissionReview
    from lms.learning.telling import Told


@dataclass(frozen=True, kw_only=True)
class AssignmentReading:
    """An assignment with who looks at it; a few queries, whatever the number of rounds."""

    page: AssignmentPage
    activity: LearningActivity
    participation: Participation | None
    sight: Sight
    rounds: list[Submission] = field(default_factory=list)

    @property
    def newest(self) -> Submission | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def draft(self) -> Submission | None:
        """What is being written, if anything is."""
        return self.newest if self.newest and self.newest.is_draft else None

    @property
    def is_open(self) -> bool:
        """Whether who looks is busy with it."""
        return bool(self.participation and self.participation.is_open)

    @property
    def can_work(self) -> bool:
        """Whether the form is there: nothing of it waits for a trainer."""
        return self.is_open and not self.waiting

    @property
    def waiting(self) -> Submission | None:
        """What a trainer has to judge."""
        newest = self.newest
        waits = newest and not newest.is_draft and not newest.judged
        return newest if self.is_open and waits else None

    @property
    def handed_in(self) -> list[Submission]:
        """The rounds that were handed in, the last first."""
        return [each for each in reversed(self.rounds) if not each.is_draft]

    @property
    def last_review(self) -> SubmissionReview | None:
        """What a trainer said last."""
        return next((each.judged for each in self.handed_in if each.judged), None)

    @property
    def told(self) -> Told | None:
        return told_of(self.newest) if self.is_open and self.newest else None

    @property
    def known(self) -> str:
        """The version of the draft that a form is made from."""
        return version_of(self.draft.saved_at if self.draft else None)

    @cached_property
    def trajectories(self) -> list[LearningActivity]:
        """The trajectories on offer that ask for it."""
        return list(
            LearningActivity.objects.listed().filter(
                kind=ActivityKind.TRAJECTORY, contents__activity=self.activity
            )
        )


def read_assignment(request: HttpRequest, page: AssignmentPage) -> AssignmentReading:
    """The assignment for who looks, taking part or not."""
    person = request.user if isinstance(request.user, User) else None
    activity = LearningActivity.objects.get(key=page.translation_key)
    participation = _participation(person, activity)
    return AssignmentReading(
        page=page,
        activity=activity,
        participation=participation,
        sight=sight_of(
            person, kind=activity.kind, key=activity.key, participation=participation
        ),
        rounds=rounds_of(participation) if participation else [],
    )


def rounds_of(participation: Participation) -> list[Submission]:
    """All rounds, with their files and what was decided: two queries."""
    found = Submission.objects.filter(participation=participation)
    return list(
        found.select_related("review__by").prefetch_related("files").order_by("number")
    )


def _participation(
    person: User | None, activity: LearningActivity
) -> Participation | None:
    """The open one of who looks, else the completed one."""
    if person is None:
        return None
    own = Participation.objects.of(person).standing().filter(activity=activity)
    return own.select_related("completion", "activity").open_first().first()
