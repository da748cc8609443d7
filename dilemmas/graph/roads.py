"""Where one can come in a story when conditions are left aside: scenes, and what leads to what."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .components import components
from .story import Scene, Story


@dataclass(frozen=True, slots=True)
class Roads:
    """Scenes by key, in the order of their author, and the known targets of each."""

    scenes: Mapping[str, Scene]
    onward: Mapping[str, Sequence[str]]
    starts: Sequence[str]
    places: Mapping[str, int]

    def reached(self) -> set[str]:
        """Every scene that choices lead to from a start."""
        found = set(self.starts)
        waiting = deque(found)
        while waiting:
            for target in self.onward[waiting.popleft()]:
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    def traps(self) -> list[list[str]]:
        """Loops that nothing leaves, each as its scenes.

        What only leads into such a loop is none; nor is a loop with a broken link, or a
        scene without choices, which are faults of their own.
        """
        return [
            group
            for group in components(self.onward)
            if not any(self._leaves(key, set(group)) for key in group)
        ]

    def _leaves(self, key: str, loop: set[str]) -> bool:
        scene, targets = self.scenes[key], self.onward[key]
        return (
            scene.is_ending
            or not targets
            or len(targets) < len(scene.ways_on)
            or not loop.issuperset(targets)
        )

    def unreached(self, reached: set[str]) -> Iterator[str]:
        """The scenes to lead to, so that all are reached: what lies behind one is left out."""
        onward = {
            key: [target for target in self.onward[key] if target not in reached]
            for key in self.scenes
            if key not in reached
        }
        groups = components(onward)
        group_of = {key: number for number, keys in enumerate(groups) for key in keys}
        led_to = {
            group_of[target]
            for key, targets in onward.items()
            for target in targets
            if group_of[target] != group_of[key]
        }
        for number, group in enumerate(groups):
            if number not in led_to:
                yield self.first(group)

    def first(self, keys: Iterable[str]) -> str:
        """Of some scenes the one that comes first in the story."""
        return min(keys, key=self.places.__getitem__)


def roads_of(story: Story) -> Roads:
    """The roads of a story, sound or not; of two scenes with one key the last counts."""
    scenes = {scene.key: scene for scene in story.scenes}
    return Roads(
        scenes,
        {
            key: [c.target for c in scene.ways_on if c.target in scenes]
            for key, scene in scenes.items()
        },
        [scene.key for scene in story.scenes if scene.is_start],
        {key: place for place, key in enumerate(scenes)},
    )
