"""What makes a story less of a dilemma, or harder to read. It advises, and blocks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .prose import prose, reads_hard, words
from .story import DILEMMA, Choice, Scene, Story

MOST_CHOICES: Final = 4
MOST_WORDS: Final = 150
MUCH_LONGER: Final = 1.5


class Hint(StrEnum):
    """What an author may want to look at again."""

    ONE_CHOICE = "one-choice"
    MANY_CHOICES = "many-choices"
    FAKE_CHOICE = "fake-choice"
    NO_DILEMMA = "no-dilemma"
    LONGEST_WINS = "longest-wins"
    LONG_SCENE = "long-scene"
    HARD_TO_READ = "hard-to-read"
    NO_STAKEHOLDER = "no-stakeholder"
    UNTOUCHED_VALUE = "untouched-value"


@dataclass(frozen=True, slots=True)
class Advice:
    """One hint: what, at which scene, and at which choice or value."""

    hint: Hint
    scene: str = ""
    choice: str = ""
    detail: str = ""


def advise(story: Story) -> list[Advice]:
    """Everything worth a second look, in the order of the scenes; what is of all comes last."""
    found = [advice for scene in story.scenes for advice in _of_scene(scene)]
    return [*found, *_untouched(story)]


def _of_scene(scene: Scene) -> Iterator[Advice]:
    text = prose(scene)
    if (number := words(text)) > MOST_WORDS:
        yield Advice(Hint.LONG_SCENE, scene.key, detail=str(number))
    if reads_hard(text):
        yield Advice(Hint.HARD_TO_READ, scene.key)
    if scene.is_ending:
        return
    choices = scene.ways_on
    if scene.kind == DILEMMA:
        if len(choices) == 1:
            yield Advice(Hint.ONE_CHOICE, scene.key, choices[0].key)
        if not scene.stakeholders:
            yield Advice(Hint.NO_STAKEHOLDER, scene.key)
    if len(choices) > MOST_CHOICES:
        yield Advice(Hint.MANY_CHOICES, scene.key, detail=str(len(choices)))
    yield from _fakes(scene)
    yield from _lopsided(scene)


def _fakes(scene: Scene) -> Iterator[Advice]:
    """A choice with the target and the consequence of one before it changes nothing."""
    seen: set[tuple[str, str]] = set()
    for choice in scene.ways_on:
        what_comes = choice.target, " ".join(choice.consequence.split())
        if choice.target and what_comes in seen:
            yield Advice(Hint.FAKE_CHOICE, scene.key, choice.key)
        seen.add(what_comes)


def _lopsided(scene: Scene) -> Iterator[Advice]:
    """Where one choice only gains and another only loses, is this a dilemma at all?"""
    winners = [choice for choice in scene.ways_on if _directions(choice) == {"+"}]
    losers = [choice for choice in scene.ways_on if _directions(choice) == {"-"}]
    if not (winners and losers):
        return
    yield Advice(Hint.NO_DILEMMA, scene.key, winners[0].key)
    others = [len(c.text) for c in scene.ways_on if c is not winners[0]]
    if len(winners) == 1 and len(winners[0].text) > MUCH_LONGER * max(others):
        yield Advice(Hint.LONGEST_WINS, scene.key, winners[0].key)


def _directions(choice: Choice) -> set[str]:
    return {effect.direction for effect in choice.effects}


def _untouched(story: Story) -> Iterator[Advice]:
    touched = {
        effect.value
        for scene in story.scenes
        for choice in scene.ways_on
        for effect in choice.effects
    }
    for value in story.values:
        if value not in touched:
            yield Advice(Hint.UNTOUCHED_VALUE, detail=value)
