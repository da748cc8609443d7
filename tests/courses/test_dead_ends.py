"""What changed while somebody was learning leaves them a way on."""

import re

import pytest
from django.urls import reverse

from courses.models import Answer, ReflectionNote
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from tests.courses.player import give, join, text_of
from tests.factories.courses import (
    a_course,
    a_text,
    an_embedded,
    an_id,
    lessons_of,
    publish,
)
from tests.factories.learning import an_activity

pytestmark = pytest.mark.django_db


def test_a_note_whose_place_is_gone_is_given_back(reader, learner, course):
    lesson = lessons_of(course)[1]
    join(learner, course)
    reader.get(lesson.url)
    lesson.body = lesson.body.stream_block.to_python([a_text("<p>Anders.</p>")])
    publish(lesson)

    response = reader.post(
        reverse("courses:note", args=[lesson.pk, an_id("eigen-dienst")]),
        {"text": "Ik bel eerst zelf."},
    )

    html = text_of(response)
    assert response.status_code == 400
    assert "Deze vraag staat niet meer in de les." in html
    assert re.search(r"<textarea[^>]* readonly>Ik bel eerst zelf\.</textarea>", html)
    assert not ReflectionNote.objects.exists()


def test_what_is_no_longer_offered_has_no_button(reader, learner):
    dilemma = an_activity(
        ActivityKind.DILEMMA, title="De mand", address="/dilemmas/de-mand/"
    )
    course = a_course([a_text(), an_embedded(dilemma)], slug="met-dilemma")
    (lesson,) = lessons_of(course)
    join(learner, course)

    learning.withdraw_activity(dilemma.key)

    html = text_of(reader.get(lesson.url))
    assert "Dit wordt niet meer aangeboden." in html
    assert "/dilemmas/de-mand/" not in html


def test_a_lesson_in_a_module_that_is_not_live_leads_to_the_course(
    reader, learner, course
):
    first = lessons_of(course)[0]
    join(learner, course)
    reader.get(first.url)
    first.get_parent().specific.unpublish()

    for response in (reader.get(first.url), give(reader, first, "a")):
        assert (response.status_code, response.url) == (302, course.url)
    assert "Deze les zit op dit moment niet in de cursus." in text_of(
        reader.get(course.url)
    )
    assert not Answer.objects.exists()
