"""What completing a lesson takes, and how far its reader is in that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import Condition

if TYPE_CHECKING:
    from courses.demands import Demand

    from .lesson import LessonReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that completing the lesson takes."""

    text: str
    done: bool


def needs_of(reading: LessonReading) -> list[Need]:
    """How this lesson is completed, in the order of doing it."""
    demands = {demand.condition: demand for demand in reading.page.demands}
    needs: list[Need] = []
    for condition in Condition:
        if condition == Condition.ACTIVITIES:
            needs += _activities(reading)
        elif demand := demands.get(condition):
            needs += _needs(reading, demand)
    return needs


def _needs(reading: LessonReading, demand: Demand) -> Iterator[Need]:
    """Questions together, and each quiz by its name."""
    quizzes = [quiz for pk, quiz in reading.quizzes.items() if pk in demand.parts]
    passes = demand.condition == Condition.PASSED
    others = tuple(pk for pk in demand.parts if pk not in reading.quizzes)
    if others or not quizzes:
        yield _need(reading, replace(demand, parts=others))
    words = _("Pass “%(title)s”.") if passes else _("Hand in “%(title)s”.")
    for quiz in quizzes:
        graded = quiz.quiz.rules.pass_mark is not None
        done = quiz.passed if passes and graded else quiz.is_handed_in
        yield Need(text=words % {"title": quiz.quiz.title}, done=done)


def _activities(reading: LessonReading) -> Iterator[Need]:
    if Condition.ACTIVITIES in reading.page.conditions:
        for one in reading.embedded_needs:
            text = _("Do “%(title)s”.") % {"title": one.title}
            yield Need(text=text, done=one.is_completed)


def _need(reading: LessonReading, demand: Demand) -> Need:
    met, total = reading.done.of(demand)
    # Done under an earlier rule is done: nothing of it is asked again. The questions of
    # this reader are told as they stand, for the lesson shows them below each other.
    done = met == total
    if demand.condition != Condition.ANSWERED:
        done = done or reading.has_done_own_part
    return Need(text=words_of(demand.condition, met, total), done=done)


def words_of(condition: Condition, met: int, total: int) -> str:
    """A condition as a sentence to the learner: ``met`` of ``total`` is done."""
    numbers = {"total": total, "answered": met, "met": met}
    match condition:
        case Condition.OPENED:
            return _("Open this lesson.")
        case Condition.WATCHED:
            return (
                ngettext(
                    "Watch or listen to the recording in this lesson.",
                    "Watch or listen to the %(total)s recordings in this lesson (%(met)s done).",
                    total,
                )
                % numbers
            )
        case Condition.ANSWERED:
            return (
                ngettext(
                    "Answer the question. It need not be right at once.",
                    "Answer the %(total)s questions (%(answered)s answered). They need not be right at once.",
                    total,
                )
                % numbers
            )
        case Condition.PASSED:
            return (
                ngettext(
                    "Pass the test in this lesson.",
                    "Pass the %(total)s tests in this lesson (%(met)s passed).",
                    total,
                )
                % numbers
            )
        case Condition.CONFIRMED:
            return _("A trainer confirms that you have done this lesson.")
        case _:
            return _("Say that you have read this lesson.")
