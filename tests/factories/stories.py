"""Stories of any size for checks, maps and benchmarks: plain Python, no database."""

import json
from random import Random
from typing import Any

from dilemmas.graph import (
    DILEMMA,
    ENDING,
    Choice,
    Effect,
    FlagState,
    Scene,
    Story,
)

VALUES = {"openheid": "Openheid", "zorgplicht": "Zorgplicht"}
TEXT = "Nadia legt het dossier op tafel. Ze kijkt naar de deur. Niemand zegt iets. "


def a_story(
    scenes: int, *, choices: int = 3, flags: int = 0, acts: int = 1, seed: int = 1
) -> Story:
    """A story without findings of ``scenes`` scenes, the same for the same arguments.

    Each scene leads on to the next few, one in nine back to an earlier one too, so that
    there are loops; the last two are endings. With flags, the first choice of each scene
    sets one, and the third of every other asks for one.
    """
    if scenes < 4:
        raise ValueError("Two endings need at least two scenes before them.")
    chance = Random(seed)  # noqa: S311 (a story, no secret)
    keys = [f"scene-{number}" for number in range(scenes)]
    return Story(
        title="Een verhaal",
        values=VALUES,
        flags={f"flag-{number}": f"Weet {number}" for number in range(flags)},
        scenes=(
            *(
                _scene(keys, number, choices, flags, acts, chance)
                for number in range(scenes - 2)
            ),
            *(_ending(key, acts) for key in keys[-2:]),
        ),
    )


def _scene(
    keys: list[str], number: int, choices: int, flags: int, acts: int, chance: Random
) -> Scene:
    key = keys[number]
    return Scene(
        key=key,
        title=f"Scène {number}",
        kind=DILEMMA,
        is_start=number == 0,
        act=f"Deel {1 + number * acts // len(keys)}",
        stakeholders=("Nadia",),
        body=({"type": "text", "value": f"<p>{TEXT * 4}</p>", "id": key},),
        choices=tuple(
            Choice(
                key=f"{key}-{way}",
                text=f"Ik doe {way} in {number}.",
                consequence=f"Er volgt {way}.",
                target=keys[_target(number, way, len(keys), chance)],
                effects=(
                    Effect("openheid", "+-"[way % 2]),
                    Effect("zorgplicht", "-+"[way % 2]),
                ),
                condition=_asked(number, way, flags),
                sets=(FlagState(f"flag-{number % flags}", on=True),)
                if flags and not way
                else (),
            )
            for way in range(choices)
        ),
    )


def _target(number: int, way: int, scenes: int, chance: Random) -> int:
    if way == 0:
        return number + 1
    if way == 2 and number % 9 == 8:
        return chance.randrange(number)
    # The last but two leads to both endings.
    return min(scenes - 1, number + chance.randint(1, 12) + (number == scenes - 3))


def _asked(number: int, way: int, flags: int) -> tuple[FlagState, ...]:
    """Flag n is first set by scene n, and asked for later."""
    if way != 2 or not flags or number % 2 or number < flags:
        return ()
    return (FlagState(f"flag-{number // 2 * 7 % flags}", on=True),)


def _ending(key: str, acts: int) -> Scene:
    return Scene(
        key=key,
        title=key,
        kind=ENDING,
        act=f"Deel {acts}",
        reflection=("Wat neem je mee?",),
        body=({"type": "text", "value": f"<p>{TEXT}</p>", "id": key},),
    )


def content_of(story: Story) -> dict[str, Any]:
    """A story as the content of a page or a revision holds it; values stand apart there."""
    return {
        "title": story.title,
        "introduction": story.introduction,
        "given": story.given,
        "rule_source": story.rule_source,
        "shuffles_choices": story.is_shuffled,
        "expert_views": _views(story.expert_views),
        "flags": [
            {"key": key, "name": name, "sort_order": number}
            for number, (key, name) in enumerate(story.flags.items())
        ],
        "scenes": [
            _scene_content(scene, number) for number, scene in enumerate(story.scenes)
        ],
    }


def _scene_content(scene: Scene, number: int) -> dict[str, Any]:
    return {
        "key": scene.key,
        "sort_order": number,
        "title": scene.title,
        "kind": scene.kind,
        "is_start": scene.is_start,
        "act": scene.act,
        "when": scene.when,
        "where": scene.where,
        "body": json.dumps([dict(block) for block in scene.body]),
        "stakeholders": _lines("stakeholder", scene.stakeholders),
        "prompts": _lines("prompt", scene.prompts),
        "reflection": _lines("question", scene.reflection),
        "expert_views": _views(scene.expert_views),
        "articles": _lines("article", scene.articles),
        "where_to_turn": scene.where_to_turn,
        "facilitator_notes": scene.facilitator_notes,
        "choices": [
            _choice_content(choice, place) for place, choice in enumerate(scene.choices)
        ],
    }


def _choice_content(choice: Choice, number: int) -> dict[str, Any]:
    return {
        "key": choice.key,
        "sort_order": number,
        "text": choice.text,
        "consequence": choice.consequence,
        "later_consequence": choice.later,
        "later_at": choice.later_at or None,
        "target": choice.target or None,
        "effects": [
            {"value": one.value, "direction": one.direction} for one in choice.effects
        ],
        "condition": [{"flag": one.flag, "on": one.on} for one in choice.condition],
        "sets": [{"flag": one.flag, "on": one.on} for one in choice.sets],
    }


def _lines(name: str, lines: tuple[str, ...]) -> str:
    return json.dumps([{"type": name, "value": line} for line in lines])


def _views(views: tuple[Any, ...]) -> str:
    return json.dumps(
        [
            {"type": "expert", "value": {"function": one.function, "view": one.view}}
            for one in views
        ]
    )
