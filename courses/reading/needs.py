"""What completing a lesson takes, and how far its reader is in that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import Condition

if TYPE_CHECKING:
    from .lesson import LessonReading
    from .quiz import QuizNow


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that completing the lesson takes."""

    text: str
    done: bool


def needs_of(reading: LessonReading) -> list[Need]:
    """How this lesson is completed, in the order of doing it."""
    needs = []
    must_pass = Condition.PASSED in reading.page.conditions
    if total := len(reading.page.questions):
        answered = sum(pk in reading.answers for pk in reading.page.questions)
        text = ngettext(
            "Answer the question. It need not be right at once.",
            "Answer the %(total)s questions (%(answered)s answered). They need not be right at once.",
            total,
        ) % {"total": total, "answered": answered}
        needs.append(Need(text=text, done=answered == total))
    needs += [_of_a_quiz(one, must_pass=must_pass) for one in reading.quizzes.values()]
    needs += [
        Need(text=_("Do “%(title)s”.") % {"title": one.title}, done=one.is_completed)
        for one in reading.embedded_needs
    ]
    needs.append(
        Need(text=_("Say that you have read this lesson."), done=reading.has_read)
    )
    return needs


def _of_a_quiz(quiz: QuizNow, *, must_pass: bool) -> Need:
    title = {"title": quiz.quiz.title}
    if must_pass and quiz.quiz.rules.pass_mark is not None:
        return Need(text=_("Pass “%(title)s”.") % title, done=quiz.passed)
    return Need(text=_("Hand in “%(title)s”.") % title, done=quiz.is_handed_in)
