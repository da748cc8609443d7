"""Answers that a script sends while the page stays open, and what it is told."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from courses.models import Answer
from lms.xapi.models import StoredStatement
from tests.courses.player import join, text_of
from tests.courses.quizzing import a_course_with_a_test, begin, give, opened
from tests.factories.accounts import UserFactory
from tests.factories.asking import a_matching, a_number, an_open, an_ordering
from tests.factories.bank import a_quiz_value, in_the_bank, version_of
from tests.factories.courses import a_course, an_id, lessons_of

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def lesson(learner):
    course = a_course([a_matching(), a_number(), an_open(), an_ordering()])
    join(learner, course)
    return lessons_of(course)[0]


@pytest.fixture
def page(reader, lesson):
    """The page as a script finds it: whom it was made for."""
    html = text_of(reader.get(lesson.url))
    return {"for": re.search(r'name="for" value="([^"]+)"', html)[1]}


def send(client, lesson, kind, page, key=None, **fields):
    address = reverse("courses:answer", args=[lesson.pk, an_id(kind)])
    data = {**page, "key": str(key or uuid4()), **fields}
    return client.post(address, data, headers=JSON)


def test_a_script_hears_when_an_answer_was_saved(reader, lesson, page):
    told = send(reader, lesson, "number", page, answer="7 dagen")

    assert told.status_code == 200
    assert re.fullmatch(r"Opgeslagen om \d\d\.\d\d uur", told.json()["message"])
    stored = Answer.objects.get()
    assert stored.answered_at.isoformat() == told.json()["saved_at"]
    assert (stored.response, stored.correct, stored.score) == (["7"], True, 1.0)


def test_a_script_hears_why_an_answer_is_none(reader, lesson, page):
    told = send(reader, lesson, "number", page, answer="een week")

    assert told.status_code == 400
    assert told.json()["error"].startswith("Schrijf een getal")
    assert not Answer.objects.exists()


def test_who_is_signed_out_is_told_and_nothing_is_kept_for_them(reader, lesson, page):
    reader.logout()

    told = send(reader, lesson, "open", page, answer="Dit is nog niet af.")

    assert told.status_code == 401
    assert told.json()["sign_in"] == reverse("account_login")
    assert "verstuur-opnieuw-0" not in told.cookies


def test_an_answer_never_goes_to_who_signed_in_meanwhile(reader, lesson, page):
    other = UserFactory()
    join(other, lesson.get_parent().get_parent().specific)
    reader.force_login(other)

    told = send(reader, lesson, "open", page, answer="Van iemand anders.")

    assert told.status_code == 401
    assert "iemand anders" in told.json()["message"]
    assert not Answer.objects.exists()


def test_a_script_hears_that_a_question_is_gone(reader, lesson, page):
    told = send(reader, lesson, "weg", page, answer="7")

    assert told.status_code == 400
    assert "gewijzigd" in told.json()["error"]


def test_the_newest_answer_counts_also_when_it_is_an_old_one_again(
    reader, lesson, page
):
    key = uuid4()
    for digits in ("7", "8", "7", "7"):
        send(reader, lesson, "number", page, key=key, answer=digits)

    given = list(Answer.objects.values_list("response", flat=True))
    assert given == [["7"], ["8"], ["7"]]
    assert StoredStatement.objects.filter(verb__endswith="/answered").count() == 3


def test_an_answer_in_part_right_has_its_part(reader, lesson, page):
    places = {f"answer-{an_id('ordering', n)}": str(n) for n in range(1, 5)}
    swapped = places | {
        f"answer-{an_id('ordering', 1)}": "2",
        f"answer-{an_id('ordering', 2)}": "1",
    }

    send(reader, lesson, "ordering", page, **swapped)

    stored = Answer.objects.get()
    assert stored.correct is False
    assert 0 < stored.score < 1
    assert "Deels juist." in text_of(reader.get(lesson.url))


def test_what_was_written_stays_out_of_statements(reader, lesson, page):
    send(reader, lesson, "open", page, answer="Mijn chef kijkt altijd weg.")

    stored = Answer.objects.get()
    assert (stored.correct, stored.score) == (None, None)
    assert not StoredStatement.objects.filter(payload__contains="chef").exists()


def test_a_form_kept_while_signing_in_is_told_in_words_whatever_its_kind(
    client, learner, lesson, page
):
    client.logout()
    address = reverse("courses:answer", args=[lesson.pk, an_id("ordering")])
    places = {f"answer-{an_id('ordering', n)}": str(n) for n in range(1, 5)}
    client.post(address, {**page, **places, "key": str(uuid4())})
    client.force_login(learner)

    html = text_of(client.get(reverse("courses:resend")))

    assert "Bespreken: 2" in html
    for name in places:
        assert f'name="{name}"' in html


def test_in_a_test_what_is_half_done_is_kept_as_far_as_it_goes(reader, learner):
    block = a_matching()
    bank = in_the_bank("matching", block | {"id": str(uuid4())})
    course, test = a_course_with_a_test(a_quiz_value(bank))
    part = opened(learner, course, test)
    attempt = begin(part, test)
    question = version_of("matching").question
    source = question.sources[0].id
    chosen = next(one.id for one in question.targets if one.text == "Spreekrecht")

    stored = give(part, test, attempt, "matching", sent={f"answer-{source}": [chosen]})

    assert stored.response == {str(source): chosen}
    assert stored.score == pytest.approx(1 / 3)
    html = text_of(reader.get(test.url))
    assert re.search(rf'value="{chosen}" selected', html)
