"""What one edition tells of a whole story: scenes together, and those it does not tell of.

Somebody who sees all of it, knows how many people were counted and knows the story
still cannot tell exactly how many went anywhere; who was counted too cannot tell that
all others who came by a scene chose the same there. Every outcome is tried, with every
lot that can be drawn.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import product

import pytest

from dilemmas.graph import Graph
from dilemmas.insight import edition, tell, turning_points

from .test_bands import Counts, outcomes


def story(**scenes: str) -> Graph:
    """Scenes by name, each with the scenes it leads to; choices are named after both."""
    graph = {
        name: {
            "kind": "dilemma" if ways else "ending",
            "choices": [{"key": f"{name}{to}", "target": to} for to in ways],
        }
        for name, ways in scenes.items()
    }
    return Graph({"start": "A", "scenes": graph})


def ways_of(graph: Graph, scene: str = "A") -> list[tuple[tuple[str, str], ...]]:
    choices = graph.scene(scene)["choices"]
    if not choices:
        return [()]
    return [
        ((scene, choice["key"]), *rest)
        for choice in choices
        for rest in ways_of(graph, choice["target"])
    ]


FORK = story(A="BC", B="XY", C="XY", X="", Y="")
ROAD = story(A="BX", B="DX", D="XY", X="", Y="")
THREE = story(A="BCX", B="XY", C="X", X="", Y="")
AGAIN = story(A="BX", B="XY", X="ZW", Y="ZW", Z="", W="")


class Lots:
    """Draws the first so many, and notes all that other draws could have told."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.told: dict[str, set[tuple]] = {}

    def __call__(self, chosen, number):
        scene = chosen[0][0]
        counts = Counter(chosen)
        counts.update({way["key"]: 0 for way in self.graph.scene(scene)["choices"]})
        self.told[scene] = draws(tuple(sorted(counts.items())), number)
        return chosen[:number]


@cache
def draws(counts: tuple[tuple[str, int], ...], number: int) -> set[tuple]:
    return {
        said(zip([name for name, _count in counts], part, strict=True))
        for part in outcomes(number, len(counts))
        if all(some <= count for some, (_name, count) in zip(part, counts, strict=True))
    }


def said(counts: Iterable[tuple[str, int]]) -> tuple:
    return tuple(sorted(tell(dict(counts)).items()))


def pages(
    graph: Graph, made: list[dict[str, str]], counts: Counts
) -> Iterable[tuple[object, ...]]:
    """Everything that can be read of such an outcome, one entry for each course of the lots."""
    lots = Lots(graph)
    people = [
        way for way, count in zip(made, counts, strict=True) for _ in range(count)
    ]
    told = edition(graph, people, lot=lots)
    return product(
        *(
            [
                (scene, point["people"], bands)
                for bands in lots.told.get(
                    scene, {tuple(sorted(point["bands"].items()))}
                )
            ]
            for scene, point in sorted(told.items())
        )
    )


def betrayed(
    made: list[dict[str, str]], page: object, possible: list[Counts]
) -> list[tuple]:
    """What follows for certain from a page, given all outcomes that can lead to it."""
    found: list[tuple] = []
    for scene, choice in {item for way in made for item in way.items()}:
        came = [n for n, way in enumerate(made) if scene in way]
        took = [n for n in came if made[n][scene] == choice]
        sums = [
            (counts, sum(counts[n] for n in came), sum(counts[n] for n in took))
            for counts in possible
        ]
        if len({taken for _counts, _all, taken in sums}) == 1:
            found.append((page, "exact", choice))
        for own in range(len(made)):
            others = [
                (everybody - (own in came), taken - (own in took))
                for counts, everybody, taken in sums
                if counts[own]
            ]
            # For certain somebody else came here, and all of them agreed.
            if others and all(0 < taken == everybody for everybody, taken in others):
                found.append((page, "unanimous", choice, made[own]))
    return found


def everything_betrayed(
    graph: Graph, outcomes_of_ways: Iterable[Counts]
) -> list[tuple]:
    made = [turning_points(graph, way) for way in ways_of(graph)]
    possible = defaultdict(list)
    for counts in outcomes_of_ways:
        for page in pages(graph, made, counts):
            possible[page].append(counts)
    assert possible
    return [
        found
        for page, those in possible.items()
        for found in betrayed(made, page, those)
    ]


@pytest.mark.parametrize("people", [5, 10, 20])
@pytest.mark.parametrize("graph", [FORK, ROAD, THREE], ids=["fork", "road", "three"])
def test_nothing_exact_and_nothing_unanimous_in_all_that_is_told(graph, people):
    ways = len(ways_of(graph))

    assert everything_betrayed(graph, outcomes(people, ways)) == []


@pytest.mark.parametrize("people", [5, 10])
def test_a_scene_that_all_meet_again_betrays_nothing_of_the_one_before(people):
    # Both ways meet at X and Y, and each of these can be missed.
    assert everything_betrayed(AGAIN, outcomes(people, len(ways_of(AGAIN)))) == []


@pytest.mark.parametrize("people", [40, 80, 160])
def test_a_scene_behind_a_scene_betrays_nothing_in_larger_editions_either(people):
    """Who came to the last scene is parted evenly there, to keep the outcomes few."""
    parted = [
        ((last + 1) // 2, last // 2, second, first)
        for last, second, first in outcomes(people, 3)
    ]
    assert len(ways_of(ROAD)) == 4

    found = everything_betrayed(ROAD, parted)

    # Of that last scene itself more follows, since its outcomes are not all there.
    assert [each for each in found if not each[2].startswith("D")] == []


def test_of_a_scene_that_few_met_nothing_is_told_nor_of_one_that_few_missed():
    made = [turning_points(FORK, way) for way in ways_of(FORK)]

    def told(*counts: int) -> set[str]:
        return {scene for page in pages(FORK, made, counts) for scene, *_ in page}

    assert told(2, 2, 16, 0) == {"A"}
    assert told(3, 2, 15, 0) == {"A", "B", "C"}
    assert told(5, 0, 0, 0) == {"A"}


def test_a_choice_that_hangs_on_what_came_before_counts_where_it_was_offered():
    graph = story(A="BB", B="XY", X="", Y="")
    first, second = graph.scene("A")["choices"]
    first |= {"key": "AB1", "sets": [{"flag": "told", "on": True}]}
    second |= {"key": "AB2"}
    graph.scene("B")["choices"][1]["condition"] = [{"flag": "told", "on": True}]

    assert turning_points(graph, [("A", "AB1"), ("B", "BX")]) == {"A": "AB1", "B": "BX"}
    assert turning_points(graph, [("A", "AB2"), ("B", "BX")]) == {"A": "AB2"}


def test_of_a_scene_met_twice_the_first_choice_counts():
    steps = [("A", "AB"), ("B", "BX"), ("A", "AC")]

    assert turning_points(FORK, steps)["A"] == "AB"
