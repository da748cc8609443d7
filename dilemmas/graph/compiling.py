"""A story frozen to one JSON value, texts included, and the reader of that value."""

from __future__ import annotations

from typing import Any, Final

from .story import Scene, Story

FORMAT: Final = 1


def compile_story(story: Story) -> dict[str, Any]:
    """The graph of ``story``: plain JSON, the same for the same story.

    Expects a story without findings; order of scenes and choices is kept.
    """
    return {
        "format": FORMAT,
        "title": story.title,
        "introduction": story.introduction,
        "given": story.given,
        "rule_source": story.rule_source,
        "values": dict(story.values),
        "expert_views": [
            {"function": view.function, "view": view.view}
            for view in story.expert_views
        ],
        "start": next((scene.key for scene in story.scenes if scene.is_start), ""),
        # PostgreSQL does not keep the order of keys, so the order stands apart.
        "order": [scene.key for scene in story.scenes],
        "scenes": {scene.key: _scene(scene) for scene in story.scenes},
    }


def _scene(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.title,
        "kind": scene.kind,
        "act": scene.act,
        "when": scene.when,
        "where": scene.where,
        "body": [dict(block) for block in scene.body],
        "stakeholders": list(scene.stakeholders),
        "prompts": list(scene.prompts),
        "reflection": list(scene.reflection),
        "choices": [
            {
                "key": choice.key,
                "text": choice.text,
                "consequence": choice.consequence,
                "target": choice.target,
                "effects": [
                    {"value": effect.value, "direction": effect.direction}
                    for effect in choice.effects
                ],
            }
            for choice in scene.ways_on
        ],
    }


class Graph:
    """Reads a compiled graph. Cheap to make: it looks up, it copies nothing."""

    __slots__ = ("content",)

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content

    @property
    def start(self) -> str:
        """The key of the first scene."""
        return str(self.content["start"])

    @property
    def values(self) -> dict[str, str]:
        """Names of values by slug."""
        values: dict[str, str] = self.content["values"]
        return values

    def scene(self, key: str) -> dict[str, Any]:
        """One scene. Raises ``KeyError`` for a key that the graph does not know."""
        scene: dict[str, Any] = self.content["scenes"][key]
        return scene

    def is_ending(self, key: str) -> bool:
        """Whether the story ends at this scene."""
        return bool(self.scene(key)["kind"] == "ending")

    def choice(self, scene: str, key: str) -> dict[str, Any] | None:
        """A choice of a scene by its key; nothing when the graph has none like it."""
        for choice in self.content["scenes"].get(scene, {}).get("choices", ()):
            if choice["key"] == key:
                return dict(choice)
        return None
