"""A lesson as one reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.utils.functional import cached_property

from courses.demands import Done
from courses.enums import DERIVED, Condition
from courses.models import Answer, Fulfilment, LessonPage, ReflectionNote
from courses.models.played import tree_at
from courses.outline import Module, Outline, Step, lesson_keys, outline_of
from courses.parts import Asked, Embedded, Reflected, parts_of
from courses.questions import Question
from courses.standings import Standing, parts, standings, what_comes_first
from lms.learning.exceptions import First

from .needs import Need, needs_of
from .words import of_this_lesson, what_completes
from .work import AskedNow, EmbeddedNow, ReflectedNow, Refusal

if TYPE_CHECKING:
    from lms.accounts.models import User

# Conditions that are known without asking: standings tell whether somebody has read it.
UNTOLD = {*DERIVED, Condition.READ}


@dataclass(kw_only=True)
class LessonReading:
    """A lesson as one reader sees it."""

    page: LessonPage
    outline: Outline
    course: Standing | None
    standing: Standing | None
    activities: dict[int, Standing]
    first: tuple[First, ...] = ()
    refusal: Refusal | None = None
    draft: bool = False
    recorded: bool = True
    answers: dict[UUID, tuple[tuple[str, ...], bool]] = field(default_factory=dict)
    notes: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    fulfilled: set[tuple[str, UUID | None]] = field(default_factory=set)

    @property
    def number(self) -> int:
        return self.outline.number_of(self.page.pk)

    @property
    def way_on(self) -> First:
        """What to do before this lesson opens: of a chain of lessons the first open one."""
        first = self.first[0]
        for step in self.outline.steps:
            if step.url == first.address and step.first:
                last = self.course.last_part if self.course else None
                begin = self.outline.where_to_go_on(last) or step
                return First(begin.title, begin.url)
        return first

    @property
    def what_completes(self) -> tuple[str, ...]:
        """What this lesson is for its course, where the course does without some."""
        steps = (one for one in self.outline.steps if one.pk == self.page.pk)
        found = (of_this_lesson(next(steps, None)), what_completes(self.outline))
        return tuple(text for text in found if text)

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
    def has_done_own_part(self) -> bool:
        """Whether only something embedded can be left."""
        standing = self.standing
        return bool(
            standing and (standing.is_completed or standing.own_progress == 100)
        )

    @property
    def has_read(self) -> bool:
        """Whether the reader said so, or that need not be said any more."""
        return self.has_done_own_part or bool(self.standing and self.standing.read)

    @property
    def asks_to_say_so(self) -> bool:
        """Whether the button is there with which one says that one has read it."""
        asked = Condition.READ in self.page.conditions
        return self.recorded and asked and not self.has_read

    @cached_property
    def done(self) -> Done:
        """What this reader did of what the lesson demands."""
        read = {(str(Condition.READ), None)} if self.has_read else set()
        return Done(
            opened=bool(self.standing and self.standing.has_begun),
            answered=self.answers.keys(),
            fulfilled=self.fulfilled | read,
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
        return shown

    @property
    def unplaced(self) -> Refusal | None:
        """What was refused, when its place is gone from the lesson."""
        places = {str(pk) for pk in self.page.questions} | self.page.reflections
        refused = self.refusal
        return refused if refused and str(refused.block) not in places else None

    @property
    def unanswered(self) -> list[UUID]:
        """Questions that completing takes and that were never answered, in order."""
        if Condition.ANSWERED not in self.page.conditions:
            return []
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
    """A lesson for a reader: three queries.

    One more for answers, one for notes, one where more is recorded than that somebody
    read it, and one where something comes first.
    """
    rows = tree_at(page.course_path)
    course = rows[0]
    embedded = page.embedded
    own = [course["translation_key"], page.translation_key]
    taking_part = parts(reader, keys=[*lesson_keys(rows), *own], pks=embedded)
    found = standings(taking_part, keys=own, pks=embedded)
    waits = what_comes_first(reader, rows, taking_part)
    tail = len(page.url_path) - len(course["url_path"])
    reading = LessonReading(
        page=page,
        outline=outline_of(
            rows, course_url=url[:-tail], standings=taking_part, waits=waits
        ),
        course=found.get(course["translation_key"]),
        standing=found.get(page.translation_key),
        activities={one.pk: one for one in found.values() if one.pk in embedded},
        first=waits.get(course["translation_key"], ())
        or waits.get(page.translation_key, ()),
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
    recorded = {demand.condition for demand in reading.page.demands} - UNTOLD
    if recorded and not reading.has_done_own_part:
        reading.fulfilled = Fulfilment.objects.in_lesson(participation).met()
