"""What holds of every story: compiled, checked, explored, drawn, played."""

import json

from hypothesis import assume, given
from hypothesis import strategies as st

from dilemmas.graph import (
    Choice,
    Code,
    FlagState,
    Graph,
    Scene,
    Story,
    advise,
    compile_story,
    lay_out,
    read,
    reading_time,
)
from dilemmas.graph.exploring import explore
from dilemmas.graph.roads import roads_of
from dilemmas.wording import caveat, hints, sentences
from tests.dilemmas.graph.brute import Tried, closed
from tests.dilemmas.graph.roads import check
from tests.dilemmas.graph.strategies import (
    guarded_stories,
    playable_stories,
    small_stories,
    steady,
    thorough,
    wild_stories,
)
from tests.factories.stories import content_of

anything = wild_stories() | small_stories() | playable_stories()


@steady
@given(anything)
def test_any_story_is_checked_advised_and_told_in_words_and_twice_the_same(story):
    found, advice = check(story), advise(story)

    assert found == check(story)
    assert found.is_estimate == check(story).is_estimate
    assert advice == advise(story)
    assert all(sentences(found, story))
    assert all(hints(advice, story))
    assert caveat(found) == ""
    assert all(one.field for one in [*found, *advice])
    scenes = {scene.key for scene in story.scenes}
    assert {one.scene for one in [*found, *advice]} <= scenes | {""}


@steady
@given(wild_stories())
def test_content_is_read_as_it_was_written(story):
    content = json.loads(json.dumps(content_of(story)))

    assert story == read(
        content,
        values=story.values,
        principles=story.principles,
        without_captions=story.without_captions,
        without_transcript=story.without_transcript,
    )


@steady
@given(wild_stories() | small_stories())
def test_a_compiled_story_keeps_all_that_is_told_and_played(story):
    keys = [scene.key for scene in story.scenes]
    assume(len(set(keys)) == len(keys))

    graph = Graph(json.loads(json.dumps(compile_story(story))))

    assert graph.content["order"] == keys
    assert graph.values == story.values
    for name in ("title", "introduction", "given", "rule_source", "is_shuffled"):
        assert graph.content[name] == getattr(story, name)
    for scene in story.scenes:
        kept = graph.scene(scene.key)
        assert graph.is_ending(scene.key) == scene.is_ending
        for name in ("title", "act", "when", "where", "where_to_turn"):
            assert kept[name] == getattr(scene, name)
        for name in ("stakeholders", "prompts", "reflection", "articles", "body"):
            assert tuple(kept[name]) == getattr(scene, name)
        assert "facilitator_notes" not in kept  # no learner gets to see them
        assert [as_kept(choice) for choice in scene.ways_on] == kept["choices"]


def as_kept(choice: Choice) -> dict:
    names = ("key", "text", "consequence", "later", "later_at", "target")
    return {
        **{name: getattr(choice, name) for name in names},
        "effects": [{"value": e.value, "direction": e.direction} for e in choice.effects],
        "condition": [{"flag": s.flag, "on": s.on} for s in choice.condition],
        "sets": [{"flag": s.flag, "on": s.on} for s in choice.sets],
    }  # fmt: skip


@thorough
@given(small_stories() | guarded_stories())
def test_the_states_are_as_one_finds_them_by_trying_each(story):
    tried, explored = Tried(story), explore(story, roads_of(story))

    assert explored.is_exact
    assert explored.reached == tried.reached()
    assert set(explored.stuck) == tried.stuck()
    assert set(explored.never_offered) == tried.never_offered()
    assert set(explored.traps) == tried.traps()
    told = {f.scene for f in check(story) if f.code == Code.TRAP}
    assert told == tried.traps() | tried.traps_without_conditions()
    for key, states in explored.stuck.items():  # the flags that are told bring it about
        assert any(
            not tried.offered((scene, flags))
            for scene, flags in tried.states
            if scene == key and all((s.flag in flags) == s.on for s in states)
        )


@steady
@given(small_stories() | guarded_stories())
def test_the_safe_estimate_misses_no_scene_where_one_gets_stuck(story):
    exact = explore(story, roads_of(story))
    estimate = explore(story, roads_of(story), most_work=0)

    assert set(exact.stuck) <= set(estimate.stuck)
    assert exact.reached <= estimate.reached
    assert estimate.is_exact == (not any(c.condition for c in choices_of(story))) or (
        estimate == exact  # what is left of the conditions asks for nothing
    )


def choices_of(story: Story) -> list[Choice]:
    return [choice for scene in story.scenes for choice in scene.ways_on]


