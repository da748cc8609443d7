"""The scenes of a draft by name: to pick one from, with enough of it to know which is which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import Truncator

from dilemmas.enums import SceneKind
from dilemmas.graph import Story
from dilemmas.graph.prose import prose


@dataclass(frozen=True, slots=True)
class Named:
    """A scene as a list of suggestions names it; ``context`` helps to recognise it."""

    key: UUID
    name: str
    context: str


class Outline:
    """Scenes by a name that is theirs alone: the title, with the number where titles repeat."""

    def __init__(self, story: Story) -> None:
        times = Counter(_folded(scene.title) for scene in story.scenes)
        self.scenes = [
            Named(
                UUID(scene.key),
                scene.title
                if times[_folded(scene.title)] == 1
                else f"{scene.title} ({number})",
                _context(scene.kind, prose(scene)),
            )
            for number, scene in enumerate(story.scenes, start=1)
        ]
        self.values, self.flags = story.values, story.flags
        self._keys = {_folded(one.name): one.key for one in self.scenes}
        self._names = {one.key: one.name for one in self.scenes}
        self.repeated = {title for title, number in times.items() if number > 1}

    def name(self, key: UUID | None) -> str:
        """The name of a scene; nothing for none, or for one that is gone."""
        return self._names.get(key, "") if key else ""

    def find(self, name: str) -> UUID | None:
        """The scene with this name, however its capitals are written."""
        return self._keys.get(_folded(name))

    def find_key(self, key: str) -> UUID | None:
        """The scene with this key, given as text; nothing when there is none."""
        return next((one for one in self._names if str(one) == key), None)

    def is_ambiguous(self, name: str) -> bool:
        """Whether several scenes have this title."""
        return _folded(name) in self.repeated


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _context(kind: str, text: str) -> str:
    known = dict(SceneKind.choices)
    return f"{known.get(kind, kind)} · {Truncator(text).words(12)}".strip(" ·")
