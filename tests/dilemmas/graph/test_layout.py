"""The map of a story, and how long its roads take to read."""

import pytest
from hypothesis import given

from dilemmas.graph import (
    DILEMMA,
    Choice,
    ReadingTime,
    Scene,
    Story,
    lay_out,
    reading_time,
)
from tests.dilemmas.graph.test_checks import scene, stories, walks_from


@given(stories())
def test_every_scene_has_one_place_of_its_own(story):
    found = lay_out(story)

    assert sorted(place.key for place in found.places) == sorted(
        one.key for one in story.scenes
    )
    assert len({(place.row, place.column) for place in found.places}) == len(
        story.scenes
    )
    assert all(0 <= place.row < found.rows for place in found.places)
    assert all(0 <= place.column < found.columns for place in found.places)


@given(stories())
def test_a_road_is_a_choice_that_leads_somewhere_and_goes_down_one_row_at_most(story):
    found = lay_out(story)
    rows = {place.key: place.row for place in found.places}
    known = set(rows)
    taken = [
        (one.key, choice.target, choice.key)
        for one in story.scenes
        for choice in one.ways_on
        if choice.target in known
    ]

    told = [(r.source, r.target, key) for r in found.roads for key in r.choices]
    assert sorted(told) == sorted(taken)
    starts = [one.key for one in story.scenes if one.is_start]
    reached = set().union(*(walks_from(story, key) for key in starts))
    for road in found.roads:
        if road.source in reached:
            assert rows[road.target] <= rows[road.source] + 1


@given(stories())
def test_the_same_story_gives_the_same_map(story):
    assert lay_out(story) == lay_out(story)


def test_what_nothing_reaches_stands_at_the_bottom():
    found = lay_out(
        Story(scenes=(scene("a", "b", start=True), scene("lost"), scene("b", end=True)))
    )

    assert [(place.key, place.row) for place in found.places] == [
        ("a", 0),
        ("b", 1),
        ("lost", 2),
    ]


def test_neighbours_stand_under_one_another():
    """Two roads side by side do not cross."""
    found = lay_out(
        Story(
            scenes=(
                scene("a", "left", "right", start=True),
                scene("left", "under-left"),
                scene("right", "under-right"),
                scene("under-right", end=True),
                scene("under-left", end=True),
            )
        )
    )
    columns = {place.key: place.column for place in found.places}

    assert (columns["left"] < columns["right"]) == (
        columns["under-left"] < columns["under-right"]
    )


def tale(*lengths: int) -> Story:
    """A start that leads to endings of so many words; no choice has any of its own."""
    ends = [
        Scene(
            key=str(number),
            kind="ending",
            body=({"type": "text", "value": "woord " * length},),
        )
        for number, length in enumerate(lengths)
    ]
    ways = tuple(Choice(key=end.key, target=end.key) for end in ends)
    return Story(scenes=(Scene(key="a", is_start=True, choices=ways), *ends))


def test_the_shortest_the_middle_and_the_longest_road():
    found = reading_time(tale(200, 400, 3000))

    assert (found.shortest, found.median, found.longest) == (1, 2, 15)


@pytest.mark.parametrize(
    ("longest", "stated", "is_at_odds"),
    [
        (2, 20, True),
        (2, 14, False),
        (2, 15, True),
        (2, 2, False),
        (2, 1, True),
        (15, 20, False),
        (15, 40, False),
        (15, 41, True),
        (15, 14, True),
    ],
)
def test_a_stated_duration_that_the_reading_cannot_bear_out(
    longest, stated, is_at_odds
):
    assert ReadingTime(1, 2, longest).is_at_odds_with(stated) is is_at_odds


@pytest.mark.parametrize(
    "story",
    [
        Story(),
        Story(scenes=(scene("a", "b", start=True), scene("b", "a"))),
        Story(scenes=(scene("a", "b"), scene("b", end=True))),
    ],
)
def test_without_a_road_to_an_ending_there_is_no_time(story):
    assert reading_time(story) is None


def test_a_loop_counts_once():
    loop = Story(
        scenes=(scene("a", "b", start=True), scene("b", "a", "c"), scene("c", end=True))
    )

    assert reading_time(loop).longest == 1


def test_more_roads_than_can_be_walked_are_counted():
    """Three ways in each of 300 scenes: 3 to the power of 300 roads."""
    last = 300
    scenes = [
        Scene(
            key=str(n),
            kind=DILEMMA,
            is_start=n == 0,
            body=({"type": "text", "value": "woord " * 40},),
            choices=tuple(
                Choice(key=f"{n}-{way}", text="woord " * 10 * way, target=str(n + 1))
                for way in range(3)
            ),
        )
        for n in range(last)
    ]

    found = reading_time(Story(scenes=(*scenes, scene(str(last), end=True))))

    assert found.shortest < found.median < found.longest
