"""Blocks that only a lesson holds."""

from .question import AnswerBlock, QuestionBlock
from .reflection import ReflectionBlock
from .streams import LESSON_BLOCKS, LessonStream

__all__ = [
    "LESSON_BLOCKS",
    "AnswerBlock",
    "LessonStream",
    "QuestionBlock",
    "ReflectionBlock",
]
