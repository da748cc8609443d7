"""What makes a story unplayable.

These findings block publishing, never saving. Each names the culprit only: a scene
behind a broken link is not reported for what the link does to it when the link is.
"""

from collections import Counter
from collections.abc import Iterator

from .exploring import Explored, explore
from .findings import Code, Finding, Findings
from .flags import flags
from .media import media
from .roads import Roads, roads_of
from .story import Choice, Scene, Story
from .wordless import wordless


def check(story: Story) -> Findings:
    """Everything that keeps ``story`` from being published, in the order of its scenes."""
    roads = roads_of(story)
    explored = explore(story, roads)
    findings = [
        *_starts(story),
        *_repeated_keys(story),
        *_links(story),
        *_ways_through(roads),
        *flags(story),
        *_states(explored),
        *media(story),
        *wordless(story),
    ]
    return Findings(
        sorted(findings, key=lambda finding: roads.places.get(finding.scene, -1)),
        is_estimate=not explored.is_exact,
    )


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
        keys = [choice.key for choice in scene.choices]
        if len(set(keys)) == len(keys) and all(keys):
            continue
        for key, times in Counter(keys).items():
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
            yield from _of_choice(scene, choice, known, story)


def _of_choice(
    scene: Scene, choice: Choice, known: set[str], story: Story
) -> Iterator[Finding]:
    if choice.target not in known:
        yield Finding(Code.BROKEN_TARGET, scene.key, choice.key)
    # A scene without words to tell there is left aside: nothing is told.
    if choice.later.strip() and choice.later_at not in known:
        yield Finding(Code.BROKEN_LATER, scene.key, choice.key)
    for effect in choice.effects:
        if effect.value not in story.values:
            yield Finding(Code.UNKNOWN_VALUE, scene.key, choice.key, effect.value)


def _ways_through(roads: Roads) -> Iterator[Finding]:
    """Whether one comes everywhere from the start, and out again, conditions aside."""
    if roads.starts:
        reached = roads.reached()
        for key in roads.unreached(reached):
            yield Finding(Code.UNREACHABLE, key)
        there_are_endings = any(scene.is_ending for scene in roads.scenes.values())
        if not any(_ends(roads, key, there_are_endings) for key in reached):
            yield Finding(Code.NO_ENDING)
    for trap in roads.traps():
        yield Finding(Code.TRAP, roads.first(trap))


def _ends(roads: Roads, key: str, there_are_endings: bool) -> bool:  # noqa: FBT001
    """Whether a road ends at a scene: well, or by a fault there that is told."""
    scene = roads.scenes[key]
    is_faulty = len(roads.onward[key]) < max(1, len(scene.ways_on))
    return scene.is_ending or (there_are_endings and is_faulty)


def _states(explored: Explored) -> Iterator[Finding]:
    """What conditions do. A scene that only they close off has a choice before it that is told."""
    for scene, choice in explored.never_offered:
        yield Finding(Code.NEVER_OFFERED, scene, choice)
    code = Code.STUCK if explored.is_exact else Code.MAYBE_STUCK
    for scene, states in explored.stuck.items():
        yield Finding(code, scene, states=states)
    for scene, states in explored.traps.items():
        yield Finding(Code.TRAP, scene, states=states)
