"""What one edition tells of a scene that everybody meets, or that some miss.

Somebody who sees it and knows how many people were drawn cannot tell exactly how many
chose anything; who was drawn too, and knows their own way, cannot tell that all others
who came by chose the same. Every outcome is tried, with every lot that can be drawn.
That is all there is to conclude: no two editions have anybody in common.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from dilemmas.graph import Graph
from dilemmas.insight import Place, next_due, places, tell, told, turning_points

from .test_bands import Counts, outcomes


def story(**scenes: str) -> Graph:
    """Scenes by name, each with the scenes it leads to; choices are named after both."""
    graph = {
        name: {
            "kind": "dilemma" if ways else "ending",
            "choices": [
                {"key": f"{name}{to}{number}", "target": to}
                for number, to in enumerate(ways)
            ],
        }
        for name, ways in scenes.items()
    }
    return Graph({"start": "A", "order": list(scenes), "scenes": graph})


MISSED = Place(scene="B", is_met_by_all=False)


def pages(graph: Graph, place: Place, counts: Counts, people: int) -> Iterator[tuple]:
    """All that can be read of people who chose so, one for each lot that can be drawn."""
    keys = [choice["key"] for choice in graph.scene(place.scene)["choices"]]
    came = [key for key, count in zip(keys, counts, strict=True) for _ in range(count)]
    ways = [{place.scene: key} for key in came]
    ways += [{} for _ in range(people - len(came))]
    possible: set[tuple] = set()

    def every_lot(chosen, number):
        counted = Counter(chosen)
        possible.update(draws(tuple((key, counted[key]) for key in keys), number))
        return chosen[:number]

    said = told(graph, place, ways, lot=every_lot)
    own = (said.people, *sorted(said.bands.items()))
    return iter(possible if said.bands and not place.is_met_by_all else {own})


@cache
def draws(counts: tuple[tuple[str, int], ...], number: int) -> set[tuple]:
    keys = [key for key, _count in counts]
    return {
        (number, *sorted(tell(dict(zip(keys, part, strict=True))).items()))
        for part in outcomes(number, len(counts))
        if all(some <= count for some, (_key, count) in zip(part, counts, strict=True))
    }


def betrayed(possible: list[Counts]) -> list[str]:
    """What follows for certain, given all outcomes that can lead to one page."""
    found = []
    for choice in range(len(possible[0])):
        if len({counts[choice] for counts in possible}) == 1:
            found.append(f"exact {choice}")
        for own in (None, *range(len(possible[0]))):
            others = [
                (sum(counts) - (own is not None), counts[choice] - (own == choice))
                for counts in possible
                if own is None or counts[own]
            ]
            # For certain somebody else came by, and all of them chose this.
            if others and all(0 < everybody == took for everybody, took in others):
                found.append(f"unanimous {choice}, for {own}")
    return found


def all_that_is_betrayed(place: Place, people: int, choices: int) -> list[object]:
    graph = story(A="BX", B="X" * choices, X="")
    possible = defaultdict(list)
    for *counts, missed in outcomes(people, choices + 1):
        if not (missed and place.is_met_by_all):
            for page in pages(graph, place, tuple(counts), people):
                possible[page].append(tuple(counts))
    assert possible
    return [(page, found) for page, p in possible.items() for found in betrayed(p)]


@pytest.mark.parametrize(
    ("people", "choices"), [(20, 2), (20, 3), (20, 4), (40, 2), (80, 2)]
)
def test_a_scene_that_some_miss_betrays_nothing(people, choices):
    assert all_that_is_betrayed(MISSED, people, choices) == []


@pytest.mark.parametrize("people", [5, 10, 20, 40])
@pytest.mark.parametrize("choices", [2, 3])
def test_a_scene_that_all_meet_betrays_nothing(people, choices):
    assert (
        all_that_is_betrayed(Place(scene="B", is_met_by_all=True), people, choices)
        == []
    )


def test_at_ten_a_scene_that_some_miss_would_be_exact():
    graph = story(A="BX", B="XX", X="")
    told_of = [
        counts
        for *counts, _missed in outcomes(10, 3)
        if any(len(page) > 1 for page in pages(graph, MISSED, tuple(counts), 10))
    ]
    assert {sum(counts) for counts in told_of} == {5}


def test_of_a_scene_that_few_met_or_few_missed_nothing_is_told():
    graph = story(A="BX", B="XX", X="")

    def says(*counts: int) -> set[tuple]:
        return set(pages(graph, MISSED, counts, 20))

    assert says(2, 2) == says(4, 0) == says(8, 8) == says(20, 0) == {(0,)}
    assert {people for people, *_ in says(3, 2)} == {5}
    assert {people for people, *_ in says(15, 0)} == {10}


def test_places_are_scenes_with_a_choice_and_know_whether_they_can_be_missed():
    graph = story(A="BC", B="C", C="DX", D="XY", X="YZ", Y="", Z="")

    assert [(place.scene, place.is_met_by_all) for place in places(graph)] == [
        *(("A", True), ("C", True), ("D", False), ("X", False))
    ]


def test_a_scene_where_only_some_have_a_choice_can_be_missed():
    graph = story(A="BC", B="", C="")
    graph.scene("A")["choices"][1]["condition"] = [{"flag": "told", "on": True}]

    assert [place.is_met_by_all for place in places(graph)] == [False]


def test_editions_take_more_people_each_time_and_scenes_have_their_turn():
    known = places(story(A="BX", B="XY", X="", Y=""))
    made: dict[str, int] = {}
    turns = []
    while len(turns) < 6:
        due = next_due(known, made)
        turns.append((due.place.scene, due.edition, due.group))
        made[due.place.scene] = due.edition

    assert turns == [
        *(("A", 1, 5), ("A", 2, 10), ("B", 1, 20), ("A", 3, 20)),
        *(("B", 2, 40), ("A", 4, 40)),
    ]
    assert next_due([], {}) is None


def test_a_choice_that_hangs_on_what_came_before_counts_where_it_was_offered():
    graph = story(A="BB", B="XY", X="", Y="")
    graph.scene("A")["choices"][0]["sets"] = [{"flag": "told", "on": True}]
    graph.scene("B")["choices"][1]["condition"] = [{"flag": "told", "on": True}]

    told_first = turning_points(graph, ["AB0", "BX0"])
    silent = turning_points(graph, ["AB1", "BX0"])

    assert told_first == {"A": "AB0", "B": "BX0"}
    assert silent == {"A": "AB1"}


def test_of_a_scene_met_twice_the_first_choice_counts():
    graph = story(A="BX", B="AX", X="")

    assert turning_points(graph, ["AB0", "BA0", "AX1"]) == {
        "A": "AB0",
        "B": "BA0",
    }