@steady
@given(small_stories())
def test_of_scenes_that_nothing_leads_to_the_first_are_told(story):
    """Who leads there has led to all; and none of them could be left out."""
    onward = {
        one.key: {c.target for c in one.ways_on} & {s.key for s in story.scenes}
        for one in story.scenes
    }
    reached = closed(story.scenes[0].key, onward)

    told = {f.scene for f in check(story) if f.code == Code.UNREACHABLE}

    behind = {key: closed(key, onward) for key in told}
    assert reached.union(*behind.values()) == onward.keys()
    assert not told & reached
    for key in told:
        assert not any(key in behind[other] for other in told - {key})


@steady
@given(playable_stories(), st.randoms(use_true_random=False))
def test_a_story_without_findings_is_played_to_an_ending_whatever_one_chooses(
    story, chance
):
    assume(check(story) == [])
    graph = Graph(compile_story(story))
    scene, taken = graph.start, []

    for _ in range(40):
        if graph.is_ending(scene):
            return
        choice = chance.choice(graph.offered(scene, graph.flags_after(taken)))
        taken.append((scene, choice["key"]))
        scene = choice["target"]

    assert leads_to_an_ending(graph, scene, taken)  # whoever goes round can still leave


def leads_to_an_ending(graph: Graph, scene: str, taken: list) -> bool:
    seen, waiting = set(), [(scene, taken)]
    while waiting:
        here, taken = waiting.pop(0)
        flags = graph.flags_after(taken)
        if graph.is_ending(here):
            return True
        if (here, flags) not in seen:
            seen.add((here, flags))
            waiting += [
                (choice["target"], [*taken, (here, choice["key"])])
                for choice in graph.offered(here, flags)
            ]
    return False


@steady
@given(anything, st.frozensets(st.sampled_from(["I", "II", "III", "", "no act"])))
def test_every_story_is_drawn_with_any_acts_folded(story, folded):
    drawn = lay_out(story, folded)

    assert drawn == lay_out(story, folded)
    node = {
        scene.key: f"act:{scene.act}" if scene.act in folded - {""} else scene.key
        for scene in story.scenes
    }
    places = {place.key: place for place in drawn.places}
    assert places.keys() == set(node.values())
    assert len(places) == len(drawn.places)
    assert len({(place.row, place.column) for place in drawn.places}) == len(places)
    for place in drawn.places:
        hidden = {key for key, one in node.items() if one == place.key != key}
        assert set(place.scenes) == hidden
    assert sorted(
        (road.source, road.target, key) for road in drawn.roads for key in road.choices
    ) == sorted(
        (node[scene.key], node[choice.target], choice.key)
        for scene in story.scenes
        for choice in scene.ways_on
        if choice.target in node
        and (node[scene.key] != node[choice.target] or node[scene.key] == scene.key)
    )
    assert len({(road.source, road.target) for road in drawn.roads}) == len(drawn.roads)
    acts = {node[scene.key]: scene.act for scene in story.scenes}
    for band in drawn.bands:  # an act stands side by side, with nothing else in between
        inside = [
            place.key
            for place in drawn.places
            if place.row == band.row and band.first <= place.column <= band.last
        ]
        assert {acts[key] for key in inside} == {band.act}
    assert len({(band.act, band.row) for band in drawn.bands}) == len(drawn.bands)


@steady
@given(anything)
def test_reading_takes_no_less_than_the_shortest_and_no_more_than_the_longest(story):
    time = reading_time(story)

    if time:
        assert 1 <= time.shortest <= time.median <= time.longest


def test_above_the_cap_the_estimate_says_so_and_names_what_may_be_stuck():
    """Seventeen flags that conditions ask for: no state is gone through."""
    flags = {f"f{number}": f"Weet {number}" for number in range(17)}
    ways = tuple(
        Choice(
            key=flag,
            target="end" if number else "b",
            sets=(FlagState(flag, on=True),),
            condition=(FlagState(flag, on=False),),
        )
        for number, flag in enumerate(flags)
    )
    safe = Choice(key="safe", target="b")
    only_one = Choice(key="x", target="end", condition=(FlagState("f0", on=True),))
    both = Choice(key="y", target="end", condition=(FlagState("f0", on=False),))
    end = Scene(key="end", kind="ending", reflection=("Wat?",))

    def story(*at_b: Choice) -> Story:
        first = Scene(key="a", is_start=True, choices=(safe, *ways))
        return Story(flags=flags, scenes=(first, Scene(key="b", choices=at_b), end))

    found = check(story(only_one))
    assert found.is_estimate
    assert "veilige schatting" in caveat(found)
    assert [(f.code, f.scene) for f in found] == [
        (Code.TOO_MANY_FLAGS, ""),
        (Code.MAYBE_STUCK, "b"),
    ]
    assert [f.code for f in check(story(only_one, both))] == [Code.TOO_MANY_FLAGS]
