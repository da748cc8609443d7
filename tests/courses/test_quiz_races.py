"""Several tabs at the same moment: an attempt begins once, loses nothing, closes once."""

from uuid import uuid4

import pytest

from courses import operations
from courses.models import Answer, Attempt
from lms.learning.models import Completion
from lms.xapi.models import StoredStatement
from tests.courses.quizzing import a_course_with_a_test, begin, give, opened
from tests.factories.accounts import UserFactory
from tests.factories.bank import a_bank_question, a_quiz_value, an_open_question, key_of
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.rules, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def joined():
    """``joined("een", …)``: a test of these questions; participation and page."""

    def make(*questions, **rules):
        value = a_quiz_value(*questions, pass_mark=50, **rules)
        course, page = a_course_with_a_test(value)
        return opened(UserFactory(), course, page), page

    return make


def told(verb):
    return StoredStatement.objects.filter(verb__endswith=f"/{verb}").count()


def test_a_double_begin_is_one_attempt(joined):
    participation, page = joined(a_bank_question("een"))

    assert at_the_same_time(*[lambda: begin(participation, page)] * 6) == []

    assert Attempt.objects.count() == 1


def test_fifty_answers_at_the_same_moment_are_all_stored(joined):
    names = [f"v{number}" for number in range(50)]
    participation, page = joined(*map(a_bank_question, names))
    attempt = begin(participation, page)

    def answering(name):
        return lambda: give(participation, page, attempt, name, "a")

    assert at_the_same_time(*map(answering, names)) == []

    assert Answer.objects.values("question").distinct().count() == 50
    assert told("answered") == 50


def test_a_double_click_on_save_is_one_answer(joined):
    participation, page = joined(a_bank_question("een"))
    attempt = begin(participation, page)
    key = uuid4()

    def saving():
        give(participation, page, attempt, "een", "a", key=key)

    assert at_the_same_time(*[saving] * 6) == []
    assert Answer.objects.count() == told("answered") == 1


def test_a_double_close_gives_one_result_and_one_completion(joined):
    participation, page = joined(a_bank_question("een"))
    attempt = begin(participation, page)
    give(participation, page, attempt, "een", "a")

    def closing():
        operations.hand_in(participation, page, attempt.pk)

    assert at_the_same_time(*[closing] * 6) == []

    assert told("passed") == 1
    assert Completion.objects.count() == 2  # the test and its course
    assert Attempt.objects.get().passed


def test_two_trainers_at_once_review_an_attempt_once(joined):
    participation, page = joined(an_open_question())
    attempt = begin(participation, page)
    give(participation, page, attempt, "open", sent={"answer": ["Ik vraag het na."]})
    operations.hand_in(participation, page, attempt.pk)
    trainers = [UserFactory() for _ in range(4)]

    def reviewing(trainer):
        judged = {key_of("open"): operations.Judgement(per_cent=100)}
        return lambda: operations.review_attempt(attempt.pk, judged, by=trainer)

    refused = at_the_same_time(*map(reviewing, trainers))

    assert len(refused) == 3
    assert told("passed") == 1
