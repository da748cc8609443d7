"""Course, module, lesson and test pages; the question bank; what those who take part do."""

from .attempts import Attempt, ExtraTime
from .bank import BankQuestion, QuestionTopic, QuestionVersion
from .pages import CoursePage, LessonPage, ModulePage
from .place import Place
from .quizzes import TestPage
from .reviews import AnswerReview
from .work import Answer, Fulfilment, ReflectionNote

__all__ = [
    "Answer",
    "AnswerReview",
    "Attempt",
    "BankQuestion",
    "CoursePage",
    "ExtraTime",
    "Fulfilment",
    "LessonPage",
    "ModulePage",
    "Place",
    "QuestionTopic",
    "QuestionVersion",
    "ReflectionNote",
    "TestPage",
]
