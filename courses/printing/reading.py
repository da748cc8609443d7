"""What paper shows of lessons to one reader: the same number of queries for any number.

Bodies come from the player's cache (``courses.parts``), as on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from courses.models import Answer, LessonNote, LessonPage, ReflectionNote
from courses.models.pools import published, questions_at
from courses.parts import (
    Asked,
    Banked,
    Embedded,
    Part,
    Quizzed,
    Reflected,
    parts_of,
)
from courses.questions import Question, Response
from courses.standings import parts
from lms.learning.models import LearningActivity

from .questions import PrintedQuestion, on_paper

if TYPE_CHECKING:
    from lms.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedReflection:
    """Something to think about, with one's own note where it was asked for."""

    kind: ClassVar[str] = "reflection"
    prompt: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAnswer:
    """A question; its kind tells the template so."""

    kind: ClassVar[str] = "question"
    question: PrintedQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedActivity:
    """Another activity: paper says where it is."""

    kind: ClassVar[str] = "activity"
    activity: LearningActivity
    introduction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuiz:
    """A quiz: its questions may be drawn, so that paper only says that it is there."""

    kind: ClassVar[str] = "quiz"
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLesson:
    """A lesson on paper."""

    page: LessonPage
    number: int
    url: str
    parts: tuple[Any, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What the reader did in all of the lessons."""

    participations: dict[UUID, int]
    answers: dict[tuple[int, UUID], Response | None]
    banked: dict[int, Question]
    reflections: dict[tuple[int, str], str]
    notes: dict[int, str]
    activities: dict[int, LearningActivity]


def printed_lessons(
    lessons: Sequence[tuple[LessonPage, int, str]],
    reader: User,
    *,
    with_notes: bool,
) -> list[PrintedLesson]:
    """Lessons, each with its number and address, as this reader's paper shows them.

    Seven queries at most, whatever the number of lessons.
    """
    work = _work(lessons, reader, with_notes=with_notes)
    return [
        PrintedLesson(
            page=page,
            number=number,
            url=url,
            parts=_parts(page, work),
            note=work.notes.get(work.participations.get(page.translation_key, 0), ""),
        )
        for page, number, url in lessons
    ]


def _work(
    lessons: Sequence[tuple[LessonPage, int, str]], reader: User, *, with_notes: bool
) -> _Work:
    keys = [page.translation_key for page, _number, _url in lessons]
    taken = {
        key: part.participation
        for key, part in parts(reader, keys=keys).items()
        if part.participation is not None
    }
    own = list(taken.values())
    return _Work(
        participations=taken,
        answers={
            (participation, question): response
            for participation, question, response in Answer.objects.filter(
                participation__in=own
            )
            .outside_attempts()
            .order_by("pk")
            .values_list("participation", "question", "response")
        },
        banked=_banked([page for page, _number, _url in lessons]),
        reflections=_reflections(own) if with_notes else {},
        notes=_notes(own) if with_notes else {},
        activities=LearningActivity.objects.in_bulk(
            {pk for page, _number, _url in lessons for pk in page.embedded}
        ),
    )


def _reflections(participations: list[int]) -> dict[tuple[int, str], str]:
    found = ReflectionNote.objects.filter(participation__in=participations)
    return {
        (participation, str(block)): text
        for participation, block, text in found.values_list(
            "participation", "block", "text"
        )
    }


def _notes(participations: list[int]) -> dict[int, str]:
    found = LessonNote.objects.filter(participation__in=participations)
    return dict(found.values_list("participation", "text"))


def _banked(lessons: Sequence[LessonPage]) -> dict[int, Question]:
    """The questions of the bank in these lessons, as they were published last."""
    parts_in = (part for page in lessons for part in parts_of(page))
    versions = published({part.row for part in parts_in if isinstance(part, Banked)})
    questions = questions_at(versions.values())
    return {row: questions[version] for row, version in versions.items()}


def _parts(page: LessonPage, work: _Work) -> tuple[Any, ...]:
    own = work.participations.get(page.translation_key, 0)
    shown: list[Any] = []
    number = 0
    for part in parts_of(page):
        if question := _question_in(part, work):
            number += 1
            response = work.answers.get((own, question.id))
            shown.append(PrintedAnswer(question=on_paper(question, number, response)))
        elif (other := _other(part, page, own, work)) is not None:
            shown.append(other)
    return tuple(shown)


def _question_in(part: Part, work: _Work) -> Question | None:
    match part:
        case Asked():
            return part.question
        case Banked():
            return work.banked.get(part.row)
    return None


def _other(part: Part, page: LessonPage, own: int, work: _Work) -> Any:
    """What is no question; nothing for what is not there (any more)."""
    match part:
        case Banked():
            return None
        case Quizzed():
            quiz = page.quizzes.get(part.id)
            return PrintedQuiz(title=quiz.title) if quiz else None
        case Reflected():
            text = work.reflections.get((own, part.id), "")
            return PrintedReflection(prompt=part.prompt, text=text)
        case Embedded():
            activity = work.activities.get(part.activity)
            return activity and PrintedActivity(
                activity=activity, introduction=part.introduction
            )
    return part
