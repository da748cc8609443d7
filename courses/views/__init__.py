"""The player: course and lesson pages (served for ``wagtail_hooks``) and their forms."""

from .answering import answer, note
from .completing import complete
from .pages import show_course, show_lesson
from .places import place
from .resending import resend

__all__ = [
    "answer",
    "complete",
    "note",
    "place",
    "resend",
    "show_course",
    "show_lesson",
]
