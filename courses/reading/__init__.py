"""What the pages of the player show to one reader: everything loaded, nothing decided."""

from .course import CourseReading, read_course
from .lesson import LessonReading, read_lesson
from .needs import Need
from .work import EmbeddedNow, ReflectedNow, Refusal

__all__ = [
    "CourseReading",
    "EmbeddedNow",
    "LessonReading",
    "Need",
    "ReflectedNow",
    "Refusal",
    "read_course",
    "read_lesson",
]
