"""Questions of every kind on paper, quizzes and questions of the bank."""

import pytest
from django.urls import reverse

from courses.printing.questions import on_paper
from courses.questions import question_in
from tests.courses.player import join, text_of
from tests.courses.test_costs import queries_of
from tests.factories.asking import a_course_of_every_kind, an_image, every_kind
from tests.factories.bank import a_bank_question, a_quiz
from tests.factories.courses import a_course, a_text, an_id, lessons_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds():
    return [question_in(block) for block in every_kind(an_image().pk)]


def test_every_kind_can_be_filled_in_and_gives_nothing_away(kinds):
    for question in kinds:
        paper = on_paper(question, 1, None)
        sheet = paper.sheet
        assert sheet.options or sheet.items or sheet.room or "…" in sheet.text
        assert not any([paper.own, paper.solution, paper.remarks, paper.explanation])
        assert not any(one.verdict or one.feedback for one in paper.options)


def test_every_kind_tells_what_was_answered_and_what_is_right(kinds):
    for question in kinds:
        right = question.solution()
        if right is None:
            continue
        paper = on_paper(question, 1, right)
        assert paper.explanation == question.explanation
        if paper.options:
            assert any(one.chosen for one in paper.options)
            assert {one.verdict for one in paper.options if one.chosen} <= {"right", ""}
        else:
            assert paper.own
            assert paper.own == paper.solution


def test_things_to_order_are_not_printed_in_the_right_order(kinds):
    question = next(each for each in kinds if each.kind == "ordering")
    right = question.words(question.solution())
    assert on_paper(question, 1, None).sheet.items != right


def test_a_lesson_of_every_kind_is_printed(reader, learner):
    course = a_course_of_every_kind()
    join(learner, course)
    page = text_of(reader.get(reverse("courses:printable", args=[course.pk])))
    for question in lessons_of(course)[0].questions.values():
        assert f"Uitleg bij {question.kind}." not in page
    assert page.count('class="printable__question"') == 11


def test_questions_of_the_bank_are_printed_and_a_quiz_says_where_it_is(reader, learner):
    banked = a_bank_question("gift")
    asked = {
        "type": "bank_question",
        "id": str(an_id("gift", "les")),
        "value": {"question": banked.pk},
    }
    course = a_course([a_text(), asked, a_quiz("q", a_bank_question("geheim"))])
    join(learner, course)
    (lesson,) = lessons_of(course)
    page = text_of(reader.get(reverse("courses:printable", args=[lesson.pk])))
    assert "Wat doe je met gift?" in page
    assert "Wat doe je met geheim?" not in page
    assert f"http://testserver{lesson.url}" in page


def test_paper_costs_the_same_with_few_and_with_many_questions_of_the_bank(
    reader, learner
):
    costs = []
    for size in (1, 6):
        bodies = [
            [
                {
                    "type": "bank_question",
                    "id": str(an_id(size, number)),
                    "value": {"question": a_bank_question(f"{size}-{number}").pk},
                }
            ]
            for number in range(size)
        ]
        course = a_course(*bodies, slug=f"bank-{size}")
        join(learner, course)
        address = reverse("courses:printable", args=[course.pk])
        costs.append(len(queries_of(reader, address)))
    assert costs[0] == costs[1]
