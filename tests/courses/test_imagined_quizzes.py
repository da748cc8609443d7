"""Previews of a test, and of a lesson with a quiz, in every state."""

import pytest
from django.urls import reverse

from courses.models import Answer, Attempt
from lms.xapi.models import StoredStatement
from tests.courses.player import text_of
from tests.courses.quizzing import a_course_with_a_test
from tests.factories.accounts import UserFactory
from tests.factories.bank import a_bank_question, a_quiz, a_quiz_value
from tests.factories.courses import a_course, lessons_of

pytestmark = pytest.mark.django_db

RULES = {"pass_mark": 70, "review": "right"}


def a_lesson_with_a_quiz(*questions):
    return lessons_of(a_course([a_quiz("q", *questions, **RULES)]))[0]


def a_test_page(*questions):
    return a_course_with_a_test(a_quiz_value(*questions, **RULES))[1]


@pytest.fixture(params=[a_lesson_with_a_quiz, a_test_page])
def page(request):
    return request.param(a_bank_question("een"), a_bank_question("twee"))


@pytest.fixture
def preview(rf, page):
    def shown(mode):
        request = rf.get("/beheer/")
        request.user = UserFactory(is_superuser=True)
        answer = page.make_preview_request(request, preview_mode=mode)
        return text_of(answer).replace("\xa0", " ")

    yield shown
    assert not Attempt.objects.exists()
    assert not Answer.objects.exists()
    assert not StoredStatement.objects.exists()


@pytest.mark.parametrize("mode", ["", "begin"])
def test_who_did_nothing_reads_the_rules(preview, mode):
    html = preview(mode)

    assert "Je slaagt met 70 %" in html
    assert "Wat doe je met een?" not in html


def test_halfway_an_attempt_is_open_with_half_of_it_answered(preview, page):
    html = preview("halverwege")

    assert "Voorbeeld: Halverwege" in html
    assert "1 van 2 beantwoord" in html
    assert "Wat doe je met twee?" in html
    (quiz,) = page.quizzes
    assert reverse("courses:quiz_close", args=[page.pk, quiz]) not in html


def test_with_everything_wrong_nobody_passes(preview):
    assert "Deze keer niet geslaagd" in preview("fout")


def test_completed_is_passed(preview):
    html = preview("voltooid")

    assert "Je bent geslaagd" in html
    assert "100 %" in html
