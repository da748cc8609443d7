"""A test as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.models import TestPage

from .attempt import Refused
from .quiz import QuizNow, read_quizzes
from .step import StepReading, read_step

if TYPE_CHECKING:
    from lms.accounts.models import User


@dataclass(kw_only=True)
class TestReading(StepReading):
    """The page of a test, with the reader's attempts."""

    __test__ = False  # for pytest, which goes by the name

    quiz: QuizNow
    imagined: str = ""  # the state of who is made up for a preview


def read_test(
    page: TestPage,
    reader: User | None,
    *,
    url: str,
    refused: Refused | None = None,
    wanted: str = "",
) -> TestReading:
    """A test for a reader: three queries for where it stands, three for the attempts."""
    step, _shown = read_step(page, reader, url=url)
    participation = step.standing.participation if step.standing else None
    quizzes = read_quizzes(page.quizzes, participation, refused=refused, wanted=wanted)
    return TestReading(
        page=page,
        outline=step.outline,
        course=step.course,
        standing=step.standing,
        first=step.first,
        quiz=quizzes[page.quiz.id],
    )
