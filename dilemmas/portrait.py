"""A play as it is shown: the scene where it is, and the path behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from wagtail.blocks import StreamValue

from .blocks import SCENE_BODY
from .enums import Direction
from .graph import Graph, Stop, walk

if TYPE_CHECKING:
    from .models import PlayStep


@dataclass(frozen=True, slots=True)
class Tension:
    """A value that a choice gave weight to, or let give way."""

    name: str
    gave_way: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A point of the path: a scene, what one chose there, what that touched and brought.

    ``number`` is that of the step. ``choice`` and ``tensions`` are empty where there was
    nothing to choose.
    """

    number: int
    scene: str
    choice: str = ""
    tensions: list[Tension] = field(default_factory=list)
    later: str = ""


@dataclass(frozen=True, slots=True)
class Late:
    """What an earlier choice brings now."""

    choice: str
    text: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What choices brought, told on arriving at a scene: the last one, and earlier ones."""

    at_once: str = ""
    later: tuple[Late, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.at_once or self.later)


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
    expert_views: list[dict[str, str]]
    articles: list[str]
    where_to_turn: str
    form_key: UUID = field(default_factory=uuid4)


def shown(
    graph: Graph, key: str, choices: Sequence[dict[str, Any]] | None = None
) -> Shown:
    """The scene ``key`` as its page shows it, with all its choices or with those given."""
    scene = graph.scene(key)
    return Shown(
        title=scene["title"],
        line=" · ".join(filter(None, [scene["when"], scene["where"]])),
        body=SCENE_BODY.to_python(scene["body"]),
        choices=list(scene["choices"] if choices is None else choices),
        prompts=scene["prompts"],
        stakeholders=scene["stakeholders"],
        reflection=scene["reflection"],
        expert_views=scene.get("expert_views", []),
        articles=scene.get("articles", []),
        where_to_turn=scene.get("where_to_turn", ""),
    )


def travelled(graph: Graph, steps: Sequence[PlayStep]) -> list[Stop]:
    """The stops of a play, from its steps in order."""
    return walk(graph, [str(step.choice) for step in steps])


def in_order(graph: Graph, stop: Stop, play: UUID) -> list[dict[str, Any]]:
    """What is offered at ``stop``, in the order in which this play shows it.

    Where the story is shuffled, the order follows from the play and the scene: the same
    on every device and after a reload, another one in another play.
    """
    if not graph.content.get("is_shuffled"):
        return stop.offered

    def lot(choice: dict[str, Any]) -> bytes:
        return sha256(f"{play} {stop.scene} {choice['key']}".encode()).digest()

    return sorted(stop.offered, key=lot)


def brought(stops: Sequence[Stop]) -> Brought:
    """What one is told on arriving at the last stop; nothing before the first choice."""
    last = stops[-2].taken if len(stops) > 1 else None
    return Brought(
        at_once=str(last["consequence"]) if last else "",
        later=tuple(Late(made["text"], made["later"]) for made in stops[-1].told),
    )


def walked(graph: Graph, stops: Sequence[Stop]) -> list[Walked]:
    """The path from the start to where the play is. A scene with one way on was no choice."""
    return [_point(graph, number, stop) for number, stop in enumerate(stops, start=1)]


def _point(graph: Graph, number: int, stop: Stop) -> Walked:
    title = graph.scene(stop.scene)["title"]
    taken = stop.taken or {}
    later = taken["later"] if stop.came_late else ""
    if not stop.is_turning_point:
        return Walked(number=number, scene=title, later=later)
    return Walked(
        number=number,
        scene=title,
        choice=taken["text"],
        tensions=[
            Tension(
                graph.values.get(effect["value"], effect["value"]),
                gave_way=effect["direction"] == Direction.GIVES_WAY,
            )
            for effect in taken["effects"]
        ],
        later=later,
    )
