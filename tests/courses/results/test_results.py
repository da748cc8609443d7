"""Results per question: told in groups of five, to who may edit, at a constant cost."""

import random
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.questions import question_of
from courses.results.counting import Alike, count
from courses.results.hooks import results_of_a_page, results_of_a_question
from courses.results.items import Flag, Given
from courses.results.reading import results_of
from courses.results.telling import item_of, normalised
from lms.learning.models import Participation
from tests.courses.player import activity_of
from tests.courses.results.group import (
    all_give,
    an_attempt,
    give,
    likely,
    people_in,
)
from tests.factories.accounts import UserFactory
from tests.factories.asking import a_course_of_every_kind
from tests.factories.bank import a_bank_question, a_quiz, key_of, version_of
from tests.factories.courses import a_course, a_question, a_text, an_id, lessons_of

pytestmark = pytest.mark.django_db

RIGHT, WRONG = ([str(an_id("vraag", "a"))], 1.0), ([str(an_id("vraag", "b"))], 0.0)
QUESTION = an_id("vraag")


@pytest.fixture
def lesson(course):
    return lessons_of(course)[0]


def item(page):
    (section,) = results_of(page)
    return section.results[0].item


def of(answers, question=QUESTION):
    return lambda number: {question: answers[number]}


def test_nothing_is_told_of_four_and_the_figures_of_five(lesson):
    people = people_in(lesson, 5)
    all_give(people[:4], of([RIGHT, RIGHT, WRONG, RIGHT]))
    assert item(lesson) is None

    give(people[4], {QUESTION: WRONG})

    told = item(lesson)
    assert (told.people, told.difficulty) == (5, pytest.approx(0.6))
    assert [(one.label, one.people, one.right) for one in told.answers] == [
        ("Antwoord a", 3, True),
        ("Antwoord b", 2, False),
        ("Antwoord c", 0, False),
    ]


@pytest.mark.rules
def test_a_sixth_person_is_told_with_four_others_and_never_alone(lesson):
    people = people_in(lesson, 10)
    all_give(people[:5], of([RIGHT] * 5))
    before = item(lesson)

    for number in range(5, 9):
        give(people[number], {QUESTION: WRONG})
        assert item(lesson) == before

    give(people[9], {QUESTION: WRONG})
    assert (item(lesson).people, item(lesson).difficulty) == (10, 0.5)


def test_only_the_first_answer_of_a_person_counts(lesson):
    people = people_in(lesson, 5)
    all_give(people, of([WRONG] * 5))
    all_give(people, of([RIGHT] * 5))

    assert item(lesson).difficulty == 0.0


def test_who_takes_part_twice_is_one_person(lesson):
    people = people_in(lesson, 4)
    all_give(people, of([RIGHT] * 4))
    first = people[0]
    Participation.objects.filter(pk=first.pk).update(
        status="uitgeschreven", closed_at=first.started_at
    )
    again = Participation.objects.create(
        learner=first.learner,
        activity=first.activity,
        registered_at=first.started_at,
        last_activity_at=first.started_at,
    )

    give(again, {QUESTION: WRONG})

    assert item(lesson) is None


@pytest.mark.rules
def test_an_attempt_counts_once_it_is_handed_in_with_its_last_answer(lesson):
    people = people_in(lesson, 5)
    for person in people[:4]:
        attempt = an_attempt(person)
        give(person, {QUESTION: WRONG}, attempt=attempt)
        give(person, {QUESTION: RIGHT}, attempt=attempt)
        give(person, {QUESTION: WRONG}, attempt=an_attempt(person, number=2))
    last = an_attempt(people[4], handed_in=False)
    give(people[4], {QUESTION: RIGHT}, attempt=last)
    assert item(lesson) is None

    last.handed_in_at = last.closed_at = last.opened_at
    last.save()

    assert item(lesson).difficulty == 1.0


def test_an_open_attempt_holds_back_its_own_group_alone(lesson):
    people = people_in(lesson, 10)
    waiting = an_attempt(people[0], handed_in=False)
    give(people[0], {QUESTION: WRONG}, attempt=waiting)
    all_give(people[1:], of([RIGHT] * 9))

    told = item(lesson)

    assert (told.people, told.difficulty) == (5, 1.0)


def test_a_simulated_group_gives_known_difficulty_and_discrimination(lesson):
    """Skill decides six questions; the last one misleads who is able."""
    known = {f"vraag-{share}": share / 10 for share in (9, 8, 6, 5, 4, 3)}
    names = [*known, "misleidt"]
    course = a_course([a_question(name) for name in names], slug="gesimuleerd")
    (page,) = lessons_of(course)
    draw = random.Random(11)  # noqa: S311 (a draw, no secret)

    def responses(number):
        skill = (number % 20) / 20 + 0.025  # evenly spread
        right = {name: skill > 1 - share for name, share in known.items()}
        right["misleidt"] = skill < 0.5
        # One in twenty answers at random, so that nothing is too neat.
        noise = {name: draw.random() < 0.05 for name in names}
        return {
            an_id(name): (
                [str(an_id(name, "a" if right[name] != noise[name] else "b"))],
                float(right[name] != noise[name]),
            )
            for name in names
        }

    all_give(people_in(page, 200), responses)

    (section,) = results_of(page)
    items = dict(zip(names, [one.item for one in section.results], strict=True))
    for name, share in known.items():
        assert items[name].people == 200
        assert items[name].difficulty == pytest.approx(share, abs=0.06)
        assert items[name].discrimination > 0.15
    assert items["misleidt"].discrimination < -0.3
    negative = {name for name, one in items.items() if Flag.NEGATIVE in one.flags}
    assert negative == {"misleidt"}
    assert Flag.HARD in items["vraag-3"].flags


