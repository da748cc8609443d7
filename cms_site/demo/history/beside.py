"""What people of the demo said of their courses, asked, noted and kept, after all the rest."""

from datetime import timedelta
from random import Random

from django.conf import settings
from django.utils.translation import override

from cms_site.demo.reading import Data, read
from courses.models import LessonPage, Survey
from courses.notebook.operations import keep_lesson, save_lesson_note
from courses.surveys.operations import hand_in, release_sheets
from courses.surveys.questions import SurveyQuestion, content_of, questions_of
from courses.trainer_questions.operations import (
    answer_question,
    ask,
    publish_for_everyone,
)
from lms.accounts.models import User
from lms.common import clock
from lms.learning.models import Participation

from .offer import Offer

MOSTLY = (1, 2, 4, 9, 7)  # weights of a scale, and of the first options


def load_beside(*, trainer: str, silent: tuple[str, ...]) -> None:
    """Opinions of all who completed some courses but the ``silent``; and the asides."""
    data = read("survey.toml")
    offer = Offer.read()
    _give_opinions(data["said"], silent)
    for each in data["noted"]:
        _at_its_moment(each, offer, trainer)
    for each in data["asked"]:
        _at_its_moment(each, offer, trainer)
    for each in data["frequent"]:
        publish_for_everyone(
            _lesson(each, offer), question=each["question"], answer=each["answer"]
        )


def _give_opinions(data: Data, silent: tuple[str, ...]) -> None:
    survey = Survey.objects.get()
    questions = questions_of(content_of(survey.questions.raw_data))
    dice = Random("opinions")  # noqa: S311 (a story, not a secret)
    completed = (
        Participation.objects.completed()
        .filter(activity__code__in=data["courses"])
        .exclude(learner__email__in=silent)
    )
    for participation in completed.order_by("pk"):
        answers = {each.key: _answer(each, data["texts"], dice) for each in questions}
        hand_in(participation.pk, survey, answers)
    release_sheets(clock.now())


def _answer(question: SurveyQuestion, texts: list[str], dice: Random) -> list[str]:
    if question.is_open:
        return [dice.choice(texts)] if dice.random() < 0.5 else []
    keys = [option.key for option in question.options]
    if question.takes_several:
        return [key for key in keys if dice.random() < 0.4]
    return dice.choices(keys, MOSTLY[-len(keys) :] if len(keys) == 5 else (2, 9, 1))


def _at_its_moment(data: Data, offer: Offer, trainer: str) -> None:
    """A note, or a question with its answer on the next day."""
    lesson = _lesson(data, offer)
    participation = Participation.objects.filter(
        learner__email=data["who"], activity=offer.lesson_activities[lesson.pk]
    ).first()
    if participation is None:
        return
    with clock.at(clock.now() - timedelta(days=data["days"])):
        if "kept" in data:
            save_lesson_note(participation.pk, data["text"])
            keep_lesson(participation.pk)
            return
        question = ask(participation.pk, data["text"])
    if "answer" in data:
        by = User.objects.get(email=trainer)
        later = clock.now() - timedelta(days=data["days"] - 1)
        with clock.at(later), override("nl"):
            answer_question(
                question.pk,
                data["answer"],
                by=by,
                address=f"{settings.BASE_URL}/leren/vragen/",
            )


def _lesson(data: Data, offer: Offer) -> LessonPage:
    return offer.lessons[data["course"]][data["lesson"]]
