"""Pages of courses; the question bank; what those who take part do, note and ask."""

from .assignments import AssignmentPage
from .attempts import Attempt, ExtraTime
from .bank import BankQuestion, QuestionTopic, QuestionVersion
from .beside import Bookmark, LessonNote
from .enrolments import Attendance, Enrolment
from .pages import CoursePage, LessonPage, ModulePage
from .place import Place
from .quizzes import TestPage
from .reviews import AnswerReview
from .sessions import Session, SessionPage, SessionPart
from .submissions import (
    ReviewersTold,
    Submission,
    SubmissionReview,
    SubmittedFile,
)
from .surveys import Survey, SurveyBundle, SurveyEdition, SurveyMark, SurveySheet
from .trainer_questions import FrequentQuestion, TrainerQuestion
from .watching import Playing, Watched
from .work import Answer, Fulfilment, ReflectionNote

__all__ = [
    "Answer",
    "AnswerReview",
    "AssignmentPage",
    "Attempt",
    "Attendance",
    "BankQuestion",
    "Bookmark",
    "CoursePage",
    "Enrolment",
    "ExtraTime",
    "FrequentQuestion",
    "Fulfilment",
    "LessonNote",
    "LessonPage",
    "ModulePage",
    "Place",
    "Playing",
    "QuestionTopic",
    "QuestionVersion",
    "ReflectionNote",
    "ReviewersTold",
    "Session",
    "SessionPage",
    "SessionPart",
    "Submission",
    "SubmissionReview",
    "SubmittedFile",
    "Survey",
    "SurveyBundle",
    "SurveyEdition",
    "SurveyMark",
    "SurveySheet",
    "TestPage",
    "TrainerQuestion",
    "Watched",
]
