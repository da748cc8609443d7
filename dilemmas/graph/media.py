"""Images, videos and recordings that somebody cannot see or hear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .findings import Code, Finding
from .story import Scene, Story


def media(story: Story) -> Iterator[Finding]:
    """Media without a text in their place; a finding's detail is the place of its block.

    An image says itself what stands in its place. What a video or a recording has, its
    row knows: the story is told which rows lack it.
    """
    for scene in story.scenes:
        yield from _of_scene(scene, story)


def _of_scene(scene: Scene, story: Story) -> Iterator[Finding]:
    for number, block in enumerate(scene.body, start=1):
        kind, value = block.get("type"), block.get("value")
        if not isinstance(value, Mapping) or not isinstance(kind, str):
            continue
        if kind == "image" and _lacks_alternative(value.get("image")):
            yield Finding(Code.NO_ALTERNATIVE, scene.key, detail=str(number))
        row = value.get(kind)
        if not isinstance(row, int):
            continue
        if (kind, row) in story.without_captions:
            yield Finding(Code.NO_CAPTIONS, scene.key, detail=str(number))
        if (kind, row) in story.without_transcript:
            yield Finding(Code.NO_TRANSCRIPT, scene.key, detail=str(number))


def _lacks_alternative(image: Any) -> bool:
    """Whether an image is there, means something, and says nothing to who cannot see it."""
    if not isinstance(image, Mapping):
        return bool(image)
    return bool(
        image.get("image")
        and not image.get("decorative")
        and not (image.get("alt_text") or "").strip()
    )
