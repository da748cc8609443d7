"""Where somebody was in a lesson: kept as they go, and led to from everywhere."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms_site.dashboard import Dashboard
from courses import operations
from courses.models import Place
from courses.reading.place import Here, with_place
from courses.reading.work import ReflectedNow
from lms.common import clock
from tests.courses.player import activity_of, give, in_, join, text_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    a_course,
    a_question,
    a_reflection,
    a_text,
    an_id,
    lessons_of,
)

pytestmark = pytest.mark.django_db

MARK = 'id="hier"'


@pytest.fixture
def lesson(learner, course):
    join(learner, course)
    return lessons_of(course)[0]


def place_of(lesson, block):
    return reverse("courses:place", args=[lesson.pk, block])


def test_the_mark_stands_before_the_block_and_nowhere_when_that_is_gone():
    parts = [ReflectedNow(id=str(an_id(name)), prompt=name) for name in "abc"]

    found = with_place(parts, an_id("b"))

    assert [type(part) for part in found] == [
        ReflectedNow,
        Here,
        ReflectedNow,
        ReflectedNow,
    ]
    assert with_place(parts, uuid4()) == parts
    assert with_place(parts, None) == parts


def test_an_answer_is_where_one_was(reader, learner, lesson):
    assert MARK not in text_of(reader.get(lesson.url))

    give(reader, lesson, "b")

    page = text_of(reader.get(lesson.url))
    question = page.index(f'id="vraag-{an_id("vraag")}"')
    assert page.index("Je team kijkt") < page.index(MARK) < question
    assert "Hier was je gebleven" in page


def test_a_note_is_where_one_was(reader, learner, course):
    join(learner, course)
    second = lessons_of(course)[1]
    note = reverse("courses:note", args=[second.pk, an_id("eigen-dienst")])

    reader.post(note, {"text": "Bij ons ook."})

    page = text_of(reader.get(second.url))
    assert page.index("Tweede.") < page.index(MARK) < page.index('class="reflection"')


def test_a_page_tells_which_block_was_read(reader, learner, lesson):
    reader.get(lesson.url)
    block = lesson.body[0].id
    assert f'data-block="{block}"' in text_of(reader.get(lesson.url))

    assert reader.post(place_of(lesson, block)).status_code == 204
    assert reader.post(place_of(lesson, an_id("vraag"))).status_code == 204

    assert Place.objects.get().block == an_id("vraag")


@pytest.mark.parametrize("who", ["visitor", "stranger"])
def test_nothing_is_kept_of_who_does_not_take_part(client, lesson, who):
    if who == "stranger":
        client.force_login(UserFactory())

    response = client.post(place_of(lesson, uuid4()))

    assert response.status_code == 204
    assert not Place.objects.exists()


@pytest.mark.rules
def test_it_goes_on_in_the_course_that_was_read_last(reader, learner, course):
    other = a_course([a_text()], slug="ander")
    for each in (course, other):
        join(learner, each)
        reader.get(lessons_of(each)[0].url)
    first = lessons_of(course)[0]
    assert Dashboard(learner).next_thing.activity == activity_of(other)

    with clock.at(clock.now() + timedelta(minutes=5)):
        reader.post(place_of(first, an_id("vraag")))

    next_thing = Dashboard(learner).next_thing
    assert next_thing.activity == activity_of(course)
    assert next_thing.address == f"{activity_of(first).address}#hier"


def test_the_course_leads_to_the_place_as_well(reader, learner, course, lesson):
    assert f'href="{lesson.url}"' in text_of(reader.get(course.url))

    reader.get(lesson.url)

    assert f'href="{lesson.url}#hier"' in text_of(reader.get(course.url))


def test_it_is_kept_in_two_writes_and_read_in_no_query_of_its_own(
    reader, learner, lesson
):
    reader.get(lesson.url)
    with CaptureQueriesContext(connection) as without:
        reader.get(lesson.url)
    participation = in_(learner, lesson)

    with CaptureQueriesContext(connection) as writing:
        operations.keep_place(participation, UUID(lesson.body[1].id))
    told = [query["sql"] for query in writing if "SAVEPOINT" not in query["sql"]]
    assert sum(not sql.startswith("SELECT") for sql in told) == 2

    with CaptureQueriesContext(connection) as with_it:
        assert MARK in text_of(reader.get(lesson.url))
    assert len(with_it) == len(without)


def test_every_kind_of_block_can_be_where_one_was(reader, learner):
    heading = {"type": "heading", "id": str(uuid4()), "value": "Een kop"}
    course = a_course([heading, a_text(), a_question(), a_reflection()])
    join(learner, course)
    (lesson,) = lessons_of(course)
    reader.get(lesson.url)

    for block in lesson.body:
        reader.post(place_of(lesson, block.id))
        assert MARK in text_of(reader.get(lesson.url)), block.block_type
