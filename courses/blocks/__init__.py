"""Blocks that only a lesson holds."""

from .questions import QUESTION_BLOCKS, QuestionBlock
from .reflection import ReflectionBlock
from .streams import LESSON_BLOCKS, LessonStream

__all__ = [
    "LESSON_BLOCKS",
    "QUESTION_BLOCKS",
    "LessonStream",
    "QuestionBlock",
    "ReflectionBlock",
]
