"""The scenes of a draft by name: to pick one from, with enough of it to know which is which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from uuid import UUID

from django.utils.text import Truncator

from dilemmas.enums import SceneKind
from dilemmas.graph import Story
from dilemmas.graph.prose import prose


@dataclass(frozen=True, slots=True)
class Named:
    """A scene as a list of suggestions names it; ``context`` helps to recognise it."""

    key: UUID
    title: str
    name: str
    context: str


class Outline:
    """Scenes by a name that is theirs alone: the title, with the number where titles repeat."""

    def __init__(self, story: Story) -> None:
        titles = [_folded(scene.title) for scene in story.scenes]
        times = Counter(titles)
        self.story, self.values, self.flags = story, story.values, story.flags
        self.repeated = {title for title, number in times.items() if number > 1}
        self.endings = {scene.key for scene in story.scenes if scene.is_ending}
        self._names: dict[UUID, str] = {}
        self._keys: dict[str, UUID] = {}
        taken = set(titles)
        for number, scene in enumerate(story.scenes, start=1):
            if not scene.key:
                continue
            name = scene.title
            if _folded(name) in self.repeated:
                name = f"{scene.title} ({number})"
                while _folded(name) in taken:  # another scene bears that very title
                    name += "*"
                taken.add(_folded(name))
            self._names[UUID(scene.key)] = name
            self._keys[_folded(name)] = UUID(scene.key)

    @cached_property
    def scenes(self) -> list[Named]:
        """All of them with some context, for a list to pick from."""
        kinds = {kind: str(name) for kind, name in SceneKind.choices}
        return [
            Named(
                UUID(scene.key),
                scene.title,
                self._names[UUID(scene.key)],
                _context(kinds.get(scene.kind, scene.kind), prose(scene)),
            )
            for scene in self.story.scenes
            if scene.key
        ]

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
    return f"{kind} · {_beginning(text)}".strip(" ·")


@lru_cache(maxsize=2048)
def _beginning(text: str) -> str:
    return str(Truncator(text).words(12))
