"""What courses hold of a person is collected whole, and goes whole."""

from uuid import uuid4

import pytest
from django.db.models import ForeignKey

from courses import models
from courses.models import ExtraTime, SurveyMark, TrainerQuestion, Watched
from courses.notebook.operations import keep_lesson, save_lesson_note
from courses.operations import keep_place, save_note
from courses.personal import HELD
from courses.trainer_questions.operations import ask
from lms.common import personal
from lms.learning.models import Participation
from tests.courses.player import in_, join
from tests.factories.accounts import UserFactory
from tests.factories.courses import an_id, lessons_of

pytestmark = pytest.mark.django_db

# Records of fact: these stay, and are anonymised with their person.
FACTS = {models.Answer, models.Attempt, models.Enrolment, models.Fulfilment}


def leave_everything(person, course):
    join(person, course)
    lesson = lessons_of(course)[1]
    part = join(person, lesson)
    save_lesson_note(part.pk, "Een notitie.")
    keep_lesson(part.pk)
    ask(part.pk, "Een vraag?")
    save_note(part.pk, lesson, block=an_id("eigen-dienst"), text="Bij ons wel.")
    SurveyMark.objects.create(participation=in_(person, course))
    Watched.objects.create(participation=part, block=uuid4(), media="film.webm")
    keep_place(part, uuid4())
    ExtraTime.objects.create(person=person)


def test_all_of_it_is_collected_and_erased_and_nobody_elses(learner, course):
    other = UserFactory()
    for person in (learner, other):
        leave_everything(person, course)

    held = personal.collect(learner)
    assert [len(held[f"courses: {name}"]) for name in HELD] == [1] * len(HELD)
    assert held["courses: questions to trainers"][0]["text"] == "Een vraag?"
    assert held["courses: notes at lessons"][0]["at"] == "Les 2"

    assert held["courses: extra time"] == [{"per_cent": 50}]

    personal.erase(learner)

    assert list(ExtraTime.objects.values_list("person", flat=True)) == [other.pk]

    names = [f"courses: {name}" for name in HELD]
    assert not any(personal.collect(learner)[name] for name in names)
    assert all(len(personal.collect(other)[name]) == 1 for name in names)
    assert TrainerQuestion.objects.count() == 1


def test_no_model_that_names_a_participation_is_forgotten():
    """Whoever adds one says here whether it is a fact, or has it collected and erased."""
    naming = {
        model
        for model in vars(models).values()
        if hasattr(model, "_meta")
        and any(
            isinstance(field, ForeignKey) and field.related_model is Participation
            for field in model._meta.get_fields()
        )
    }
    elsewhere = {models.Submission}  # tests/courses/assignments/test_due.py
    assert naming - FACTS - elsewhere == {model for model, _fields in HELD.values()}
