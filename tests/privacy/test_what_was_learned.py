"""Answers and plays after an erasure: what was typed goes, what was chosen stays of nobody."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group

from courses.models import Answer, AnswerReview
from courses.reading.imagined_answers import answered
from dilemmas import operations as dilemmas
from dilemmas.models import Play, PlayStep, ReflectionNote
from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from lms.common import clock, personal
from lms.learning import operations as learning
from lms.learning.models import LearningActivity
from lms.privacy import operations
from lms.privacy.exceptions import AlreadyDecided
from lms.privacy.models import ErasureRequest
from tests.factories.accounts import UserFactory
from tests.factories.asking import a_course_of_every_kind
from tests.factories.courses import lessons_of
from tests.factories.dilemmas import a_scenario, an_ended_play, take
from tests.threads import at_the_same_time

TYPED = {"gaps", "short_text", "number", "open"}


@pytest.fixture
def lesson():
    return lessons_of(a_course_of_every_kind())[0]


def answer_everything(person, lesson):
    activity = LearningActivity.objects.get(key=lesson.translation_key)
    part = learning.register(person, activity)
    for question in lesson.questions.values():
        given = answered(question, right=True)  # none is imagined for an open one
        answer = Answer.objects.create(
            participation=part,
            question=question.id,
            form_key=uuid4(),
            response=given.response if given else ["Dat vertel ik zelf"],
            score=1,
            lesson_version=1,
            answered_at=clock.now(),
        )
        if question.kind == "open":
            AnswerReview.objects.create(
                answer=answer,
                score=1,
                feedback="Mooi, Zwaluwina",
                by=UserFactory(),
                reviewed_at=clock.now(),
            )


@pytest.mark.django_db
def test_what_was_typed_as_an_answer_goes_and_what_was_chosen_stays(lesson):
    person, other = UserFactory(), UserFactory()
    answer_everything(person, lesson)
    answer_everything(other, lesson)
    kinds = {question.id: question.kind for question in lesson.questions.values()}
    before = {row.pk: row.response for row in Answer.objects.all()}

    personal.erase(person)

    for answer in Answer.objects.select_related("participation"):
        is_theirs = answer.participation.learner_id == person.pk
        if is_theirs and kinds[answer.question] in TYPED:
            assert not answer.response
            assert isinstance(answer.response, type(before[answer.pk]))
        else:
            assert answer.response == before[answer.pk]
        assert answer.score == 1
    said = AnswerReview.objects.values_list("feedback", flat=True)
    assert sorted(said) == ["", "Mooi, Zwaluwina"]


@pytest.mark.django_db
def test_a_download_has_answers_in_words(lesson):
    person = UserFactory()
    answer_everything(person, lesson)

    rows = personal.collect(person)["courses: answers"]

    prompts = {question.prompt for question in lesson.questions.values()}
    assert {row["question"] for row in rows} == prompts
    words = {
        word
        for question in lesson.questions.values()
        if question.kind == "question"
        for word in question.words(answered(question, right=True).response)
    }
    assert words <= {word for row in rows for word in row["response"]}


@pytest.mark.django_db
def test_plays_are_cut_running_ones_too_and_their_choices_stay_of_nobody():
    page = a_scenario()
    person = UserFactory()
    ended = an_ended_play(page, learner=person)
    ReflectionNote.objects.create(play=ended, text="Van mij", saved_at=clock.now())
    running = dilemmas.begin(person, page)
    take(running)
    steps = PlayStep.objects.count()
    collected = personal.collect(person)["dilemmas: plays"]
    assert collected[0]["note"] == "Van mij"
    assert collected[0]["choices"]

    personal.erase(person)

    assert not Play.objects.filter(learner=person).exists()
    assert not Play.objects.running().exists()
    assert PlayStep.objects.count() == steps
    assert not ReflectionNote.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_decides():
    group, _ = Group.objects.get_or_create(name=PlatformGroup.DATA_PROTECTION)
    officers = [UserFactory(), UserFactory()]
    for officer in officers:
        officer.groups.add(group)
    person = UserFactory(last_name="Quoirin")
    request = operations.ask(person)

    errors = at_the_same_time(
        lambda: operations.grant(request.pk, by=officers[0]),
        lambda: operations.refuse(request.pk, by=officers[1], answer="Nee."),
    )

    assert [type(error) for error in errors] == [AlreadyDecided]
    request = ErasureRequest.objects.get()
    erased = User.objects.get(pk=person.pk).erased_at is not None
    assert erased == (request.decision == "granted")


@pytest.mark.django_db(transaction=True)
def test_asking_in_two_tabs_at_once_is_one_request():
    person = UserFactory()

    errors = at_the_same_time(*[lambda: operations.ask(person)] * 4)

    assert errors == []
    assert ErasureRequest.objects.count() == 1
