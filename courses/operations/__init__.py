"""Everything that changes what a course demands, and what a learner did in a lesson."""

from .answering import answer
from .attempts import (
    answer_attempt,
    begin_attempt,
    give_more_time,
    hand_in,
    hand_in_overdue,
    mark_question,
)
from .bank import freeze_question
from .conditions import confirm, meet
from .lessons import complete_lesson, open_lesson
from .notes import save_note
from .order import keep_order_in_step
from .places import keep_place
from .requirements import (
    keep_course_in_step,
    keep_lesson_in_step,
    keep_lessons_with_in_step,
)
from .reviewing import Judgement, review_attempt
from .settling import requirements_in_step, settle_courses

__all__ = [
    "Judgement",
    "answer",
    "answer_attempt",
    "begin_attempt",
    "complete_lesson",
    "confirm",
    "freeze_question",
    "give_more_time",
    "hand_in",
    "hand_in_overdue",
    "keep_course_in_step",
    "keep_lesson_in_step",
    "keep_lessons_with_in_step",
    "keep_order_in_step",
    "keep_place",
    "mark_question",
    "meet",
    "open_lesson",
    "requirements_in_step",
    "review_attempt",
    "save_note",
    "settle_courses",
]
