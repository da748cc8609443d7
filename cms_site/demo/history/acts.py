"""What a person of the demo can do. Each act is planned now and happens later."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from uuid import UUID

from certification.operations import attest_by_itself, award
from cms_site.demo.streams import identity
from courses import operations as courses
from courses.models import LessonPage
from courses.models.pools import questions_at
from courses.questions import Choice, Likert, Question, Response
from courses.quizzes import Quiz
from dilemmas import operations as dilemmas
from dilemmas.models import ScenarioPage
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Source
from lms.learning.models import Completion, LearningActivity, Participation
from lms.organisation.models import Mandate

from .offer import Offer

# What somebody of the demo writes where no answer is right or wrong.
OWN_WORDS = "Ik leg het eerst voor aan mijn leidinggevende."

Act = Callable[[], None]
READING = timedelta(minutes=6)
ANSWERING = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who learns, under one mandate or none, with dice of their own."""

    person: User
    mandate: Mandate | None
    dice: Random
    offer: Offer
    in_detail: bool = (
        False  # answers every question, which is slower: for some who sign in
    )
    joined: dict[str, int] = field(default_factory=dict)

    def joins(self, code: str) -> Act:
        return lambda: _nothing(self._join(code))

    def is_asked(self, code: str, *, by: User, due_on: date | None) -> Act:
        """HR asks it of this person, who needs a mandate for that."""
        return partial(self._be_asked, code, by=by, due_on=due_on)

    def shares(self, code: str) -> Act:
        return lambda: _nothing(learning.share(self._join(code)))

    def opens_lesson(self, code: str, number: int) -> Act:
        """Begins a lesson and leaves it there."""
        return lambda: _nothing(self._open(code, self.offer.lessons[code][number]))

    def does_lesson(self, code: str, number: int) -> Act:
        """Reads a lesson, answers its questions, says that it is done."""
        lesson = self.offer.lessons[code][number]
        return partial(self._do_lesson, code, lesson, resumes=True)

    def does_course(self, code: str, *, first: int | None = None) -> list[Act]:
        """Joins a course and does its lessons, or the ``first`` so many of them."""
        lessons = self.offer.lessons[code][:first]
        resumes = first is not None
        return [
            self.joins(code),
            *(
                partial(self._do_lesson, code, each, resumes=resumes)
                for each in lessons
            ),
        ]

    def plays(self, slug: str) -> Act:
        """Plays a dilemma to one of its endings; each choice is thrown for."""
        return partial(self._play, self.offer.scenarios[slug])

    def attends(self, code: str, *, trainer: User) -> Act:
        """A trainer records that this person did what the trainer led."""
        return partial(self._attend, code, trainer)

    def earns(self, code: str) -> Act:
        """The certificate, at the moment of the completion that earned it."""
        return partial(self._earn, self.offer.activities[code])

    def _join(self, code: str) -> int:
        """The participation, by its id; joining twice costs nothing."""
        if code not in self.joined:
            self.joined[code] = learning.register(
                self.person, self.offer.activities[code], mandate=self.mandate
            ).pk
        return self.joined[code]

    def _be_asked(self, code: str, *, by: User, due_on: date | None) -> None:
        if self.mandate is not None:
            learning.assign(
                self.person,
                self.offer.activities[code],
                mandate=self.mandate,
                by=by,
                due_on=due_on,
            )

    def _open(self, code: str, lesson: LessonPage) -> Participation:
        return courses.open_lesson(
            self._join(code), self.offer.lesson_activities[lesson.pk]
        )

    def _do_lesson(self, code: str, lesson: LessonPage, *, resumes: bool) -> None:
        if self.in_detail:
            self._do_lesson_in_detail(code, lesson)
            return
        activity = self.offer.lesson_activities[lesson.pk]
        part = learning.register(self.person, activity, mandate=self.mandate)
        if resumes:  # the course is left there, to go on with later
            learning.move_to(self._join(code), activity)
        for activity_id in lesson.embedded:
            self._play(self.offer.scenario_of[activity_id])
        with clock.at(clock.now() + READING):
            learning.report_progress(part.pk, 100)

    def _do_lesson_in_detail(self, code: str, lesson: LessonPage) -> None:
        participation = self._open(code, lesson)
        moment = clock.now() + READING
        for question in lesson.questions.values():
            with clock.at(moment):
                courses.answer(
                    participation.pk,
                    lesson,
                    question=question.id,
                    sent=question.form_data(self._respond(question)),
                    form_key=identity("answer", self.person.email, question.id),
                )
            moment += ANSWERING
        for block in lesson.media:
            with clock.at(moment):
                courses.read_instead(participation.pk, lesson, block=block)
        for quiz in lesson.quizzes.values():
            with clock.at(moment):
                self._do_quiz(participation.pk, lesson, quiz)
        for activity_id in lesson.embedded:
            with clock.at(moment):
                self._play(self.offer.scenario_of[activity_id])
        with clock.at(moment):
            courses.complete_lesson(participation.pk, lesson)

    def _do_quiz(self, participation: int, lesson: LessonPage, quiz: Quiz) -> None:
        seed = self.dice.getrandbits(48)
        attempt = courses.begin_attempt(participation, lesson, quiz, seed=seed)
        for question in questions_at(attempt.pinned.values()).values():
            courses.answer_attempt(
                participation,
                lesson,
                attempt.pk,
                question=question.id,
                sent=question.form_data(self._respond(question)),
                form_key=identity("quiz", self.person.email, question.id),
            )
        courses.hand_in(participation, lesson, attempt.pk)

    def _respond(self, question: Question) -> Response:
        """Mostly right; now and then one of the mistakes that people really make."""
        if isinstance(question, Likert):
            return [self.dice.choice(question.scale).id]
        if isinstance(question, Choice) and self.dice.random() >= 0.75:
            return [self.dice.choice(question.options).id]
        return question.solution() or [OWN_WORDS]

    def _play(self, page: ScenarioPage) -> None:
        play = dilemmas.begin(self.person, page, mandate=self.mandate)
        graph = play.version.compiled
        flags: frozenset[str] = frozenset()
        for number in range(1, 100):
            scene = str(play.scene)
            choices = graph.offered(scene, flags)
            if not choices:
                return
            chosen = self.dice.choice(choices)["key"]
            dilemmas.choose(
                self.person,
                play.pk,
                number=number,
                choice=UUID(chosen),
                form_key=identity("step", self.person.email, page.slug, number),
            )
            flags = graph.flags_after([(scene, chosen)], flags)
            play.refresh_from_db()

    def _attend(self, code: str, trainer: User) -> None:
        learning.record_completion(
            self.person,
            self.offer.activities[code],
            by=trainer,
            at=clock.now(),
            mandate=self.mandate,
            source=Source.SESSION,
        )
        done = Completion.objects.standing().of(self.person).filter(activity__code=code)
        for completion in done:
            attest_by_itself(completion.pk)

    def _earn(self, trajectory: LearningActivity) -> None:
        for completion in (
            Completion.objects.standing().of(self.person).filter(activity=trajectory)
        ):
            award(completion.pk)


def _nothing(_result: object) -> None:
    """For what an operation answers and an act does not need."""
