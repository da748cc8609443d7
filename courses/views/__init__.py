"""The player: course and lesson pages (served for ``wagtail_hooks``) and their forms."""

from .answering import answer, note
from .completing import complete
from .pages import show_course, show_lesson
from .resending import resend
from .watching import read_instead, watch

__all__ = [
    "answer",
    "complete",
    "note",
    "read_instead",
    "resend",
    "show_course",
    "show_lesson",
    "watch",
]
