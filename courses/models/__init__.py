"""Course, module and lesson pages; what those who take part answer, note, keep and ask."""

from .beside import Bookmark, LessonNote
from .pages import CoursePage, LessonPage, ModulePage
from .surveys import Survey, SurveyBundle, SurveyEdition, SurveyMark, SurveySheet
from .trainer_questions import FrequentQuestion, TrainerQuestion
from .work import Answer, Fulfilment, ReflectionNote

__all__ = [
    "Answer",
    "Bookmark",
    "CoursePage",
    "FrequentQuestion",
    "Fulfilment",
    "LessonNote",
    "LessonPage",
    "ModulePage",
    "ReflectionNote",
    "Survey",
    "SurveyBundle",
    "SurveyEdition",
    "SurveyMark",
    "SurveySheet",
    "TrainerQuestion",
]
