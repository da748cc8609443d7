"""A story frozen to one JSON value, texts included, and the reader of that value."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any, Final

from .story import ExpertView, FlagState, Scene, Story

FORMAT: Final = 2


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
        "flags": dict(story.flags),
        "is_shuffled": story.is_shuffled,
        "expert_views": _expert_views(story.expert_views),
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
        "expert_views": _expert_views(scene.expert_views),
        "articles": list(scene.articles),
        "where_to_turn": scene.where_to_turn,
        "choices": [
            {
                "key": choice.key,
                "text": choice.text,
                "consequence": choice.consequence,
                "later": choice.later,
                "later_at": choice.later_at,
                "target": choice.target,
                "effects": [
                    {"value": effect.value, "direction": effect.direction}
                    for effect in choice.effects
                ],
                "condition": _states(choice.condition),
                "sets": _states(choice.sets),
            }
            for choice in scene.ways_on
        ],
    }


def _expert_views(views: Iterable[ExpertView]) -> list[dict[str, str]]:
    return [{"function": view.function, "view": view.view} for view in views]


def _states(states: Iterable[FlagState]) -> list[dict[str, Any]]:
    return [{"flag": state.flag, "on": state.on} for state in states]


def unmet(choice: dict[str, Any], flags: Set[str]) -> list[dict[str, Any]]:
    """What keeps a choice from being offered with these flags on: the states that do not hold."""
    return [
        state
        for state in choice.get("condition", ())
        if state["on"] != (state["flag"] in flags)
    ]


class Graph:
    """Reads a compiled graph. Cheap to make: it looks up, it copies nothing.

    Graphs of format 1 know no flags, no later consequences and no shuffling.
    """

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

    def flags_after(
        self, taken: Iterable[tuple[str, str]], before: Set[str] = frozenset()
    ) -> frozenset[str]:
        """The flags that are on after choices, each a scene with a choice there, in order.

        ``before`` are those that were on already.
        """
        on = set(before)
        for scene, key in taken:
            choice = self.choice(scene, key) or {}
            for state in choice.get("sets", ()):
                (on.add if state["on"] else on.discard)(state["flag"])
        return frozenset(on)

    def offered(self, scene: str, flags: Set[str]) -> list[dict[str, Any]]:
        """The choices of a scene that are there with these flags on, as their author ordered them."""
        return [
            choice
            for choice in self.scene(scene)["choices"]
            if not unmet(choice, flags)
        ]

    def choice(self, scene: str, key: str) -> dict[str, Any] | None:
        """A choice of a scene by its key; nothing when the graph has none like it."""
        for choice in self.content["scenes"].get(scene, {}).get("choices", ()):
            if choice["key"] == key:
                return dict(choice)
        return None
