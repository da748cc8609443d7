"""From the content of a page, as revisions store it, to a story."""

import json
from collections.abc import Collection, Iterable, Mapping, Set
from typing import Any

from .story import Choice, Effect, ExpertView, FlagState, Scene, Story

Content = Mapping[str, Any]


def read(
    content: Content,
    *,
    values: Mapping[str, str],
    principles: Mapping[str, Collection[str]] | None = None,
    without_captions: Set[tuple[str, int]] = frozenset(),
    without_transcript: Set[tuple[str, int]] = frozenset(),
) -> Story:
    """The story in ``content`` (``serializable_data`` of a scenario page).

    ``values`` are the names of the scenario's values by their slug, and the others are
    as in ``Story``: the content knows all of them by their rows only. Nothing is built
    but these plain values, so that a check of a large draft need not load its scenes as
    objects.
    """
    return Story(
        title=content.get("title") or "",
        introduction=content.get("introduction") or "",
        given=content.get("given") or "",
        rule_source=content.get("rule_source") or "",
        values=dict(values),
        principles=dict(principles or {}),
        without_captions=without_captions,
        without_transcript=without_transcript,
        flags={
            _key(flag.get("key")): flag.get("name") or ""
            for flag in _in_order(content.get("flags"))
        },
        is_shuffled=bool(content.get("shuffles_choices")),
        expert_views=_expert_views(content.get("expert_views")),
        scenes=tuple(_scene(scene) for scene in _in_order(content.get("scenes"))),
    )


def _scene(content: Content) -> Scene:
    return Scene(
        key=_key(content.get("key")),
        title=content.get("title") or "",
        kind=content.get("kind") or "",
        is_start=bool(content.get("is_start")),
        act=content.get("act") or "",
        when=content.get("when") or "",
        where=content.get("where") or "",
        # A block that nobody wrote in yet shows nothing.
        body=tuple(block for block in _blocks(content.get("body")) if block["value"]),
        stakeholders=_lines(content.get("stakeholders")),
        prompts=_lines(content.get("prompts")),
        reflection=_lines(content.get("reflection")),
        expert_views=_expert_views(content.get("expert_views")),
        articles=_lines(content.get("articles")),
        where_to_turn=content.get("where_to_turn") or "",
        facilitator_notes=content.get("facilitator_notes") or "",
        choices=tuple(_choice(choice) for choice in _in_order(content.get("choices"))),
    )


def _choice(content: Content) -> Choice:
    return Choice(
        key=_key(content.get("key")),
        text=content.get("text") or "",
        consequence=content.get("consequence") or "",
        later=content.get("later_consequence") or "",
        later_at=_key(content.get("later_at")),
        target=_key(content.get("target")),
        effects=tuple(
            Effect(effect["value"], effect["direction"])
            for effect in _blocks(content.get("effects"))
        ),
        condition=_states(content.get("condition")),
        sets=_states(content.get("sets")),
    )


def _states(value: str | list[Any] | None) -> tuple[FlagState, ...]:
    return tuple(FlagState(state["flag"], state["on"]) for state in _blocks(value))


def _expert_views(value: str | list[Any] | None) -> tuple[ExpertView, ...]:
    return tuple(
        ExpertView(block["value"]["function"], block["value"]["view"])
        for block in _blocks(value)
    )


def _key(value: object) -> str:
    return str(value) if value else ""


def _in_order(rows: Iterable[Content] | None) -> list[Content]:
    """Children in the order that their author gave them; new ones have none yet."""
    listed = list(rows or ())
    return sorted(listed, key=lambda row: _order(row.get("sort_order"), len(listed)))


def _order(value: int | None, last: int) -> int:
    return last if value is None else value


def _blocks(value: str | list[Any] | None) -> list[dict[str, Any]]:
    """A list that content keeps as JSON text, such as the blocks of a StreamField."""
    if not value:
        return []
    return list(json.loads(value) if isinstance(value, str) else value)


def _lines(value: str | list[Any] | None) -> tuple[str, ...]:
    return tuple(block["value"] for block in _blocks(value) if block["value"])
