"""A play as it is shown: the scene where it is, and the path behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from wagtail.blocks import StreamValue

from .blocks import SCENE_BODY
from .enums import Direction
from .graph import Graph

if TYPE_CHECKING:
    from .models import PlayStep


@dataclass(frozen=True, slots=True)
class Tension:
    """A value that a choice gave weight to, or let give way."""

    name: str
    gave_way: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A point of the path: a scene, what one chose there, and what that touched."""

    scene: str
    choice: str = ""
    tensions: list[Tension] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A scene on the screen."""

    title: str
    line: str
    body: StreamValue
    choices: list[dict[str, Any]]
    prompts: list[str]
    stakeholders: list[str]
    reflection: list[str]
    form_key: UUID = field(default_factory=uuid4)


def shown(graph: Graph, key: str) -> Shown:
    """The scene ``key`` as its page shows it."""
    scene = graph.scene(key)
    return Shown(
        title=scene["title"],
        line=" · ".join(filter(None, [scene["when"], scene["where"]])),
        body=SCENE_BODY.to_python(scene["body"]),
        choices=scene["choices"],
        prompts=scene["prompts"],
        stakeholders=scene["stakeholders"],
        reflection=scene["reflection"],
    )


def consequence(graph: Graph, steps: list[PlayStep]) -> str:
    """What the last choice brought; nothing before the first."""
    if not steps:
        return ""
    choice = graph.choice(str(steps[-1].scene), str(steps[-1].choice))
    return str(choice["consequence"]) if choice else ""


def walked(graph: Graph, steps: Iterable[PlayStep], ending: str) -> list[Walked]:
    """The path from the start to where the play is. A scene with one way on was no choice."""
    path = []
    for step in steps:
        scene = graph.scene(str(step.scene))
        choice = graph.choice(str(step.scene), str(step.choice))
        if choice is None or len(scene["choices"]) < 2:
            path.append(Walked(scene=scene["title"]))
            continue
        tensions = [
            Tension(
                graph.values.get(effect["value"], effect["value"]),
                gave_way=effect["direction"] == Direction.GIVES_WAY,
            )
            for effect in choice["effects"]
        ]
        path.append(
            Walked(scene=scene["title"], choice=choice["text"], tensions=tensions)
        )
    return [*path, Walked(scene=graph.scene(ending)["title"])]
