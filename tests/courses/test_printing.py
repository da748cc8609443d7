"""The printable version of a lesson and of a course."""

import pytest
from django.urls import reverse

from tests.courses.player import give, join, text_of
from tests.courses.test_costs import queries_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    a_course,
    a_question,
    a_reflection,
    a_text,
    an_embedded,
    an_id,
    lessons_of,
)
from tests.factories.learning import an_activity
from tests.factories.media import a_video, a_video_block

pytestmark = pytest.mark.django_db


def paper(page):
    return reverse("courses:printable", args=[page.pk])


def test_a_course_on_paper_has_its_lessons_sources_and_addresses(reader, learner):
    course = a_course(
        [a_text("<p>Eerste tekst.</p>"), an_embedded(an_activity(title="Een ander"))],
        [a_text("<p>Tweede tekst.</p>")],
        sources=[("source", "Omzendbrief 2023/1")],
    )
    join(learner, course)

    page = text_of(reader.get(paper(course)))

    for told in ("Eerste tekst.", "Tweede tekst.", "Een ander", "Omzendbrief 2023/1"):
        assert told in page
    for lesson in lessons_of(course):
        assert f"http://testserver{lesson.url}" in page


def test_paper_has_the_text_of_what_plays(reader, learner):
    course = a_course([a_video_block(a_video(title="De meldkanalen"))])
    join(learner, course)

    page = text_of(reader.get(paper(course)))

    assert "De meldkanalen" in page
    assert "Een spreekbuis is er voor wie twijfelt." in page


def test_a_lesson_on_paper_is_that_lesson_alone(reader, learner, course):
    join(learner, course)
    first, second = lessons_of(course)
    page = text_of(reader.get(paper(second)))
    assert "Tweede." in page
    assert "Wat doe je met vraag?" not in page
    assert "Wat doe je met vraag?" in text_of(reader.get(paper(first)))


def test_right_answers_are_printed_only_once_answered(reader, learner, course):
    join(learner, course)
    lesson = lessons_of(course)[0]
    before = text_of(reader.get(paper(course)))
    assert "Antwoord a" in before
    for told in ("Over a.", "Zo zit het."):
        assert told not in before

    give(reader, lesson, "b")

    after = text_of(reader.get(paper(course)))
    for told in ("Over a.", "Over b.", "Zo zit het."):
        assert told in after
    assert "Over c." not in after


def test_own_notes_are_printed_when_asked_for(reader, learner, course):
    join(learner, course)
    lesson = lessons_of(course)[1]
    block = an_id("eigen-dienst")
    reader.post(
        reverse("courses:note", args=[lesson.pk, block]), {"text": "Bij ons wel."}
    )
    reader.post(reverse("courses:lesson_note", args=[lesson.pk]), {"text": "Nog dit."})

    assert "Bij ons wel." not in text_of(reader.get(paper(course)))
    page = text_of(reader.get(paper(course) + "?met-notities"))
    assert "Bij ons wel." in page
    assert "Nog dit." in page


def test_who_takes_no_part_is_led_to_the_course(client, course, admin_user):
    assert client.get(paper(course)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(paper(course)).url == course.url
    client.force_login(admin_user)  # may edit
    assert client.get(paper(course)).status_code == 200
    assert client.get(reverse("courses:printable", args=[1])).status_code == 404


def test_paper_costs_the_same_for_a_short_and_a_long_course(reader, learner):
    costs = {}
    for size in (2, 9):
        course = a_course(
            *[
                [
                    a_text(),
                    a_question(f"v-{size}-{n}"),
                    a_reflection(f"r-{size}-{n}"),
                    an_embedded(an_activity()),
                ]
                for n in range(size)
            ],
            slug=f"cursus-{size}",
        )
        join(learner, course)
        costs[size] = len(queries_of(reader, paper(course) + "?met-notities"))
    assert costs[2] == costs[9]


def test_a_lesson_that_is_not_open_yet_is_not_on_paper(reader, learner):
    course = a_course(
        [a_text("<p>Eerste tekst.</p>")], [a_text("<p>Later.</p>")], in_order=True
    )
    join(learner, course)
    second = lessons_of(course)[1]
    assert "Later." not in text_of(reader.get(paper(course)))
    assert reader.get(paper(second)).url == course.url