def test_typed_answers_are_told_when_five_typed_the_same():
    question = question_of(
        "short_text",
        uuid4(),
        {"prompt": "Wie?", "accepted": [{"type": "item", "id": "1", "value": "Ik"}]},
    )
    typed = ["De chef"] * 3 + ["de  chef."] * 3 + ["Jan Peeters"] * 4 + ["ik"] * 5
    alike = [
        Alike(
            response=[text],
            given=Given(score=question.judge([text]).score, people=1),
        )
        for text in typed
    ]

    told = item_of(question, alike)

    assert [(one.label, one.people) for one in told.wrong] == [("De chef", 6)]
    assert "Peeters" not in str(told)
    assert normalised("“De  Chef!”") == "de chef"


def test_every_kind_of_question_is_told(editor):
    (page,) = lessons_of(a_course_of_every_kind())
    draw = random.Random(3)  # noqa: S311 (a draw, no secret)
    all_give(
        people_in(page, 20),
        lambda _: {key: likely(one, draw) for key, one in page.questions.items()},
    )

    text = editor.get(reverse("courses_results", args=[page.pk])).content.decode()
    (section,) = results_of(page)

    for result in section.results:
        told = result.item
        assert told.people == 20, result.question.kind
        assert (told.difficulty is not None) == result.question.is_judged
        if result.question.kind != "open":
            assert told.answers or told.parts or told.wrong, result.question.kind
    assert "Wat ik ervan vind." not in text


@pytest.mark.rules
def test_a_question_of_the_bank_has_one_result_wherever_it_is_asked(editor):
    banked = a_bank_question("gedeeld")
    key = key_of("gedeeld")
    block = {
        "type": "bank_question",
        "id": str(an_id("plek")),
        "value": {"question": banked.pk},
    }
    course = a_course([block], [a_quiz("toets", banked)], slug="met-bank")
    one, other = lessons_of(course)
    response = [str(an_id("gedeeld", "a"))]
    version = version_of("gedeeld").pk
    for person in people_in(one, 3):
        give(person, {key: (response, 1.0)}, version=version)
    for person in people_in(other, 2):
        attempt = an_attempt(person)
        give(person, {key: (response, 1.0)}, version=version, attempt=attempt)

    for page in (one, other):
        (section,) = results_of(page)
        assert section.results[0].is_banked
        assert section.results[0].item.people == 5
    url = reverse("courses_results_of_question", args=[banked.pk])
    assert "100 %" in editor.get(url).content.decode()
    (button,) = results_of_a_question(banked, editor.get(url).wsgi_request.user)
    assert button.url == url


def test_the_bank_is_for_who_may_change_it(client):
    banked = a_bank_question()
    client.force_login(UserFactory())

    url = reverse("courses_results_of_question", args=[banked.pk])

    assert client.get(url).status_code == 302


def test_a_question_of_a_copy_is_not_that_of_the_original(lesson):
    other = lessons_of(a_course([a_question()], slug="ander"))[0]
    all_give(people_in(lesson, 3), of([RIGHT] * 3))
    all_give(people_in(other, 3), of([RIGHT] * 3))

    assert item(lesson) is None
    assert item(other) is None


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def test_the_page_shows_it_to_who_may_edit(editor, course, lesson):
    all_give(people_in(lesson, 5), of([WRONG] * 4 + [RIGHT]))

    for page in (course, lesson):
        response = editor.get(reverse("courses_results", args=[page.pk]))
        text = response.content.decode()
        assert response.status_code == 200
        assert "Wat doe je met vraag?" in text
        assert "20 %" in text
        assert "Meer mensen kozen een fout antwoord dan het juiste." in text

    (button,) = results_of_a_page(lesson, response.wsgi_request.user)
    assert button.url == reverse("courses_results", args=[lesson.pk])
    assert list(results_of_a_page(lesson, UserFactory())) == []


def test_the_page_of_few_says_only_that_they_are_few(editor, lesson):
    all_give(people_in(lesson, 4), of([WRONG] * 4))

    text = editor.get(reverse("courses_results", args=[lesson.pk])).content.decode()

    assert "Nog geen resultaten" in text
    assert "Antwoord b" not in text


def test_others_do_not_get_there(client, lesson):
    url = reverse("courses_results", args=[lesson.pk])
    client.force_login(UserFactory())
    assert client.get(url).status_code == 302

    stranger = UserFactory()
    stranger.groups.add(Group.objects.get_or_create(name="Zonder pagina’s")[0])
    client.force_login(stranger)
    assert client.get(url).status_code == 302


def test_it_costs_the_same_for_few_and_for_many_questions_and_answers(
    django_user_model,
):
    def cost_of(size):
        bodies = [[a_text(), a_question(f"{size}-{n}")] for n in range(size)]
        course = a_course(*bodies, slug=f"maat-{size}")
        for page in lessons_of(course):
            name = next(iter(page.questions))
            all_give(people_in(page, 5 * size), of([RIGHT] * 5 * size, name))
        with CaptureQueriesContext(connection) as queries:
            sections = results_of(course)
        assert len(sections) == size
        assert all(one.results[0].item for one in sections)
        return len(queries)

    assert cost_of(1) == cost_of(4) <= 4


def test_nobody_asked_for_is_nobody_told():
    assert count(set(), set()) == {}


def test_only_what_was_asked_for_is_told(lesson):
    other = an_id("elders")
    all_give(people_in(lesson, 5), lambda _: {QUESTION: RIGHT, other: RIGHT})
    place = activity_of(lesson).pk

    assert set(count({place}, set())) == {(place, QUESTION), (place, other)}
