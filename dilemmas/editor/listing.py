"""The scenes of a draft as a list: what the map shows, for who does not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dilemmas.graph import Scene, Story

from .notes import Note, Notes


@dataclass(frozen=True, slots=True)
class Way:
    """A choice of a scene: its words, and the scene where it leads, if that is there."""

    text: str
    target: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A scene in the list, with what the checks say of it and where its choices lead."""

    scene: Scene
    number: int
    faults: Sequence[Note]
    hints: Sequence[Note]
    remarks: int
    ways: Sequence[Way]


def list_scenes(story: Story, notes: Notes, remarks: Mapping[str, int]) -> list[Row]:
    """A row for each scene, in the order of its author; ``remarks`` are numbers by key."""
    titles = {scene.key: scene.title for scene in story.scenes}
    return [
        Row(
            scene=scene,
            number=number,
            faults=notes.faults.get(scene.key, ()),
            hints=notes.hints.get(scene.key, ()),
            remarks=remarks.get(scene.key, 0),
            ways=[
                Way(
                    choice.text,
                    choice.target if choice.target in titles else "",
                    titles.get(choice.target, ""),
                )
                for choice in scene.ways_on
            ],
        )
        for number, scene in enumerate(story.scenes, start=1)
    ]
