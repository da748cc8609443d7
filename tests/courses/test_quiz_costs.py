"""What a test costs does not depend on how many questions it has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms_site.models import CataloguePage, HomePage
from courses import operations
from courses.models import ModulePage
from tests.courses.player import join
from tests.courses.quizzing import begin, give, opened, quiz_of
from tests.courses.test_costs import queries_of
from tests.courses.test_quiz_pages import at, send
from tests.factories.bank import a_bank_question, a_quiz, a_quiz_value, a_test
from tests.factories.courses import a_course, a_text, add, lessons_of

pytestmark = pytest.mark.django_db

MOST_FOR_A_PAGE = 12


@pytest.fixture
def catalogue(settings):
    settings.SITE_KNOWN_FOR = 60
    home = HomePage(title="Start", slug="start", hero="Leer integer werken.")
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    return add(home, CataloguePage(title="Aanbod", slug="aanbod"))


@pytest.fixture(scope="module")
def names():
    return [f"v{number}" for number in range(60)]


@pytest.fixture
def bank(names):
    return [a_bank_question(name) for name in names]


def answered(learner, course, page, names):
    """An attempt of which all but the last question is answered."""
    participation = opened(learner, course, page)
    attempt = begin(participation, page)
    for name in names[:-1]:
        give(participation, page, attempt, name, "a")
    return participation, attempt


def test_a_lesson_with_a_quiz_costs_the_same_with_20_and_with_60_questions(
    reader, learner, catalogue, bank, names
):
    costs = {}
    for size in (20, 60):
        quiz = a_quiz(f"q{size}", *bank[:size], presentation="all", pass_mark=50)
        course = a_course([a_text(), quiz], slug=f"c-{size}", parent=catalogue)
        (lesson,) = lessons_of(course)
        join(learner, course)
        before = queries_of(reader, lesson.url)
        participation, attempt = answered(learner, course, lesson, names[:size])
        during = queries_of(reader, lesson.url)
        operations.hand_in(participation, lesson, attempt.pk)
        costs[size] = [len(before), len(during), len(queries_of(reader, lesson.url))]
        assert max(costs[size]) <= MOST_FOR_A_PAGE, "\n".join(during)

    assert costs[20] == costs[60]


def test_a_test_costs_the_same_with_20_and_with_60_questions_and_so_does_an_answer(
    reader, learner, catalogue, bank, names
):
    pages, answers = {}, {}
    for size in (20, 60):
        course = a_course(slug=f"c-{size}", parent=catalogue)
        module = ModulePage.objects.child_of(course).get()
        page = a_test(module, a_quiz_value(*bank[:size], pass_mark=50))
        _, attempt = answered(learner, course, page, names[:size])
        pages[size] = len(queries_of(reader, page.url))
        with CaptureQueriesContext(connection) as captured:
            send(reader, page, names[size - 1], "b")
        answers[size] = len(captured)
        assert attempt.answered_count() == size

    assert pages[20] == pages[60] <= MOST_FOR_A_PAGE
    assert answers[20] == answers[60]


def test_beginning_costs_the_same_with_20_and_with_60_questions(
    reader, learner, bank, catalogue
):
    costs = {}
    for size in (20, 60):
        course = a_course(slug=f"c-{size}", parent=catalogue)
        module = ModulePage.objects.child_of(course).get()
        page = a_test(module, a_quiz_value(*bank[:size]))
        join(learner, course)
        reader.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            reader.post(at("begin", page))
        costs[size] = len(captured)
        assert len(quiz_of(page).chosen) == size

    assert costs[20] == costs[60]
