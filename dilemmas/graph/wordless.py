"""What has a place in the story, and nothing to read there."""

from collections.abc import Iterator

from .findings import Code, Finding
from .story import Story


def wordless(story: Story) -> Iterator[Finding]:
    """Scenes in which nothing happens, choices without words, expert views that say nothing."""
    for scene in story.scenes:
        if not scene.body:
            yield Finding(Code.NO_TEXT, scene.key)
        for choice in scene.ways_on:
            if not choice.text.strip():
                yield Finding(Code.NO_WORDS, scene.key, choice.key)
        for view in scene.expert_views:
            if not (view.function.strip() and view.view.strip()):
                yield Finding(Code.EMPTY_VIEW, scene.key)
