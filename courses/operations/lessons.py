"""Opening a lesson and completing it."""

from django.db import transaction
from django.utils.translation import ngettext

from courses.enums import Condition
from courses.exceptions import NotReady
from courses.models import LessonPage
from lms.learning.models import LearningActivity, Participation
from lms.learning.operations import move_to, register, start
from lms.learning.operations.ledger import lock

from .conditions import answered_in, meet


@transaction.atomic
def open_lesson(
    course_participation: int,
    lesson: LearningActivity,
    page: LessonPage | None = None,
) -> Participation:
    """Begin a lesson within a course, and remember it as the place to resume.

    The course begins with its first lesson. Opening again changes nothing but the
    place; of a ``page`` for which opening is enough it completes the own part. Raises
    ``NotOpen`` for who left the course, ``ComesLater`` while others come first.
    """
    course = start(course_participation)
    participation = register(course.learner, lesson, mandate=course.mandate)
    participation = start(participation.pk)
    move_to(course.pk, lesson)
    if page is not None and _gains_by_opening(page):
        participation = meet(participation.pk, page, Condition.OPENED)
    return participation


def _gains_by_opening(page: LessonPage) -> bool:
    demands = page.demands
    return not demands or demands[0].condition == Condition.OPENED


@transaction.atomic
def complete_lesson(participation_id: int, lesson: LessonPage) -> Participation:
    """Say that somebody has read a lesson, once what they answer in it is answered.

    With all else that the lesson demands done too, the lesson is complete, and so may
    be the course. Raises ``NotReady`` while a question that counts is unanswered.
    """
    lock(participation_id)
    unanswered = _unanswered(participation_id, lesson)
    if unanswered:
        raise NotReady(
            ngettext(
                "Answer %(count)s more question first.",
                "Answer %(count)s more questions first.",
                unanswered,
            )
            % {"count": unanswered}
        )
    return meet(participation_id, lesson, Condition.READ)


def _unanswered(participation_id: int, lesson: LessonPage) -> int:
    if Condition.ANSWERED not in lesson.conditions:
        return 0
    asked = {*lesson.questions, *lesson.quizzes}
    return len(asked - answered_in(participation_id, lesson))
