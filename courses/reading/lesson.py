"""A lesson as one reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.utils.functional import cached_property

from courses.models import Answer, LessonPage, ReflectionNote
from courses.models.pages import tree_at
from courses.outline import Module, Outline, Step, lesson_keys, outline_of
from courses.parts import Asked, Embedded, Reflected, parts_of
from courses.questions import Question
from courses.standings import Standing, parts, standings

from .needs import Need, needs_of
from .place import with_place
from .work import AskedNow, EmbeddedNow, ReflectedNow, Refusal

if TYPE_CHECKING:
    from lms.accounts.models import User


@dataclass(kw_only=True)
class LessonReading:
    """A lesson as one reader sees it."""

    page: LessonPage
    outline: Outline
    course: Standing | None
    standing: Standing | None
    activities: dict[int, Standing]
    refusal: Refusal | None = None
    draft: bool = False
    recorded: bool = True
    answers: dict[UUID, tuple[tuple[str, ...], bool]] = field(default_factory=dict)
    notes: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return self.outline.number_of(self.page.pk)

    @property
    def modules(self) -> Iterator[tuple[Module, str]]:
        """The modules, and in the one that holds this lesson its address."""
        for module in self.outline.modules:
            here = (step.url for step in module.steps if step.pk == self.page.pk)
            yield module, next(here, "")

    @cached_property
    def around(self) -> tuple[Step | None, Step | None]:
        return self.outline.around(self.page.pk)

    @property
    def before(self) -> Step | None:
        return self.around[0]

    @property
    def after(self) -> Step | None:
        return self.around[1]

    @property
    def has_read(self) -> bool:
        """Whether the own part is done: only something embedded can be left."""
        standing = self.standing
        return bool(
            standing and (standing.is_completed or standing.own_progress == 100)
        )

    @cached_property
    def parts(self) -> list[Any]:
        """The body, in order, with the reader's own state."""
        shown: list[Any] = []
        number = 0
        for part in parts_of(self.page, draft=self.draft):
            if isinstance(part, Asked):
                number += 1
                shown.append(self._asked(part.question, number))
            elif isinstance(part, Reflected):
                shown.append(self._reflected(part))
            elif isinstance(part, Embedded):
                if standing := self.activities.get(part.activity):
                    value = {"activity": standing, "introduction": part.introduction}
                    shown.append(
                        EmbeddedNow(id=part.id, value=value, standing=standing)
                    )
            else:
                shown.append(part)
        return with_place(shown, self.standing.block if self.standing else None)

    @property
    def unplaced(self) -> Refusal | None:
        """What was refused, when its place is gone from the lesson."""
        places = {str(pk) for pk in self.page.questions} | self.page.reflections
        refused = self.refusal
        return refused if refused and str(refused.block) not in places else None

    @property
    def unanswered(self) -> list[UUID]:
        """Questions that were never answered, in order."""
        return [pk for pk in self.page.questions if pk not in self.answers]

    @cached_property
    def embedded_needs(self) -> list[Standing]:
        """The embedded activities that the lesson demands."""
        return [
            part.standing
            for part in self.parts
            if isinstance(part, EmbeddedNow) and part.standing.is_offered
        ]

    @property
    def needs(self) -> list[Need]:
        """How this lesson is completed, in the order of doing it."""
        return needs_of(self)

    def _asked(self, question: Question, number: int) -> AskedNow:
        response, correct = self.answers.get(question.id, (None, False))
        refused = self.refusal
        return AskedNow(
            question=question,
            number=number,
            response=response,
            correct=correct,
            form_key=uuid4(),
            error=refused.error if refused and refused.is_about(question.id) else "",
        )

    def _reflected(self, part: Reflected) -> ReflectedNow:
        text, saved_at = self.notes.get(part.id, ("", None))
        refused = self.refusal
        if refused and str(refused.block) == part.id:
            return ReflectedNow(
                id=part.id, prompt=part.prompt, text=refused.text, error=refused.error
            )
        return ReflectedNow(
            id=part.id, prompt=part.prompt, text=text, saved_at=saved_at
        )


def read_lesson(
    page: LessonPage,
    reader: User | None,
    *,
    url: str,
    refusal: Refusal | None = None,
    draft: bool = False,
) -> LessonReading:
    """A lesson for a reader: three queries, one more for answers and one for notes."""
    rows = tree_at(page.course_path)
    course = rows[0]
    embedded = page.embedded
    own = [course["translation_key"], page.translation_key]
    taking_part = parts(reader, keys=[*lesson_keys(rows), *own], pks=embedded)
    found = standings(taking_part, keys=own, pks=embedded)
    tail = len(page.url_path) - len(course["url_path"])
    reading = LessonReading(
        page=page,
        outline=outline_of(rows, course_url=url[:-tail], standings=taking_part),
        course=found.get(course["translation_key"]),
        standing=found.get(page.translation_key),
        activities={one.pk: one for one in found.values() if one.pk in embedded},
        refusal=refusal,
        draft=draft,
    )
    participation = reading.standing.participation if reading.standing else None
    if participation is not None:
        _load_work(reading, participation)
    return reading


def _load_work(reading: LessonReading, participation: int) -> None:
    if reading.page.questions:
        reading.answers = {
            question: (tuple(response), correct)
            for question, response, correct in Answer.objects.in_lesson(participation)
            .order_by("pk")
            .values_list("question", "response", "correct")
        }
    if reading.page.reflections:
        reading.notes = {
            str(block): (text, saved_at)
            for block, text, saved_at in ReflectionNote.objects.in_lesson(
                participation
            ).values_list("block", "text", "saved_at")
        }
