"""A lesson as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.utils.functional import cached_property

from courses.asking import DRAFT, AskedNow
from courses.demands import Done
from courses.enums import DERIVED, Condition
from courses.models import Answer, Fulfilment, LessonPage, ReflectionNote, Watched
from courses.parts import (
    Asked,
    Banked,
    Embedded,
    Part,
    Played,
    Quizzed,
    Reflected,
    parts_of,
)
from courses.questions import Open, Question, Verdict
from courses.standings import Standing
from lms.learning.exceptions import First

from .attempt import Refused
from .needs import Need, needs_of
from .place import with_place
from .quiz import QuizNow, read_quizzes
from .step import StepReading, read_step
from .watching import PlayedNow, played_now
from .words import of_this_lesson, what_completes
from .work import NOTHING, EmbeddedNow, Given, ReflectedNow, Refusal

if TYPE_CHECKING:
    from lms.accounts.models import User

# Conditions that are known without asking: standings tell whether somebody has read it.
UNTOLD = {*DERIVED, Condition.READ}


@dataclass(kw_only=True)
class LessonReading(StepReading):
    """A lesson as one reader sees it."""

    activities: dict[int, Standing]
    refusal: Refusal | None = None
    draft: bool = False
    answers: dict[UUID, Given] = field(default_factory=dict)
    imagined: str = ""
    notes: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    quizzes: dict[UUID, QuizNow] = field(default_factory=dict)
    watched: dict[tuple[str, str], Watched] = field(default_factory=dict)
    fulfilled: set[tuple[str, UUID | None]] = field(default_factory=set)
    _asked_so_far: int = 0

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
    def what_it_is_for_its_course(self) -> str:
        """That the course does without it, or leaves the choice; else nothing."""
        steps = (one for one in self.outline.steps if one.pk == self.page.pk)
        leaves_the_choice = self.outline.asked < self.outline.counting
        return of_this_lesson(next(steps, None)) or (
            what_completes(self.outline) if leaves_the_choice else ""
        )

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
            answered=self.answers.keys()
            | {pk for pk, quiz in self.quizzes.items() if quiz.is_handed_in},
            fulfilled=self.fulfilled | read,
        )

    @cached_property
    def parts(self) -> list[Any]:
        """The body, in order, with the reader's own state."""
        self._asked_so_far = 0
        shown = map(self._now, parts_of(self.page, draft=self.draft))
        found = [part for part in shown if part is not None]
        return with_place(found, self.standing.block if self.standing else None)

    def _now(self, part: Part) -> Any:
        """A part with the reader's own state; nothing for what is not there (any more)."""
        match part:
            case Asked():
                return self._asked(part.question)
            case Banked():
                banked = self.page.banked.get(part.row)
                return self._asked(banked[1]) if banked else None
            case Quizzed():
                return self.quizzes.get(part.id)
            case Reflected():
                return self._reflected(part)
            case Embedded():
                return self._embedded(part)
            case Played():
                return self._played(part)
        return part

    def _embedded(self, part: Embedded) -> EmbeddedNow | None:
        standing = self.activities.get(part.activity)
        if standing is None:
            return None
        value = {"activity": standing, "introduction": part.introduction}
        return EmbeddedNow(id=part.id, value=value, standing=standing)

    @property
    def unplaced(self) -> Refusal | None:
        """What was refused, when its place is gone from the lesson."""
        blocks = [*self.page.questions, *self.page.quizzes]
        places = {str(pk) for pk in blocks} | self.page.reflections
        refused = self.refusal
        return refused if refused and str(refused.block) not in places else None

    @property
    def unanswered(self) -> list[UUID]:
        """What completing takes and was never answered or handed in, in that order."""
        if Condition.ANSWERED not in self.page.conditions:
            return []
        questions = [pk for pk in self.page.questions if pk not in self.answers]
        return questions + [
            pk for pk, quiz in self.quizzes.items() if not quiz.is_handed_in
        ]

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

    def _asked(self, question: Question) -> AskedNow:
        self._asked_so_far += 1
        given = self.answers.get(question.id, NOTHING)
        refused = self.refusal
        if refused is None or not refused.is_about(question.id):
            refused = None
        return AskedNow(
            question=question,
            number=self._asked_so_far,
            form_key=uuid4(),
            response=given.response,
            verdict=given.verdict,
            answered_at=given.answered_at,
            error=refused.error if refused else "",
            faulty=refused.parts if refused else (),
            sent=refused.sent if refused else None,
            saves=DRAFT if isinstance(question, Open) else "",
        )

    def _played(self, part: Played) -> PlayedNow:
        known = self.watched.get((part.id, part.media.file))
        return played_now(part, self.page, known)

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
    refused: Refused | None = None,
    wanted: str = "",
) -> LessonReading:
    """A lesson for a reader: three queries.

    One more for answers, one for notes, one where more is recorded than that somebody
    read it, one where something comes first, and those of its quizzes.
    """
    step, activities = read_step(page, reader, url=url, embedded=page.embedded)
    reading = LessonReading(
        page=page,
        outline=step.outline,
        course=step.course,
        standing=step.standing,
        activities=activities,
        first=step.first,
        refusal=refusal,
        draft=draft,
    )
    participation = reading.standing.participation if reading.standing else None
    if participation is not None:
        _load_work(reading, participation)
    reading.quizzes = read_quizzes(
        page.quizzes, participation, refused=refused, wanted=wanted
    )
    return reading


def _load_work(reading: LessonReading, participation: int) -> None:
    if reading.page.questions:
        given = Answer.objects.in_lesson(participation).outside_attempts()
        answers = given.order_by("pk")
        reading.answers = {
            question: Given(
                response=response,
                verdict=Verdict(score=score, right=correct),
                answered_at=answered_at,
            )
            for question, response, score, correct, answered_at in answers.values_list(
                "question", "response", "score", "correct", "answered_at"
            )
        }
    if reading.page.reflections:
        reading.notes = {
            str(block): (text, saved_at)
            for block, text, saved_at in ReflectionNote.objects.in_lesson(
                participation
            ).values_list("block", "text", "saved_at")
        }
    if reading.page.watchables:
        reading.watched = {
            (str(row.block), row.media): row
            for row in Watched.objects.in_lesson(participation)
        }
    recorded = {demand.condition for demand in reading.page.demands} - UNTOLD
    if recorded and not reading.has_done_own_part:
        reading.fulfilled = Fulfilment.objects.in_lesson(participation).met()
