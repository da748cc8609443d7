"""Whether what a choice brings later can still come to be told."""

from __future__ import annotations

from .components import components
from .roads import Roads, roads_of
from .story import Choice, Story


def too_late_to_tell(story: Story) -> set[tuple[str, str]]:
    """Choices, as scene and key, whose later consequence waits for a scene that never comes after.

    Conditions are left aside: what they alone prevent is not told. A broken link is told
    elsewhere.
    """
    if not any(_tells(choice) for scene in story.scenes for choice in scene.ways_on):
        return set()
    roads = roads_of(story)
    behind = _behind(roads)
    return {
        (scene.key, choice.key)
        for scene in story.scenes
        for choice in scene.ways_on
        if _tells(choice)
        and choice.target in roads.scenes
        and choice.later_at in roads.scenes
        and not behind[choice.target] >> roads.places[choice.later_at] & 1
    }


def _tells(choice: Choice) -> bool:
    return bool(choice.later.strip() and choice.later_at)


def _behind(roads: Roads) -> dict[str, int]:
    """For each scene, itself and all that can come after: a bit for the place of each."""
    found: dict[str, int] = {}
    for group in components(roads.onward):  # after those that it leads to
        all_ = 0
        for key in group:
            all_ |= 1 << roads.places[key]
            for target in roads.onward[key]:
                all_ |= found.get(target, 0)
        found.update(dict.fromkeys(group, all_))
    return found
