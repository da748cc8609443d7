"""What somebody keeps beside a lesson is theirs, and costs the page one query."""

import json

import pytest
from django.urls import reverse

from courses.beside import PLACE
from courses.kept import mark_of
from courses.models import Bookmark, LessonNote
from courses.notebook.operations import MOST_CHARACTERS
from lms.xapi.models import StoredStatement
from tests.courses.player import in_, join, text_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    a_course,
    a_reflection,
    a_text,
    an_id,
    lessons_of,
)

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def lesson(learner, course):
    join(learner, course)
    return lessons_of(course)[1]  # with a reflection


def at(name, page):
    return reverse(f"courses:{name}", args=[page.pk])


def note_of(learner, lesson):
    return LessonNote.objects.get(participation=in_(learner, lesson)).text


def test_a_note_is_kept_shown_and_forgotten_when_empty(reader, learner, lesson):
    done = reader.post(at("lesson_note", lesson), {"text": " Regel een\r\nRegel twee "})
    assert done.url == f"{lesson.url}#{PLACE}"
    assert note_of(learner, lesson) == "Regel een\nRegel twee"
    assert "Regel een\nRegel twee</textarea>" in text_of(reader.get(lesson.url))

    reader.post(at("lesson_note", lesson), {"text": "  "})
    assert not LessonNote.objects.exists()
    assert not StoredStatement.objects.filter(payload__icontains="Regel").exists()


def test_a_script_saves_and_hears_so_in_json(reader, learner, lesson):
    mark = {"for": mark_of(learner)}
    sent = {"text": "Een", "known": "", **mark}
    said = reader.post(at("lesson_note", lesson), sent, **JSON)
    first = json.loads(said.content)
    assert first["is_saved"]

    again = {"text": "Twee", "known": first["known"], **mark}
    assert json.loads(reader.post(at("lesson_note", lesson), again, **JSON).content)[
        "is_saved"
    ]
    assert note_of(learner, lesson) == "Twee"


def test_another_window_overwrites_nothing_unasked(reader, learner, lesson):
    reader.get(lesson.url)
    reader.post(at("lesson_note", lesson), {"text": "Uit venster een"})
    late = {"text": "Uit venster twee", "known": "", "for": mark_of(learner)}

    said = json.loads(reader.post(at("lesson_note", lesson), late, **JSON).content)
    assert not said["is_saved"]
    assert said["text"] == "Uit venster een"
    page = reader.post(at("lesson_note", lesson), late)
    assert page.status_code == 400
    assert "Uit venster twee</textarea>" in text_of(page)
    assert note_of(learner, lesson) == "Uit venster een"

    reader.post(at("lesson_note", lesson), late | {"known": said["known"]})
    assert note_of(learner, lesson) == "Uit venster twee"


def test_a_note_that_is_too_long_comes_back_whole(reader, lesson):
    text = "x" * (MOST_CHARACTERS + 1)
    page = reader.post(at("lesson_note", lesson), {"text": text})
    assert page.status_code == 400
    assert text in text_of(page)
    assert not LessonNote.objects.exists()


def test_a_lesson_is_kept_listed_and_let_go(reader, lesson):
    reader.post(at("bookmark", lesson), {"keep": "yes"})
    reader.post(at("bookmark", lesson), {"keep": "yes"})
    assert Bookmark.objects.count() == 1
    assert 'aria-pressed="true"' in text_of(reader.get(lesson.url))
    assert lesson.url in text_of(reader.get(reverse("courses:bookmarks")))

    done = reader.post(at("bookmark", lesson), {"keep": "no", "back": "list"})
    assert done.url == reverse("courses:bookmarks")
    assert lesson.url not in text_of(reader.get(reverse("courses:bookmarks")))


def test_notes_of_every_course_are_gathered_searched_and_downloaded(
    reader, learner, lesson
):
    other = a_course([a_text()], slug="andere", title="Andere cursus")
    join(learner, other)
    block = an_id("eigen-dienst")
    reader.post(
        reverse("courses:note", args=[lesson.pk, block]), {"text": "Bij ons wel."}
    )
    reader.post(at("lesson_note", lesson), {"text": "Vraag het aan Jan."})
    reader.post(at("lesson_note", lessons_of(other)[0]), {"text": "Later lezen."})

    page = text_of(reader.get(reverse("courses:notes")))
    for told in (
        "Bij ons wel.",
        "Hoe is dat bij jou?",
        "Vraag het aan Jan.",
        "Andere cursus",
    ):
        assert told in page
    assert f"{lesson.url}#nota-{block}" in page
    assert (
        page.index("Later lezen.")
        < page.index("Bij ons wel.")
        < page.index("Vraag het")
    )

    found = text_of(reader.get(reverse("courses:notes"), {"q": "JAN vraag"}))
    assert "Vraag het aan Jan." in found
    assert "Later lezen." not in found
    key = other.translation_key
    file = reader.get(reverse("courses:notes_as_text"), {"cursus": key})
    assert "Later lezen." in text_of(file)
    assert "Bij ons wel." not in text_of(file)


def test_nobody_else_reads_a_note(client, reader, lesson, admin_user):
    reader.post(at("lesson_note", lesson), {"text": "Alleen voor mij."})
    reader.post(at("bookmark", lesson), {"keep": "yes"})
    for other in (UserFactory(), admin_user):
        client.force_login(other)
        for name in ("notes", "notes_as_text", "bookmarks"):
            page = text_of(client.get(reverse(f"courses:{name}")))
            assert "Alleen voor mij." not in page
            assert lesson.url not in page


def test_a_note_of_a_lesson_that_is_gone_stays_readable(reader, lesson):
    reader.post(at("lesson_note", lesson), {"text": "Blijft."})
    lesson.unpublish()
    page = text_of(reader.get(reverse("courses:notes")))
    assert "Blijft." in page
    assert lesson.url not in page


def test_who_takes_no_part_keeps_nothing(client, course):
    client.force_login(UserFactory())
    page = lessons_of(course)[0]
    client.post(at("lesson_note", page), {"text": "Niet"})
    client.post(at("bookmark", page), {"keep": "yes"})
    assert not LessonNote.objects.exists()
    assert not Bookmark.objects.exists()


def test_the_gathering_pages_cost_the_same_for_one_and_for_many(
    reader, learner, django_assert_max_num_queries
):
    costs = []
    for size in (1, 6):
        course = a_course(
            *[[a_text(), a_reflection(f"r-{size}-{n}")] for n in range(size)],
            slug=f"cursus-{size}",
        )
        join(learner, course)
        for page in lessons_of(course):
            reader.post(at("lesson_note", page), {"text": "Iets."})
            reader.post(at("bookmark", page), {"keep": "yes"})
        for name in ("notes", "bookmarks"):
            reader.get(reverse(f"courses:{name}"))
            with django_assert_max_num_queries(20) as captured:
                reader.get(reverse(f"courses:{name}"))
            costs.append(len(captured))
    assert costs[:2] == costs[2:]
