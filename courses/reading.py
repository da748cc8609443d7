"""What the pages of the player show to one reader: everything loaded, nothing decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.common import clock

from .models import Answer, CoursePage, LessonPage, ReflectionNote
from .models.pages import tree_at
from .outline import Module, Outline, Step, lesson_keys, outline_of
from .parts import Asked, Embedded, Reflected, parts_of
from .questions import Choice as ChoiceQuestion
from .questions import Option
from .standings import Standing, parts, standings

if TYPE_CHECKING:
    from lms.accounts.models import User


@dataclass(kw_only=True)
class CourseReading:
    """A course as one reader sees it."""

    outline: Outline
    standing: Standing | None

    @property
    def participation(self) -> Standing | None:
        """How the reader stands; nothing for who does not take part."""
        return self.standing if self.standing and self.standing.takes_part else None

    @property
    def next_step(self) -> Step | None:
        """The lesson behind the one button."""
        last = self.standing.last_part if self.standing else None
        return self.outline.where_to_go_on(last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer as it is shown: chosen or not and, once answered, what to say of it."""

    option: Option
    chosen: bool
    verdict: str  # "right", "wrong", "missed" or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNow:
    """A question with what this reader answered last."""

    kind = "question"
    question: ChoiceQuestion
    number: int
    response: tuple[str, ...] | None
    correct: bool
    form_key: UUID
    error: str = ""

    @property
    def is_answered(self) -> bool:
        return self.response is not None

    @property
    def choices(self) -> Iterator[Choice]:
        chosen = self.response or ()
        for option in self.question.options:
            is_chosen = option.id in chosen
            verdict = ""
            if self.is_answered and is_chosen:
                verdict = "right" if option.correct else "wrong"
            elif self.is_answered and option.correct:
                verdict = "missed"
            yield Choice(option=option, chosen=is_chosen, verdict=verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectedNow:
    """A private note as it was last saved, or as it was refused."""

    kind = "reflection"
    id: str
    prompt: str
    text: str = ""
    saved_at: datetime | None = None
    error: str = ""

    @property
    def saved_today(self) -> bool:
        return bool(self.saved_at and clock.local_date(self.saved_at) == clock.today())


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedNow:
    """The card of an activity with how the reader stands in it."""

    kind = "activity"
    id: str
    value: dict[str, Any]
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that completing the lesson takes."""

    text: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was sent and refused, to be shown at its place with nothing lost."""

    block: UUID
    error: str
    text: str = ""
    others: tuple[UUID, ...] = ()

    def is_about(self, block: UUID) -> bool:
        """Whether its sentence belongs at this block too."""
        return block == self.block or block in self.others


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
        return shown

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
        needs = []
        if total := len(self.page.questions):
            answered = total - len(self.unanswered)
            text = ngettext(
                "Answer the question. It need not be right at once.",
                "Answer the %(total)s questions (%(answered)s answered). They need not be right at once.",
                total,
            ) % {"total": total, "answered": answered}
            needs.append(Need(text=text, done=answered == total))
        needs += [
            Need(
                text=_("Do “%(title)s”.") % {"title": one.title}, done=one.is_completed
            )
            for one in self.embedded_needs
        ]
        needs.append(
            Need(text=_("Say that you have read this lesson."), done=self.has_read)
        )
        return needs

    def _asked(self, question: ChoiceQuestion, number: int) -> AskedNow:
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


def read_course(page: CoursePage, reader: User | None, *, url: str) -> CourseReading:
    """A course for a reader, or for nobody in particular: three queries."""
    rows = page.tree()
    own = page.translation_key
    found = parts(reader, keys=[*lesson_keys(rows), own])
    return CourseReading(
        outline=outline_of(rows, course_url=url, standings=found),
        standing=standings(found, keys=[own]).get(own),
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
