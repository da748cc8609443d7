"""Everything that changes what a course demands, and what a learner did in a lesson."""

from .answering import answer
from .conditions import meet
from .lessons import complete_lesson, open_lesson
from .notes import save_note
from .places import keep_place
from .requirements import (
    keep_course_in_step,
    keep_lesson_in_step,
    keep_lessons_with_in_step,
    requirements_in_step,
    settle_courses,
)

__all__ = [
    "answer",
    "complete_lesson",
    "keep_course_in_step",
    "keep_lesson_in_step",
    "keep_lessons_with_in_step",
    "keep_place",
    "meet",
    "open_lesson",
    "requirements_in_step",
    "save_note",
    "settle_courses",
]
