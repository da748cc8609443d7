"""How the rest asks about what happens in courses, one module per concept."""

from .attempts import AttemptQuerySet
from .bank import BankQuerySet, QuestionVersionQuerySet
from .beside import BookmarkQuerySet, LessonNoteQuerySet
from .sessions import AttendanceQuerySet, EnrolmentQuerySet, SessionQuerySet
from .submissions import SubmissionQuerySet
from .surveys import SheetQuerySet
from .trainer_questions import TrainerQuestionQuerySet
from .watching import WatchedQuerySet
from .work import AnswerQuerySet, FulfilmentQuerySet, NoteQuerySet

__all__ = [
    "AnswerQuerySet",
    "AttemptQuerySet",
    "AttendanceQuerySet",
    "BankQuerySet",
    "BookmarkQuerySet",
    "EnrolmentQuerySet",
    "FulfilmentQuerySet",
    "LessonNoteQuerySet",
    "NoteQuerySet",
    "QuestionVersionQuerySet",
    "SessionQuerySet",
    "SheetQuerySet",
    "SubmissionQuerySet",
    "TrainerQuestionQuerySet",
    "WatchedQuerySet",
]
