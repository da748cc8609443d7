"""Opening a lesson and completing it."""

from django.db import transaction
from django.utils.translation import ngettext

from courses.exceptions import NotReady
from courses.models import Answer, LessonPage
from lms.learning.models import LearningActivity, Participation
from lms.learning.operations import move_to, register, report_progress, start
from lms.learning.operations.ledger import lock


@transaction.atomic
def open_lesson(course_participation: int, lesson: LearningActivity) -> Participation:
    """Begin a lesson within a course, and remember it as the place to resume.

    The course begins with its first lesson. Opening again changes nothing but the
    place. Raises ``NotOpen`` for who left the course.
    """
    course = start(course_participation)
    participation = register(course.learner, lesson, mandate=course.mandate)
    participation = start(participation.pk)
    move_to(course.pk, lesson)
    return participation


@transaction.atomic
def complete_lesson(participation_id: int, lesson: LessonPage) -> Participation:
    """Say that somebody has done the own part of a lesson: read it and answered.

    With everything that the lesson shows done too, the lesson is complete, and so may
    be the course. Raises ``NotReady`` while a question is unanswered.
    """
    lock(participation_id)
    given = Answer.objects.in_lesson(participation_id).outside_attempts()
    answered = given.answered_questions()
    unanswered = len(lesson.questions.keys() - answered)
    if unanswered:
        raise NotReady(
            ngettext(
                "Answer %(count)s more question first.",
                "Answer %(count)s more questions first.",
                unanswered,
            )
            % {"count": unanswered}
        )
    return report_progress(participation_id, 100)
