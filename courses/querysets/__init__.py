"""How the rest asks about what happens in courses, one module per concept."""

from .attempts import AttemptQuerySet
from .bank import BankQuerySet, QuestionVersionQuerySet
from .beside import BookmarkQuerySet, LessonNoteQuerySet
from .submissions import SubmissionQuerySet
from .surveys import SheetQuerySet
from .trainer_questions import TrainerQuestionQuerySet
from .watching import WatchedQuerySet
from .work import AnswerQuerySet, FulfilmentQuerySet, NoteQuerySet

__all__ = [
    "AnswerQuerySet",
    "AttemptQuerySet",
    "BankQuerySet",
    "BookmarkQuerySet",
    "FulfilmentQuerySet",
    "LessonNoteQuerySet",
    "NoteQuerySet",
    "QuestionVersionQuerySet",
    "SheetQuerySet",
    "SubmissionQuerySet",
    "TrainerQuestionQuerySet",
    "WatchedQuerySet",
]
