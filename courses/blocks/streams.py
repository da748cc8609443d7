"""What the body of a lesson can hold."""

from wagtail import blocks

from lms.content.blocks import CONTENT_BLOCKS, ActivityBlock, ChatBlock, MailBlock

from .bank import BankQuestionBlock
from .questions import QUESTION_BLOCKS
from .quiz import QuizBlock
from .reflection import ReflectionBlock
from .watching import WATCHED_BLOCKS

LESSON_BLOCKS: list[tuple[str, blocks.Block]] = [
    # What is watched in a lesson may count for it.
    *((name, WATCHED_BLOCKS.get(name, block)) for name, block in CONTENT_BLOCKS),
    ("mail", MailBlock()),
    ("chat", ChatBlock()),
    ("activity", ActivityBlock()),
    *QUESTION_BLOCKS,
    ("bank_question", BankQuestionBlock()),
    ("quiz", QuizBlock()),
    ("reflection", ReflectionBlock()),
]


class LessonStream(blocks.StreamBlock):
    """The blocks of every page, and those with which one learns."""

    def __init__(self, local_blocks: object = None, **kwargs: object) -> None:
        super().__init__(local_blocks or LESSON_BLOCKS, **kwargs)
