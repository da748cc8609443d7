"""How good guesses are: the area under the curve, and how sure that is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping
from math import sqrt

from tests.dilemmas.attack.attempts import Attempt
from tests.dilemmas.attack.published import Item

FOLDS = 20


def area(
    attempt: Attempt, chosen: Mapping[str, Collection[Item]], without: int | None = None
) -> float:
    """How often somebody who made a choice scores higher for it than one who did not.

    Compared for each choice apart, so that knowing which choices are popular is worth
    nothing. Equal scores count half: 0.5 is chance, 1 is certainty.
    """
    made, left = defaultdict(list), defaultdict(list)
    for number, (who, scores) in enumerate(attempt.guesses.items()):
        if without is not None and number * FOLDS // len(attempt.guesses) == without:
            continue
        for item, score in scores.items():
            (made if item in chosen[who] else left)[item].append(score)
    won = pairs = 0.0
    for item, scores in made.items():
        others = sorted(left[item])
        won += sum(
            (bisect_left(others, score) + bisect_right(others, score)) / 2
            for score in scores
        )
        pairs += len(scores) * len(others)
    return won / pairs


def spread(attempt: Attempt, chosen: Mapping[str, Collection[Item]]) -> float:
    """The standard error of the area: each time without a twentieth of the days."""
    areas = [area(attempt, chosen, without=fold) for fold in range(FOLDS)]
    mean = sum(areas) / FOLDS
    return sqrt((FOLDS - 1) / FOLDS * sum((one - mean) ** 2 for one in areas))
