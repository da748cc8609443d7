"""The player: course and lesson pages (served for ``wagtail_hooks``) and their forms."""

from .answering import answer, note
from .completing import complete
from .pages import show_course, show_lesson
from .places import place
from .quizzes import answer_quiz, begin_quiz, close_quiz, mark_question
from .resending import resend
from .tests import show_test
from .watching import read_instead, watch

__all__ = [
    "answer",
    "answer_quiz",
    "begin_quiz",
    "close_quiz",
    "complete",
    "mark_question",
    "note",
    "place",
    "read_instead",
    "resend",
    "show_course",
    "show_lesson",
    "show_test",
    "watch",
]
