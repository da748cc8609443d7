"""What makes a story unplayable. All of it in one pass over scenes and choices.

These findings block publishing, never saving. Each names the culprit only: a scene
behind a broken link is not reported for what the link does to it when the link is.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .components import components
from .story import Scene, Story


class Code(StrEnum):
    """What can be wrong."""

    NO_START = "no-start"
    SEVERAL_STARTS = "several-starts"
    REPEATED_KEY = "repeated-key"
    BROKEN_TARGET = "broken-target"
    UNKNOWN_VALUE = "unknown-value"
    UNREACHABLE = "unreachable"
    DEAD_END = "dead-end"
    TRAP = "trap"
    NO_ENDING = "no-ending"
    NO_REFLECTION = "no-reflection"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what, at which scene, and at which choice or value there."""

    code: Code
    scene: str = ""
    choice: str = ""
    detail: str = ""


def check(story: Story) -> list[Finding]:
    """Everything that keeps ``story`` from being published, in the order of its scenes."""
    findings = [*_starts(story), *_repeated_keys(story), *_links(story)]
    findings += _roads(story)
    places = {scene.key: number for number, scene in enumerate(story.scenes)}
    return sorted(findings, key=lambda finding: places.get(finding.scene, -1))


def _starts(story: Story) -> Iterator[Finding]:
    starts = [scene for scene in story.scenes if scene.is_start]
    if not starts:
        yield Finding(Code.NO_START)
    for scene in starts[1:]:
        yield Finding(Code.SEVERAL_STARTS, scene.key)


def _repeated_keys(story: Story) -> Iterator[Finding]:
    for key, times in Counter(scene.key for scene in story.scenes).items():
        if times > 1 or not key:
            yield Finding(Code.REPEATED_KEY, key)
    for scene in story.scenes:
        for key, times in Counter(choice.key for choice in scene.choices).items():
            if times > 1 or not key:
                yield Finding(Code.REPEATED_KEY, scene.key, key)


def _links(story: Story) -> Iterator[Finding]:
    known = {scene.key for scene in story.scenes}
    for scene in story.scenes:
        if not scene.is_ending and not scene.choices:
            yield Finding(Code.DEAD_END, scene.key)
        if scene.is_ending and not scene.reflection:
            yield Finding(Code.NO_REFLECTION, scene.key)
        for choice in scene.ways_on:
            if choice.target not in known:
                yield Finding(Code.BROKEN_TARGET, scene.key, choice.key)
            for effect in choice.effects:
                if effect.value not in story.values:
                    yield Finding(
                        Code.UNKNOWN_VALUE, scene.key, choice.key, effect.value
                    )


def _roads(story: Story) -> Iterator[Finding]:
    """Where one can come from the start, and whether one gets out again."""
    starts = [scene.key for scene in story.scenes if scene.is_start]
    scenes = {scene.key: scene for scene in story.scenes}
    onward = {
        key: [c.target for c in scene.ways_on if c.target in scenes]
        for key, scene in scenes.items()
    }
    reached = _reachable(starts, onward)
    if starts:
        for key in scenes.keys() - reached:
            yield Finding(Code.UNREACHABLE, key)
        if not any(scenes[key].is_ending for key in reached):
            yield Finding(Code.NO_ENDING)
    yield from _traps(scenes, onward)


def _traps(
    scenes: Mapping[str, Scene], onward: Mapping[str, list[str]]
) -> Iterator[Finding]:
    """Loops that nothing leaves: each is one finding, at its first scene.

    What only leads into such a loop is no culprit; nor is a loop with a broken link,
    which is told already.
    """
    places = {key: number for number, key in enumerate(scenes)}
    for group in components(onward):
        members = set(group)
        leaves = any(
            scenes[key].is_ending
            or not onward[key]
            or len(onward[key]) < len(scenes[key].ways_on)
            or not members.issuperset(onward[key])
            for key in group
        )
        if not leaves:
            yield Finding(Code.TRAP, min(group, key=places.__getitem__))


def _reachable(sources: Iterable[str], onward: Mapping[str, Iterable[str]]) -> set[str]:
    found = set(sources)
    frontier = deque(found)
    while frontier:
        for target in onward[frontier.popleft()]:
            if target not in found:
                found.add(target)
                frontier.append(target)
    return found
