"""What conditions ask and choices set: flags that do not add up.

A condition with such a fault is told here once. Whoever explores the states takes what
``sound_condition`` leaves of it, so that one fault is not told again for what it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Final

from .findings import Code, Finding
from .story import Choice, Story

MOST_FLAGS: Final = 16


def flags(story: Story) -> Iterator[Finding]:
    """Too many flags, unknown ones, contradictions, and flags asked that nothing sets."""
    if len(story.flags) > MOST_FLAGS:
        yield Finding(Code.TOO_MANY_FLAGS, detail=str(len(story.flags)))
    brought_about, told = set_on(story), set[str]()
    for scene in story.scenes:
        for choice in scene.ways_on:
            if not (choice.condition or choice.sets):
                continue
            yield from _unknown(scene.key, choice, story.flags)
            against_itself = contradicted(choice)
            for flag in sorted(against_itself):
                yield Finding(Code.CONTRADICTION, scene.key, choice.key, flag)
            asked = {state.flag for state in choice.condition if state.on}
            missing = (asked & story.flags.keys()) - brought_about - against_itself
            for flag in sorted(missing - told):
                yield Finding(Code.NEVER_SET, scene.key, choice.key, flag)
            told |= missing  # one fault, told where it first shows


def _unknown(scene: str, choice: Choice, known: Mapping[str, str]) -> Iterator[Finding]:
    for code, states in (
        (Code.ASKS_UNKNOWN_FLAG, choice.condition),
        (Code.SETS_UNKNOWN_FLAG, choice.sets),
    ):
        for flag in dict.fromkeys(state.flag for state in states):
            if flag not in known:
                yield Finding(code, scene, choice.key, flag)


def set_on(story: Story) -> set[str]:
    """The flags that some choice turns on."""
    return {
        flag
        for scene in story.scenes
        for choice in scene.ways_on
        for flag, on in brings_about(choice).items()
        if on
    }


def brings_about(choice: Choice) -> dict[str, bool]:
    """What flags are after a choice; of two states of one flag the last counts."""
    return {state.flag: state.on for state in choice.sets}


def contradicted(choice: Choice) -> set[str]:
    """The flags that a condition asks to be on and off at once."""
    asked = {(state.flag, state.on) for state in choice.condition}
    return {flag for flag, on in asked if on and (flag, False) in asked}


def sound_condition(
    choice: Choice, known: Mapping[str, str], brought_about: Set[str]
) -> dict[str, bool]:
    """What a choice asks, without what ``flags`` finds fault with."""
    if not choice.condition:
        return {}
    faulty = contradicted(choice)
    return {
        state.flag: state.on
        for state in choice.condition
        if state.flag in known
        and state.flag not in faulty
        and (not state.on or state.flag in brought_about)
    }
