"""What a play chose at its turning points."""

from collections.abc import Iterable

from dilemmas.graph import Graph


def turning_points(graph: Graph, steps: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The choice made at each scene that offered this play two or more, at the first visit.

    ``steps`` are scenes with the choice there, in order. What was offered hangs on the
    choices before it.
    """
    made: dict[str, str] = {}
    before: list[tuple[str, str]] = []
    for scene, choice in steps:
        if scene not in made and len(_offered(graph, scene, before)) > 1:
            made[scene] = choice
        before.append((scene, choice))
    return made


def _offered(graph: Graph, scene: str, before: list[tuple[str, str]]) -> list[str]:
    choices = graph.scene(scene)["choices"]
    if any(choice.get("condition") for choice in choices):
        choices = graph.offered(scene, graph.flags_after(before))
    return [choice["key"] for choice in choices]
