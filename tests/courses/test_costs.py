"""What a page costs does not depend on how much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms_site.models import CataloguePage, HomePage
from lms.learning import operations as learning
from lms.learning.models import LearningActivity
from tests.courses.player import give
from tests.factories.courses import (
    a_course,
    a_question,
    a_reflection,
    a_text,
    add,
    an_embedded,
    lessons_of,
)
from tests.factories.learning import an_activity
from tests.factories.media import a_video, a_video_block

pytestmark = pytest.mark.django_db

MOST_FOR_A_LESSON = 12
MOST_FOR_AN_ANSWER = 31


@pytest.fixture
def catalogue(settings):
    """The tree as it is served: home, catalogue, and the site known for a while."""
    settings.SITE_KNOWN_FOR = 60
    home = HomePage(title="Start", slug="start", hero="Leer integer werken.")
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    return add(home, CataloguePage(title="Aanbod", slug="aanbod"))


@pytest.fixture
def full_body():
    """Every block with a state of its own."""
    return [
        a_text(),
        a_question("een"),
        a_question("twee", multiple=True),
        an_embedded(an_activity(title="Een ander")),
        a_reflection(),
        {
            "type": "signpost",
            "id": "8d1f6c4e-7a3d-4d0c-9e63-9c9f4f5f7a01",
            "value": None,
        },
    ]


def queries_of(client, url):
    """The queries of a second visit: the first one opens the lesson and fills caches."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def enrol(learner, course):
    activity = LearningActivity.objects.get(key=course.translation_key)
    return learning.register(learner, activity)


def test_a_lesson_costs_the_same_in_a_short_and_in_a_long_course(
    reader, learner, catalogue, full_body
):
    costs = {}
    for size in (2, 12):
        course = a_course(
            full_body,
            *[[a_text()]] * (size - 1),
            slug=f"cursus-{size}",
            modules=2,
            parent=catalogue,
        )
        enrol(learner, course)
        costs[size] = queries_of(reader, lessons_of(course)[0].url)

    assert len(costs[2]) == len(costs[12])
    assert len(costs[12]) <= MOST_FOR_A_LESSON, "\n".join(costs[12])


def test_an_answer_costs_the_same_in_a_short_and_in_a_long_course(
    reader, learner, catalogue
):
    costs = {}
    for size in (2, 12):
        questions = [a_question(f"{size}-{number}") for number in range(size)]
        course = a_course(
            [a_text(), *questions],
            *[[a_text()]] * (size - 1),
            slug=f"cursus-{size}",
            parent=catalogue,
        )
        enrol(learner, course)
        page = lessons_of(course)[0]
        reader.get(page.url)
        give(reader, page, "b", name=f"{size}-0")
        with CaptureQueriesContext(connection) as captured:
            assert give(reader, page, "b", name=f"{size}-1").status_code == 302
        costs[size] = [query["sql"] for query in captured.captured_queries]

    assert len(costs[2]) == len(costs[12]), "\n".join(costs[12])
    assert len(costs[12]) <= MOST_FOR_AN_ANSWER, "\n".join(costs[12])


def test_a_lesson_costs_the_same_with_few_and_with_many_blocks(
    reader, learner, full_body
):
    many = [
        *full_body,
        *[a_text(f"<p>{n}</p>") for n in range(20)],
        *[a_question(f"nog-{n}") for n in range(20)],
        *[an_embedded(an_activity()) for _ in range(5)],
    ]
    course = a_course(full_body, many)
    enrol(learner, course)
    few_lesson, many_lesson = lessons_of(course)

    few = queries_of(reader, few_lesson.url)
    assert len(queries_of(reader, many_lesson.url)) == len(few)


def test_what_is_played_costs_one_query_more_whatever_the_number(
    reader, learner, full_body
):
    films = [a_video_block(a_video(title=f"Film {number}")) for number in range(3)]
    course = a_course(full_body, [*full_body, films[0]], [*full_body, *films])
    enrol(learner, course)
    without, one, many = (
        len(queries_of(reader, lesson.url)) for lesson in lessons_of(course)
    )

    assert one == many == without + 1


def test_a_course_costs_the_same_with_4_and_with_64_lessons(reader, learner, catalogue):
    costs = {}
    for size in (4, 64):
        course = a_course(
            *[[a_text()]] * size, slug=f"cursus-{size}", modules=4, parent=catalogue
        )
        enrol(learner, course)
        costs[size] = queries_of(reader, course.url)

    assert len(costs[4]) == len(costs[64])


def test_a_course_costs_a_visitor_as_little(client, catalogue):
    course = a_course(*[[a_text()]] * 6, parent=catalogue)
    assert len(queries_of(client, course.url)) <= 8
