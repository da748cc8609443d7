"""Previews as a learner of a chosen state: made up in memory, recording nothing."""

import pytest

from courses.models import LessonPage
from lms.learning.models import LearningActivity, Participation
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    a_course,
    a_question,
    a_text,
    an_embedded,
    lessons_of,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory(is_superuser=True)


@pytest.fixture
def course():
    return a_course(
        [a_text()], [a_question("een"), a_question("twee")], [a_text("<p>3</p>")]
    )


@pytest.fixture
def preview(rf, author):
    """The page as the admin's panel and its new tab show it, in a state."""

    def shown(page, mode):
        request = rf.get("/beheer/")
        request.user = author
        return page.make_preview_request(request, preview_mode=mode).content.decode()

    yield shown
    assert not Participation.objects.exists()
    assert not StoredStatement.objects.exists()


def test_every_state_is_offered_for_course_and_lesson(course):
    lesson = lessons_of(course)[0]

    names = [str(label) for _mode, label in course.preview_modes]

    assert names == [
        "Als bezoeker",
        "Ingeschreven, nog niets gedaan",
        "Halverwege",
        "Alles beantwoord, en fout",
        "Voltooid",
    ]
    assert course.preview_modes == lesson.preview_modes
    assert course.default_preview_mode == ""


def test_a_course_as_each_of_them(course, preview):
    assert "Je bent ingeschreven" in preview(course, "begin")
    halfway = preview(course, "halverwege")
    assert "Ga verder waar je was" in halfway
    assert "1 van 3 lessen voltooid" in halfway or "1 van 3" in halfway
    assert "Je hebt deze cursus voltooid" in preview(course, "voltooid")
    assert "Schrijf je in" in preview(course, "")
    for mode in ("begin", "halverwege", "fout", "voltooid", "", "onbekend"):
        html = preview(course, mode)
        assert "Er wordt niets geregistreerd" in html
        assert "/deelname/" not in html


def test_a_lesson_halfway_has_half_of_its_questions_answered(course, preview):
    lesson = lessons_of(course)[1]

    html = preview(lesson, "halverwege")

    assert html.count("Je antwoord is opgeslagen") == 1
    assert html.count("question__result--right") == 1
    assert "Voorbeeld: Halverwege." in html


def test_a_lesson_with_everything_wrong_and_with_everything_done(course, preview):
    lesson = lessons_of(course)[1]

    wrong = preview(lesson, "fout")
    assert wrong.count("question__result--wrong") == 2
    assert "Je hebt deze les voltooid" not in wrong
    done = preview(lesson, "voltooid")
    assert done.count("question__result--right") == 2
    assert "Je hebt deze les voltooid" in done
    assert "question__result" not in preview(lesson, "begin")


def test_an_embedded_activity_is_done_with_the_lesson(course, preview):
    other = a_course([a_text()], slug="andere", title="De andere")
    lesson = lessons_of(course)[0]
    activity = LearningActivity.objects.get(key=other.translation_key)
    lesson.body = lesson.body.stream_block.to_python([an_embedded(activity)])
    publish(lesson)

    assert "Terugblikken" in preview(lesson, "voltooid") or "Kijk terug" in preview(
        lesson, "voltooid"
    )


def test_drafts_are_shown_as_they_will_be_with_lessons_that_are_not_live(
    course, preview
):
    second = lessons_of(course)[1]
    second.unpublish()
    third = lessons_of(course)[2].get_latest_revision_as_object()
    third.title = "Nieuwe titel"

    html = preview(third, "halverwege")

    assert "<h1>Nieuwe titel</h1>" in html
    assert "Les 2" in html
    assert "Les 3 van 3" in html


def test_lessons_that_wait_are_locked_until_what_comes_first_is_done(course, preview):
    course.in_order = True

    begin = preview(course, "begin")
    assert begin.count('class="state state--locked"') == 2 or "state--locked" in begin
    assert "state--locked" not in preview(course, "voltooid")


def test_a_lesson_that_is_being_made_can_be_previewed(course, preview):
    module = lessons_of(course)[0].get_parent()
    lesson = LessonPage(title="Nog niet bewaard", slug="nog-niet")
    lesson.depth = module.depth + 1
    lesson.path = module.get_last_child()._inc_path()
    lesson.set_url_path(module)

    assert "Nog niet bewaard" in preview(lesson, "halverwege")
