"""The measures recover what a simulated group of learners was made of."""

import math
import random
from collections import Counter
from dataclasses import replace

import pytest

from courses.results.items import (
    Flag,
    Given,
    Item,
    Tally,
    correlation,
    mean,
    measure,
)

# What each question of a simulated test is: how hard (on the scale of skill), and how
# steeply the chance to have it right rises with skill. The last one misleads: who knows
# more has it wrong more often.
DESIGN = [
    *[(hard, 2.0) for hard in (-1.5, -1.0, -0.5, 0.0, 0.0, 0.5, 1.0, 1.5)],
    (0.0, 0.3),
    (0.0, -1.5),
]
PEOPLE = 1500


def chance(skill: float, hard: float, slope: float) -> float:
    return 1 / (1 + math.exp(-slope * (skill - hard)))


def simulated(people: int, seed: int = 4) -> list[list[int]]:
    """Right (1) or wrong (0), by person and question."""
    draw = random.Random(seed)  # noqa: S311 (a draw, no secret)
    found = []
    for _ in range(people):
        skill = draw.gauss(0, 1)
        found.append([int(draw.random() < chance(skill, *each)) for each in DESIGN])
    return found


def items_of(answers: list[list[int]]) -> list[Item]:
    found = []
    for number in range(len(DESIGN)):
        alike = Counter((row[number], sum(row)) for row in answers)
        found.append(
            measure(
                Given(score=score, people=people, total=total, questions=len(DESIGN))
                for (score, total), people in alike.items()
            )
        )
    return found


def test_known_difficulty_is_recovered():
    items = items_of(simulated(PEOPLE))

    for item, design in zip(items, DESIGN, strict=True):
        # The chance to have it right, over the skills that were drawn.
        grid = [step / 20 for step in range(-80, 81)]
        weights = [math.exp(-(skill**2) / 2) for skill in grid]
        known = sum(
            weight * chance(skill, *design)
            for skill, weight in zip(grid, weights, strict=True)
        ) / sum(weights)
        assert item.difficulty == pytest.approx(known, abs=0.04), design
    difficulties = [item.difficulty for item in items[:8]]
    assert difficulties[3] == pytest.approx(difficulties[4], abs=0.03)
    del difficulties[4]  # as hard as the one before
    assert difficulties == sorted(difficulties, reverse=True)


def test_known_discrimination_is_recovered():
    items = items_of(simulated(PEOPLE))

    good = [item.discrimination for item in items[:8]]
    flat, misleading = items[8], items[9]
    assert min(good) > 0.25
    assert 0.0 < flat.discrimination < 0.15
    assert misleading.discrimination < -0.2
    assert {item.tells_apart for item in items[2:6]} == {"good"}
    assert flat.flags == (Flag.WEAK,)
    assert misleading.flags == (Flag.NEGATIVE,)
    assert misleading.is_suspect
    assert not flat.is_suspect


def test_a_small_group_is_measured_and_judged_with_care():
    items = items_of(simulated(5))

    for item in items:
        assert item.people == item.compared == 5
        assert item.tells_apart == ""
        assert Flag.NEGATIVE not in item.flags
        assert Flag.WEAK not in item.flags


def test_a_little_below_nought_is_chance_in_a_small_group():
    given = [
        Given(score=1.0, people=5, total=1.4, questions=3),
        Given(score=1.0, people=5, total=2.2, questions=3),
        Given(score=0.0, people=3, total=0.4, questions=3),
        Given(score=0.0, people=7, total=1.2, questions=3),
    ]

    few = measure(given)
    many = measure(replace(each, people=30 * each.people) for each in given)

    assert few.discrimination == pytest.approx(many.discrimination)
    assert few.discrimination == pytest.approx(-0.2, abs=0.01)
    assert (few.tells_apart, many.tells_apart) == ("weak", "negative")


def test_the_rest_is_the_rest():
    # Who has it right does best on the others, of which there are two.
    given = [
        Given(score=1.0, people=5, total=3.0, questions=3),
        Given(score=0.0, people=5, total=0.0, questions=3),
    ]

    assert measure(given).discrimination == pytest.approx(1.0)
    alone = [Given(score=1.0, people=9, total=1.0, questions=1)]
    assert measure(alone).discrimination is None
    assert measure(alone).compared == 0


def test_in_part_right_counts_in_part():
    given = [Given(score=0.5, people=6), Given(score=1.0, people=2)]

    assert measure(given).difficulty == pytest.approx(0.625)


def test_what_nobody_judges_has_no_difficulty_and_no_flags():
    item = measure([Given(score=None, people=30)])

    assert (item.people, item.difficulty, item.discrimination) == (30, None, None)
    assert item.flags == ()


def tallies(*people: int, right: int = 0) -> list[Tally]:
    total = sum(people)
    return [
        Tally(label=str(n), people=each, share=each / total, right=n == right)
        for n, each in enumerate(people)
    ]


@pytest.mark.parametrize(
    ("answers", "score", "flags"),
    [
        (tallies(3, 7), 0.3, {Flag.WRONG_PREFERRED, Flag.HARD}),
        (tallies(6, 4), 0.6, set()),
        (tallies(20, 0), 1.0, {Flag.EASY, Flag.UNUSED}),
        (tallies(15, 5, 0), 0.75, {Flag.UNUSED}),
        (tallies(5, 0), 1.0, set()),
    ],
)
def test_a_suspect_question_is_flagged(answers, score, flags):
    people = sum(each.people for each in answers)
    right = round(score * people)
    given = [
        Given(score=1.0, people=right),
        *([Given(score=0.0, people=people - right)] if people > right else []),
    ]

    assert set(measure(given, answers=answers).flags) == flags


def test_means_and_correlations_of_nobody_and_of_what_does_not_vary():
    assert mean([]) is None
    assert correlation([]) is None
    assert correlation([(1.0, 0.5, 9)]) is None
    assert correlation([(0.0, 0.0, 1), (1.0, 1.0, 3)]) == pytest.approx(1.0)
    assert correlation([(0.0, 1.0, 2), (1.0, 0.0, 2)]) == pytest.approx(-1.0)
