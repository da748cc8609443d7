"""What makes a story unplayable, by example and against brute force."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemmas.graph import (
    DILEMMA,
    ENDING,
    Choice,
    Code,
    Effect,
    Finding,
    Graph,
    Scene,
    Story,
    compile_story,
    read,
)
from dilemmas.graph.components import components
from tests.dilemmas.graph.roads import check


def scene(key: str, *targets: str, start: bool = False, end: bool = False) -> Scene:
    return Scene(
        key=key,
        title=key,
        kind=ENDING if end else DILEMMA,
        is_start=start,
        reflection=("Wat neem je mee?",) if end else (),
        choices=tuple(
            Choice(key=f"{key}{number}", text="Verder", target=target)
            for number, target in enumerate(targets)
        ),
    )


def found(*scenes: Scene) -> list[tuple[Code, str]]:
    return [(f.code, f.scene) for f in check(Story(scenes=scenes))]


def test_a_sound_story_has_no_findings():
    assert (
        found(scene("a", "b", "c", start=True), scene("b", "c"), scene("c", end=True))
        == []
    )


@pytest.mark.parametrize(
    ("scenes", "expected"),
    [
        ([], [(Code.NO_START, "")]),
        ([scene("a", "b"), scene("b", end=True)], [(Code.NO_START, "")]),
        (
            [scene("a", "b", start=True), scene("b", end=True, start=True)],
            [(Code.SEVERAL_STARTS, "b")],
        ),
        (
            [scene("a", "b", "gone", start=True), scene("b", end=True)],
            [(Code.BROKEN_TARGET, "a")],
        ),
        (
            [scene("a", "b", "", start=True), scene("b", end=True)],
            [(Code.BROKEN_TARGET, "a")],
        ),
        (
            [scene("a", "b", start=True), scene("b", end=True), scene("c", "b")],
            [(Code.UNREACHABLE, "c")],
        ),
        (
            [
                scene("a", "b", start=True),
                scene("b", end=True),
                scene("c", "d"),
                scene("d", "e"),
                scene("e", "b", "d"),
            ],
            [(Code.UNREACHABLE, "c")],
        ),
        (
            [scene("a", "b", "c", start=True), scene("b", end=True), scene("c")],
            [(Code.DEAD_END, "c")],
        ),
        (
            [
                scene("a", "b", "c", start=True),
                scene("b", end=True),
                scene("c", "d"),
                scene("d", "e"),
                scene("e", "d"),
            ],
            [(Code.TRAP, "d")],
        ),
        (
            [scene("a", "a", start=True), scene("b", end=True)],
            [(Code.NO_ENDING, ""), (Code.TRAP, "a"), (Code.UNREACHABLE, "b")],
        ),
        # The broken link is the culprit, not that no ending is reached.
        (
            [scene("a", "gone", start=True), scene("b", end=True)],
            [(Code.BROKEN_TARGET, "a"), (Code.UNREACHABLE, "b")],
        ),
        ([scene("a", "gone", start=True)], [(Code.NO_ENDING, ""), (Code.BROKEN_TARGET, "a")]),
        # What follows an ending is not reached by it.
        (
            [scene("a", "b", start=True), scene("b", "c", end=True), scene("c", end=True)],
            [(Code.UNREACHABLE, "c")],
        ),
    ],
)  # fmt: skip
def test_each_fault_is_found_at_its_culprit(scenes, expected):
    assert found(*scenes) == expected


def test_a_loop_that_one_can_leave_is_no_trap():
    assert (
        found(scene("a", "b", start=True), scene("b", "a", "c"), scene("c", end=True))
        == []
    )


def test_an_effect_on_a_value_that_the_scenario_does_not_name_is_told():
    choice = Choice(key="k", text="x", target="b", effects=(Effect("moed", "+"),))
    first = Scene(key="a", kind=DILEMMA, is_start=True, choices=(choice,))
    story = Story(values={"openheid": "openheid"}, scenes=(first, scene("b", end=True)))

    assert check(story) == [Finding(Code.UNKNOWN_VALUE, "a", "k", "moed")]


def test_a_key_that_is_there_twice_is_told():
    codes = {code for code, _ in found(scene("a", "b", start=True), scene("b", end=True), scene("b", end=True))}  # fmt: skip

    assert Code.REPEATED_KEY in codes


KEYS = "abcdefgh"


@st.composite
def stories(draw: st.DrawFn) -> Story:
    keys = KEYS[: draw(st.integers(1, len(KEYS)))]
    targets = st.lists(st.sampled_from([*keys, "gone"]), max_size=3)
    return Story(
        scenes=tuple(
            scene(
                key,
                *draw(targets),
                start=draw(st.booleans()) if number else True,
                end=draw(st.integers(0, 3)) == 0,
            )
            for number, key in enumerate(keys)
        )
    )


def walks_from(story: Story, key: str) -> set[str]:
    """Every scene on any walk from ``key``, by trying."""
    scenes = {one.key: one for one in story.scenes}
    seen: set[str] = set()

    def walk(here: str) -> None:
        if here in scenes and here not in seen:
            seen.add(here)
            for choice in scenes[here].ways_on:
                walk(choice.target)

    walk(key)
    return seen


def sound(story: Story) -> bool:
    """The definition, by brute force: everybody gets everywhere and out again."""
    scenes = {one.key: one for one in story.scenes}
    starts = [one.key for one in story.scenes if one.is_start]
    if len(starts) != 1 or walks_from(story, starts[0]) != set(scenes):
        return False
    targets = {c.target for one in story.scenes for c in one.ways_on}
    if not targets <= set(scenes):
        return False
    return all(
        any(scenes[key].is_ending for key in walks_from(story, one))
        and (scenes[one].is_ending or scenes[one].choices)
        for one in scenes
    )


@settings(max_examples=400)
@given(stories())
def test_a_story_without_findings_is_exactly_a_sound_story(story):
    assert (check(story) == []) == sound(story)


@given(stories())
def test_groups_are_the_scenes_that_reach_one_another(story):
    scenes = {one.key: one for one in story.scenes}
    onward = {
        key: [c.target for c in one.ways_on if c.target in scenes]
        for key, one in scenes.items()
    }

    groups = components(onward)

    assert sorted(key for group in groups for key in group) == sorted(scenes)
    for group in groups:
        for key in group:
            both = {
                o for o in walks_from(story, key) if key in walks_from(story, o)
            } | {key}
            assert both == set(group)


@given(stories())
def test_a_compiled_graph_is_json_and_keeps_every_choice(story):
    compiled = compile_story(story)

    assert json.loads(json.dumps(compiled)) == compiled
    graph = Graph(compiled)
    for one in story.scenes:
        assert graph.is_ending(one.key) == one.is_ending
        for choice in one.ways_on:
            assert graph.choice(one.key, choice.key)["target"] == choice.target


def test_a_very_long_story_is_checked_without_recursion():
    last = 3000
    scenes = [
        scene(str(n), str(n + 1), str((n * 7) % last), start=n == 0)
        for n in range(last)
    ]

    assert check(Story(scenes=(*scenes, scene(str(last), end=True)))) == []


def test_content_is_read_in_the_order_of_its_author():
    content = {
        "title": "Een dilemma",
        "expert_views": json.dumps(
            [{"type": "expert", "value": {"function": "Auditor", "view": "Nota."}}]
        ),
        "scenes": [
            {"key": "b", "sort_order": 1, "kind": ENDING, "reflection": "[]"},
            {
                "key": "a",
                "sort_order": 0,
                "is_start": True,
                "body": json.dumps([{"type": "text", "value": "<p>Hier</p>"}]),
                "prompts": json.dumps([{"type": "prompt", "value": "Wie?"}]),
                "choices": [
                    {"key": "2", "sort_order": 1, "target": "b"},
                    {
                        "key": "1",
                        "sort_order": 0,
                        "target": "b",
                        "effects": '[{"value": "openheid", "direction": "+"}]',
                    },
                ],
            },
        ],
    }

    story = read(content, values={"openheid": "openheid"})

    assert [one.key for one in story.scenes] == ["a", "b"]
    assert [choice.key for choice in story.scenes[0].choices] == ["1", "2"]
    assert story.scenes[0].choices[0].effects == (Effect("openheid", "+"),)
    assert story.scenes[0].prompts == ("Wie?",)
    assert story.expert_views[0].function == "Auditor"
