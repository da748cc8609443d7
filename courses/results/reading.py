"""Results per question of a course, a lesson, a test or the bank, for who may edit it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from courses.models import (
    BankQuestion,
    CoursePage,
    LessonPage,
    QuestionVersion,
    TestPage,
)
from courses.questions import KINDS, Question, question_in
from courses.quizzes import Quiz
from lms.learning.models import LearningActivity

from .counting import Key, count
from .items import Item
from .telling import item_of

BANK_QUESTION = "bank_question"
BANK = 0  # where a question of the bank stands, for ``count``

Step = LessonPage | TestPage


@dataclass(frozen=True, slots=True)
class Result:
    """A question with its figures; without them while too few people answered."""

    question: Question
    item: Item | None
    is_banked: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A lesson or a test with its questions, in order."""

    page: Step
    results: tuple[Result, ...]

    @property
    def suspects(self) -> int:
        return sum(bool(one.item and one.item.is_suspect) for one in self.results)


@dataclass(slots=True)
class _Asked:
    """What a step asks: its own questions, and what it takes from the bank, in order."""

    step: Step
    parts: list[Question | int] = field(default_factory=list)  # rows of the bank
    topics: list[int] = field(default_factory=list)


def results_of(page: CoursePage | Step) -> list[Section]:
    """The results of all questions of a page, and of what lies below it.

    A constant number of queries. Steps without questions are left out.
    """
    asked = [_asked_in(step) for step in _steps_of(page)]
    bank = _Bank.of(asked)
    keys = [one.step.translation_key for one in asked]
    activities = dict(
        LearningActivity.objects.filter(key__in=keys).values_list("key", "pk")
    )
    counted = count(set(activities.values()), {one.id for one in bank.questions()})
    sections = []
    for one in asked:
        place = activities.get(one.step.translation_key, -1)
        results = tuple(
            _result(question, (BANK if is_banked else place, question.id), counted)
            for question, is_banked in bank.in_order(one)
        )
        if results:
            sections.append(Section(one.step, results))
    return sections


def result_of(question: BankQuestion) -> Result | None:
    """The result of a question of the bank; nothing for one that was never published."""
    bank = _Bank.holding([(question.pk, question.translation_key, None)])
    asked = bank.by_row.get(question.pk)
    if asked is None:
        return None
    return _result(asked, (BANK, asked.id), count(set(), {asked.id}))


def _result(question: Question, key: Key, counted: dict[Key, Any]) -> Result:
    alike = counted.get(key)
    item = item_of(question, alike) if alike else None
    return Result(question, item, is_banked=key[0] == BANK)


def _steps_of(page: CoursePage | Step) -> list[Step]:
    """The lessons and tests of a course that are live, in order; a step is its own."""
    if not isinstance(page, CoursePage):
        return [page]
    found: list[Step] = [
        *LessonPage.objects.live().descendant_of(page),
        *TestPage.objects.live().descendant_of(page),
    ]
    return sorted(found, key=lambda step: str(step.path))


def _asked_in(step: Step) -> _Asked:
    asked = _Asked(step)
    if isinstance(step, TestPage):
        _take(asked, step.quiz)
        return asked
    for block in step.body.raw_data:
        value = block["value"] or {}
        if block["type"] in KINDS:
            asked.parts.append(question_in(block))
        elif block["type"] == BANK_QUESTION and value.get("question"):
            asked.parts.append(int(value["question"]))
        elif block["type"] == "quiz":
            _take(asked, Quiz.from_value(UUID(str(block["id"])), value))
    return asked


def _take(asked: _Asked, quiz: Quiz) -> None:
    asked.parts += quiz.chosen
    asked.topics += [draw.topic for draw in quiz.draws]


@dataclass(slots=True)
class _Bank:
    """The questions of the bank that some steps ask, as they were published last."""

    by_row: dict[int, Question] = field(default_factory=dict)
    by_topic: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, asked: Sequence[_Asked]) -> _Bank:
        """Two queries; none when nothing of the bank is asked."""
        rows = {part for one in asked for part in one.parts if isinstance(part, int)}
        topics = {topic for one in asked for topic in one.topics}
        if not rows and not topics:
            return cls()
        found = BankQuestion.objects.filter(Q(pk__in=rows) | Q(topic__in=topics))
        return cls.holding(
            found.order_by("title", "pk").values_list("pk", "translation_key", "topic")
        )

    @classmethod
    def holding(cls, rows: Iterable[tuple[int, UUID, int | None]]) -> _Bank:
        """Those of these rows that were published: one query."""
        known = list(rows)
        bank = cls()
        versions = QuestionVersion.objects.latest_of({key for _, key, _ in known})
        questions = {one.key: one.question for one in versions.order_by("-pk")}
        for row, key, topic in known:
            if key in questions:
                bank.by_row[row] = questions[key]
                if topic is not None:
                    bank.by_topic.setdefault(topic, []).append(row)
        return bank

    def questions(self) -> Iterable[Question]:
        return self.by_row.values()

    def in_order(self, asked: _Asked) -> Iterator[tuple[Question, bool]]:
        """The questions of a step, each once, and whether they are of the bank."""
        drawn = [row for topic in asked.topics for row in self.by_topic.get(topic, ())]
        seen: set[UUID] = set()
        for part in [*asked.parts, *drawn]:
            question = self.by_row.get(part) if isinstance(part, int) else part
            if question is not None and question.id not in seen:
                seen.add(question.id)
                yield question, isinstance(part, int)
