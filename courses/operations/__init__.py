"""Everything that changes what a course demands, and what a learner did in a lesson."""

from .answering import answer
from .conditions import meet
from .copying import copy_course
from .lessons import complete_lesson, open_lesson
from .notes import save_note
from .order import keep_order_in_step
from .ordering import order_of, place
from .requirements import (
    keep_course_in_step,
    keep_lesson_in_step,
    keep_lessons_with_in_step,
)
from .reviewing import send_to_review
from .settling import requirements_in_step, settle_courses

__all__ = [
    "answer",
    "complete_lesson",
    "copy_course",
    "keep_course_in_step",
    "keep_lesson_in_step",
    "keep_lessons_with_in_step",
    "keep_order_in_step",
    "meet",
    "open_lesson",
    "order_of",
    "place",
    "requirements_in_step",
    "save_note",
    "send_to_review",
    "settle_courses",
]
