"""What trainers and learners do before something is put right, in one line each."""

from datetime import timedelta

from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.learning.models import (
    LearningActivity,
    Participation,
)

REASON = "De verkeerde persoon stond op de lijst"
BEGIN = clock.now() - timedelta(days=30)


def attend(learner, activity, trainer, *, mandate=None, at=None):
    participation = learning.record_completion(
        learner, activity, by=trainer, at=at or clock.now(), mandate=mandate
    )
    return participation.completion


def do(learner, activity, mandate=None):
    part = learning.register(learner, activity, mandate=mandate)
    return learning.report_progress(part.pk, 100)


def open_one(learner, activity):
    return Participation.objects.of(learner).open().get(activity=activity)


def annul(completion, by):
    return learning.annul(completion, by=by, reason=REASON)


def lessons_of(course):
    return list(
        LearningActivity.objects.filter(kind=ActivityKind.LESSON).order_by("title")
    )
