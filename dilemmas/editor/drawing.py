"""The map of a scenario as it is drawn, and told to who does not see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dilemmas.graph import Map, Place, Road, Scene, Story, advise, check, lay_out
from dilemmas.wording import hints, sentences

WIDE, HIGH = 200, 76
APART, BELOW = 40, 64
BOW: Final = 40
EDGE: Final = 30
LINE: Final = 22  # letters of a title on a line


@dataclass(frozen=True, slots=True)
class Way:
    """A choice of a scene: its words, and the scene where it leads."""

    text: str
    target: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A scene on the map, with what the checks say of it."""

    key: str
    number: int
    title: str
    kind: str
    act: str
    is_start: bool
    x: int
    y: int
    lines: tuple[str, ...]
    faults: Sequence[str]
    hints: Sequence[str]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A road as the path of an SVG, and whether it leads back up."""

    path: str
    leads_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything that the page of the map shows."""

    nodes: list[Node]
    curves: list[Curve]
    width: int
    height: int
    faults: Sequence[str]  # of the scenario, not of one scene
    hints: Sequence[str]

    @property
    def fault_count(self) -> int:
        return len(self.faults) + sum(len(node.faults) for node in self.nodes)

    @property
    def hint_count(self) -> int:
        return len(self.hints) + sum(len(node.hints) for node in self.nodes)


def draw(story: Story) -> Drawing:
    """The map of a story, sound or not."""
    found, map_ = check(story), lay_out(story)
    advice = advise(story)
    faults = _by_scene([one.scene for one in found], sentences(found, story))
    advised = _by_scene([one.scene for one in advice], hints(advice, story))
    places = {place.key: place for place in map_.places}
    scenes = {scene.key: scene for scene in story.scenes}
    nodes = [
        _node(number, scene, places[scene.key], scenes, faults, advised)
        for number, scene in enumerate(scenes.values(), start=1)
    ]
    return Drawing(
        nodes=nodes,
        curves=[_curve(road, places) for road in map_.roads],
        width=_width(map_),
        height=2 * EDGE + map_.rows * (HIGH + BELOW) - BELOW if map_.rows else 0,
        faults=faults[""],
        hints=advised[""],
    )


def _by_scene(keys: Sequence[str], told: Sequence[str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, sentence in zip(keys, told, strict=True):
        found[key].append(sentence)
    return found


def _node(
    number: int,
    scene: Scene,
    place: Place,
    scenes: Mapping[str, Scene],
    faults: Mapping[str, Sequence[str]],
    advised: Mapping[str, Sequence[str]],
) -> Node:
    return Node(
        key=scene.key,
        number=number,
        title=scene.title,
        kind=scene.kind,
        act=scene.act,
        is_start=scene.is_start,
        x=_left(place),
        y=_top(place),
        lines=_lines(scene.title),
        faults=faults.get(scene.key, ()),
        hints=advised.get(scene.key, ()),
        ways=tuple(
            Way(
                choice.text,
                choice.target if choice.target in scenes else "",
                scenes[choice.target].title if choice.target in scenes else "",
            )
            for choice in scene.ways_on
        ),
    )


def _lines(title: str) -> tuple[str, ...]:
    """A title on at most two lines; the whole of it is in the name of the link."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1][: LINE - 1]}…"]
    return tuple(
        line if len(line) <= LINE else f"{line[: LINE - 1]}…" for line in lines
    )


def _curve(road: Road, places: Mapping[str, Place]) -> Curve:
    source, target = places[road.source], places[road.target]
    x1, y1 = _left(source) + WIDE // 2, _top(source) + HIGH
    x2, y2 = _left(target) + WIDE // 2, _top(target)
    if target.row > source.row:
        bend = (y2 - y1) // 2
        return Curve(
            f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}", leads_back=False
        )
    if target.row == source.row and target.key != source.key:
        top = y2
        return Curve(
            f"M{x1} {top}C{x1} {top - BOW} {x2} {top - BOW} {x2} {top}", leads_back=True
        )
    # Back up: out at the side and round.
    x1, y1 = _left(source) + WIDE, _top(source) + HIGH // 2
    x2, y2 = _left(target) + WIDE, _top(target) + HIGH // 2
    out = max(x1, x2) + APART
    return Curve(f"M{x1} {y1}C{out} {y1} {out} {y2} {x2} {y2}", leads_back=True)


def _left(place: Place) -> int:
    return EDGE + round(place.column * (WIDE + APART))


def _top(place: Place) -> int:
    return EDGE + place.row * (HIGH + BELOW)


def _width(map_: Map) -> int:
    """Room at the right for the roads that lead back."""
    return 2 * EDGE + map_.columns * (WIDE + APART) if map_.columns else 0
