"""What an author sees before publishing: the same pages, of nobody, leaving no trace."""

import pytest

from lms.learning.models import Participation
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    a_course,
    a_question,
    a_reflection,
    a_text,
    lessons_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return a_course([a_text(), a_question(), a_reflection()])


def preview(page, rf):
    """The page as the admin's panel shows it, to an author who is signed in."""
    request = rf.get("/beheer/")
    request.user = UserFactory(is_superuser=True)
    return page.make_preview_request(request).render().content.decode()


def test_a_course_is_previewed_through_its_own_template(course, rf):
    course.title = "Nog niet gepubliceerd"

    assert "<h1>Nog niet gepubliceerd</h1>" in preview(course, rf)


def test_a_lesson_is_previewed_as_it_will_look_and_records_nothing(course, rf):
    (lesson,) = lessons_of(course)
    lesson.title = "Nieuwe titel"
    lesson.body = lesson.body.stream_block.to_python(
        [a_text("<p>Nieuwe tekst.</p>"), a_question("nieuw")]
    )

    html = preview(lesson, rf)

    assert "<h1>Nieuwe titel</h1>" in html
    assert "Nieuwe tekst." in html
    assert "Wat doe je met nieuw?" in html
    assert "/antwoord/" not in html
    assert not Participation.objects.exists()
    assert not StoredStatement.objects.exists()


def test_a_lesson_that_was_never_published_can_be_previewed(course, rf):
    (lesson,) = lessons_of(course)
    lesson.unpublish()
    lesson.refresh_from_db()

    assert f"<h1>{lesson.title}</h1>" in preview(lesson, rf)
