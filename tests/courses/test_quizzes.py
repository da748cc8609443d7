"""A quiz as a value: what is drawn, in which order, and by which rules."""

from uuid import uuid4

from courses.quizzes import (
    Available,
    Band,
    Chosen,
    Draw,
    Feedback,
    Quiz,
    Review,
    Rules,
    draw,
    faults,
    seed_of,
)


def a_pool(count, *, topic=1, start=1):
    return [
        Available(pk=pk, key=uuid4(), language="nl", topic=topic, kind="question")
        for pk in range(start, start + count)
    ]


def a_quiz(*items, shuffle=False):
    return Quiz(
        id=uuid4(),
        introduction="",
        items=items,
        shuffle_questions=shuffle,
        attempts=None,
        rules=Rules(title="Toets"),
    )


def test_the_same_seed_draws_the_same_and_no_question_twice():
    pool = a_pool(20)
    quiz = a_quiz(Chosen(question=3), Draw(topic=1, count=5), Draw(topic=1, count=5))

    drawn = draw(quiz, pool, 7)

    assert drawn == draw(quiz, pool, 7)
    assert drawn[0].pk == 3
    assert len({one.key for one in drawn}) == len(drawn) == quiz.size == 11
    assert any(draw(quiz, pool, seed) != drawn for seed in range(5))


def test_a_draw_takes_only_from_its_topic_and_all_that_a_small_pool_has():
    pool = [*a_pool(3, topic=1), *a_pool(9, topic=2, start=10)]

    drawn = draw(a_quiz(Draw(topic=1, count=5)), pool, 1)

    assert {one.pk for one in drawn} == {1, 2, 3}


def test_what_was_unpublished_is_left_out():
    quiz = a_quiz(Chosen(question=1), Chosen(question=99))

    assert [one.pk for one in draw(quiz, a_pool(1), 1)] == [1]


def test_questions_keep_their_order_unless_they_are_shuffled():
    pool = a_pool(30)
    items = [Chosen(question=one.pk) for one in pool]

    assert draw(a_quiz(*items), pool, 5) == pool
    shuffled = draw(a_quiz(*items, shuffle=True), pool, 5)
    assert shuffled != pool
    assert sorted(one.pk for one in shuffled) == [one.pk for one in pool]


def test_answers_are_shuffled_per_question_and_per_attempt():
    one, other = uuid4(), uuid4()

    assert seed_of(1, one) == seed_of(1, one)
    assert len({seed_of(1, one), seed_of(1, other), seed_of(2, one)}) == 3


def test_rules_are_kept_as_they_are():
    rules = Rules(
        title="Toets",
        pass_mark=70,
        minutes=20,
        shuffle_answers=True,
        feedback=Feedback.NEVER,
        review=Review.RIGHT,
        bands=(Band(least=0, text="Lees"), Band(least=80, text="Goed")),
    )

    assert Rules.from_json(rules.as_json()) == rules
    assert [rules.said_at(score) for score in (0, 79, 80, 100)] == [
        "Lees",
        "Lees",
        "Goed",
        "Goed",
    ]


def test_a_draft_is_a_quiz_too_and_its_faults_have_names():
    empty = Quiz.from_value(uuid4(), {})
    assert faults(empty) == ("nothing-asked",)

    twice = Quiz.from_value(
        uuid4(),
        {
            "questions": [
                {"type": "question", "value": 4},
                {"type": "draw", "value": {}},
            ],
            "bands": [{"value": {"least": 50, "text": t}} for t in "ab"],
        },
    )
    assert twice.items == (Chosen(question=4),)
    assert faults(twice) == ("bands-twice",)
