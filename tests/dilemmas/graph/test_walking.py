"""A way through a graph: what is offered where, and what comes late."""

import pytest

from dilemmas.graph import (
    Choice,
    FlagState,
    Graph,
    Scene,
    Story,
    compile_story,
    unmet,
    walk,
)


def graph_of(*scenes: Scene) -> Graph:
    return Graph(compile_story(Story(scenes=scenes)))


def a_story() -> Graph:
    """Telling at the start opens a way in the middle; keeping silent comes back at the end."""
    return graph_of(
        Scene(
            key="start",
            is_start=True,
            choices=(
                Choice(key="tell", target="middle", sets=(FlagState("told", on=True),)),
                Choice(key="hush", target="middle", later="Het lekt.", later_at="end"),
            ),
        ),
        Scene(
            key="middle",
            choices=(
                Choice(key="on", target="end", later="Nu al.", later_at="end"),
                Choice(
                    key="ask", target="end", condition=(FlagState("told", on=True),)
                ),
                Choice(
                    key="undo",
                    target="start",
                    condition=(FlagState("told", on=True),),
                    sets=(FlagState("told", on=False),),
                ),
            ),
        ),
        Scene(key="end", kind="ending"),
    )


def offered(stop) -> list[str]:
    return [choice["key"] for choice in stop.offered]


def test_a_way_begins_at_the_start_with_nothing_remembered():
    (stop,) = walk(a_story(), [])

    assert (stop.scene, stop.flags, stop.taken, stop.told) == ("start", frozenset(), None, [])  # fmt: skip


def test_what_is_offered_follows_from_what_was_chosen():
    graph = a_story()

    assert offered(walk(graph, ["tell"])[-1]) == ["on", "ask", "undo"]
    assert offered(walk(graph, ["hush"])[-1]) == ["on"]
    assert offered(walk(graph, ["tell", "undo", "hush"])[-1]) == ["on"]


def test_a_choice_that_is_not_offered_is_none_of_the_stop():
    stop = walk(a_story(), ["hush"])[-1]

    assert stop.choice("on")
    assert stop.choice("ask") is None
    assert stop.choice("unknown") is None


def test_a_scene_with_one_way_on_is_no_turning_point_whatever_else_stands_in_it():
    def turning(choices):
        return [stop.is_turning_point for stop in walk(a_story(), choices)]

    assert turning(["hush", "on"]) == [True, False, False]
    assert turning(["tell", "on"]) == [True, True, False]


def test_a_late_consequence_is_told_at_its_scene_and_marked_at_its_choice():
    stops = walk(a_story(), ["hush", "on"])

    assert [choice["later"] for choice in stops[-1].told] == ["Het lekt.", "Nu al."]
    assert [stop.came_late for stop in stops] == [True, True, False]
    assert stops[1].told == []


def test_a_late_consequence_is_told_once_however_often_its_choice_is_made():
    graph = graph_of(
        Scene(
            key="a",
            is_start=True,
            choices=(Choice(key="go", target="b", later="Ooit.", later_at="c"),),
        ),
        Scene(
            key="b",
            choices=(Choice(key="back", target="a"), Choice(key="on", target="c")),
        ),
        Scene(key="c", choices=(Choice(key="again", target="a"),)),
    )

    way = ["go", "back", "go", "on", "again", "go", "on"]
    stops = walk(graph, way)

    assert [bool(stop.told) for stop in stops] == [*[False] * 4, True, *[False] * 3]
    assert [stop.came_late for stop in stops] == [True, *[False] * 7]


def test_a_way_from_elsewhere_begins_with_the_flags_given():
    stops = walk(a_story(), ["ask"], start="middle", flags={"told"})

    assert [stop.scene for stop in stops] == ["middle", "end"]


@pytest.mark.parametrize("way", [["nothing"], ["hush", "tell"]])
def test_a_choice_of_another_scene_is_refused(way):
    with pytest.raises(KeyError):
        walk(a_story(), way)


def test_a_graph_of_the_first_format_offers_all_and_tells_nothing_late():
    graph = a_story()
    for scene in graph.content["scenes"].values():
        for key in ("expert_views", "articles", "where_to_turn"):
            del scene[key]
        for choice in scene["choices"]:
            for key in ("later", "later_at", "condition", "sets"):
                del choice[key]

    stops = walk(graph, ["hush", "on"])

    assert len(stops[1].offered) == 3
    assert not any(stop.told or stop.came_late for stop in stops)
    assert unmet(stops[0].offered[0], frozenset()) == []
