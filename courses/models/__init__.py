"""Course, module and lesson pages; the answers and notes of those who take part."""

from .pages import CoursePage, LessonPage, ModulePage
from .place import Place
from .work import Answer, Fulfilment, ReflectionNote

__all__ = [
    "Answer",
    "CoursePage",
    "Fulfilment",
    "LessonPage",
    "ModulePage",
    "Place",
    "ReflectionNote",
]
