"""What makes a story less of a dilemma, or harder to read. It advises, and blocks nothing."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .flags import brings_about
from .offering import can_be_together, most_at_once
from .prose import prose, reads_hard, words
from .story import DILEMMA, Choice, Scene, Story
from .telling import too_late_to_tell

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
    NO_VALUES = "no-values"
    UNTOUCHED_VALUE = "untouched-value"
    UNTOUCHED_PRINCIPLE = "untouched-principle"
    NEVER_TOLD = "never-told"
    SAME_TITLE = "same-title"


# Where an author looks again: a field of the choice when the hint names one, else of the
# scene, else of the scenario.
HINT_FIELDS: Final = {
    Hint.ONE_CHOICE: "kind",
    Hint.MANY_CHOICES: "choices",
    Hint.FAKE_CHOICE: "target",
    Hint.NO_DILEMMA: "effects",
    Hint.LONGEST_WINS: "text",
    Hint.LONG_SCENE: "body",
    Hint.HARD_TO_READ: "body",
    Hint.NO_STAKEHOLDER: "stakeholders",
    Hint.NO_VALUES: "values",
    Hint.UNTOUCHED_VALUE: "values",
    Hint.UNTOUCHED_PRINCIPLE: "values",
    Hint.NEVER_TOLD: "later_at",
    Hint.SAME_TITLE: "title",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """One hint: what, at which scene, and at which choice or value."""

    hint: Hint
    scene: str = ""
    choice: str = ""
    detail: str = ""

    @property
    def field(self) -> str:
        """The field to look at, of the choice, the scene or the scenario."""
        return HINT_FIELDS[self.hint]


def advise(story: Story) -> list[Advice]:
    """Everything worth a second look, in the order of the scenes; what is of all comes last."""
    too_late = too_late_to_tell(story)
    found: list[Advice] = []
    titles: set[str] = set()
    for scene in story.scenes:
        found += _of_scene(scene, too_late)
        title = scene.title.strip().casefold()
        if title and title in titles:
            found.append(Advice(Hint.SAME_TITLE, scene.key))
        titles.add(title)
    return [*found, *_untouched(story)]


def _of_scene(scene: Scene, too_late: Set[tuple[str, str]]) -> Iterator[Advice]:
    text = prose(scene)
    if (number := words(text)) > MOST_WORDS:
        yield Advice(Hint.LONG_SCENE, scene.key, detail=str(number))
    if reads_hard(text):
        yield Advice(Hint.HARD_TO_READ, scene.key)
    if scene.is_ending:
        return
    yield from _numbers(scene)
    yield from _fakes(scene)
    yield from _lopsided(scene)
    for choice in scene.ways_on:
        if (scene.key, choice.key) in too_late:
            yield Advice(Hint.NEVER_TOLD, scene.key, choice.key)


def _numbers(scene: Scene) -> Iterator[Advice]:
    """Too few choices or too many at once, and nobody whom they matter to."""
    at_once = most_at_once(scene.ways_on)
    if scene.kind == DILEMMA:
        if at_once == 1:
            yield Advice(Hint.ONE_CHOICE, scene.key, scene.ways_on[0].key)
        if not scene.stakeholders:
            yield Advice(Hint.NO_STAKEHOLDER, scene.key)
    if at_once > MOST_CHOICES:
        yield Advice(Hint.MANY_CHOICES, scene.key, detail=str(at_once))


def _fakes(scene: Scene) -> Iterator[Advice]:
    """A choice that brings what one before it brings, when it does, changes nothing."""
    seen: set[tuple[object, ...]] = set()
    for choice in scene.ways_on:
        what_comes = (
            choice.target,
            _plain(choice.consequence),
            _plain(choice.later),
            choice.later_at if choice.later else "",
            frozenset(choice.condition),
            frozenset(brings_about(choice).items()),
        )
        if choice.target and what_comes in seen:
            yield Advice(Hint.FAKE_CHOICE, scene.key, choice.key)
        seen.add(what_comes)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _lopsided(scene: Scene) -> Iterator[Advice]:
    """Where one choice only gains and another only loses, is this a dilemma at all?"""
    winners = [choice for choice in scene.ways_on if _directions(choice) == {"+"}]
    if not winners:
        return
    losers = [choice for choice in scene.ways_on if _directions(choice) == {"-"}]
    for winner in winners:
        if any(can_be_together(winner, loser) for loser in losers):
            yield Advice(Hint.NO_DILEMMA, scene.key, winner.key)
            break
    yield from _longest(scene, winners)


def _longest(scene: Scene, winners: list[Choice]) -> Iterator[Advice]:
    """Readers guess that the most carefully worded choice is meant to be the right one.

    Several can be right: then it is enough that the longest of all is one of them, and
    stands out from those that are not.
    """
    longest = max(winners, key=lambda choice: len(choice.text))
    others = [
        len(choice.text)
        for choice in scene.ways_on
        if _directions(choice) != {"+"} and can_be_together(longest, choice)
    ]
    if others and len(longest.text) > MUCH_LONGER * max(others):
        yield Advice(Hint.LONGEST_WINS, scene.key, longest.key)


def _directions(choice: Choice) -> set[str]:
    return {effect.direction for effect in choice.effects}


def _untouched(story: Story) -> Iterator[Advice]:
    """Principles that no choice touches, then values; not both for one cause."""
    if story.scenes and not story.values:
        yield Advice(Hint.NO_VALUES)
    touched = {
        effect.value
        for scene in story.scenes
        for choice in scene.ways_on
        for effect in choice.effects
    }
    told: set[str] = set()
    for principle, values in story.principles.items():
        if not touched.intersection(values):
            yield Advice(Hint.UNTOUCHED_PRINCIPLE, detail=principle)
            told.update(values)
    for value in story.values:
        if value not in touched and value not in told:
            yield Advice(Hint.UNTOUCHED_VALUE, detail=value)
