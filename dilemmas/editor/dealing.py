"""A scenario as cards for a table: what participants hold, and the key of who leads them.

A card shows no road: participants choose by letter, and only the key says which card comes
next and what the choice brings. A choice that depends on what went before stands on a slip
of its own, which is laid on the table when it holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from string import ascii_uppercase

from wagtail.blocks import StreamValue

from dilemmas.blocks import SCENE_BODY
from dilemmas.enums import Direction
from dilemmas.graph import Choice, ExpertView, FlagState, Scene, Story
from dilemmas.portrait import Tension


@dataclass(frozen=True, slots=True)
class Way:
    """A choice on a card, by its letter; the only way on has none."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """Something that the story remembers, as so or not so."""

    name: str
    on: bool


@dataclass(frozen=True, slots=True)
class Echo:
    """What an earlier choice brings at this card."""

    number: int
    letter: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWay(Way):
    """A choice as the key tells it. ``target`` and ``later_at`` are numbers of cards."""

    consequence: str
    target: int | None
    tensions: tuple[Tension, ...]
    only_when: tuple[Remembered, ...]
    remember: tuple[Remembered, ...]
    later: str
    later_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A scene: its face for the participants, and its part of the key."""

    number: int
    scene: Scene
    line: str
    body: list[StreamValue.StreamChild]
    ways: tuple[Way, ...]  # those that are always there
    slips: tuple[Way, ...]
    key: tuple[KeyWay, ...]
    echoes: list[Echo] = field(default_factory=list)

    @property
    def has_voices(self) -> bool:
        """Whether this ending has views, articles or an address of its own."""
        scene = self.scene
        return bool(scene.expert_views or scene.articles or scene.where_to_turn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """All the cards of a scenario."""

    title: str
    introduction: str
    given: str
    rule_source: str
    values: tuple[str, ...]
    flags: tuple[str, ...]
    cards: tuple[Card, ...]
    voices: tuple[ExpertView, ...]

    @property
    def start(self) -> int | None:
        """The number of the card to begin with."""
        return next((card.number for card in self.cards if card.scene.is_start), None)


def deal(story: Story) -> Deck:
    """The cards of a story, sound or not, numbered in the order of its scenes."""
    numbers = {scene.key: place for place, scene in enumerate(story.scenes, start=1)}
    bodies = _bodies(story)
    cards = {
        scene.key: _card(scene, numbers, story, bodies[number])
        for number, scene in enumerate(story.scenes)
    }
    for key, echoes in _echoes(cards).items():
        cards[key].echoes.extend(echoes)
    return Deck(
        title=story.title,
        introduction=story.introduction,
        given=story.given,
        rule_source=story.rule_source,
        values=tuple(story.values.values()),
        flags=tuple(story.flags.values()),
        cards=tuple(cards.values()),
        voices=story.expert_views,
    )


def _bodies(story: Story) -> list[list[StreamValue.StreamChild]]:
    """The blocks of each scene. Made as one stream, which looks up all it names at once."""
    known = SCENE_BODY.child_blocks
    sizes = [
        sum(block["type"] in known for block in scene.body) for scene in story.scenes
    ]
    blocks = iter(
        SCENE_BODY.to_python([block for scene in story.scenes for block in scene.body])
    )
    return [list(islice(blocks, size)) for size in sizes]


def _card(
    scene: Scene,
    numbers: Mapping[str, int],
    story: Story,
    body: list[StreamValue.StreamChild],
) -> Card:
    many = len(scene.ways_on) > 1
    key = tuple(
        _key_way(choice, _letter(place) if many else "", numbers, story)
        for place, choice in enumerate(scene.ways_on)
    )
    return Card(
        number=numbers[scene.key],
        scene=scene,
        line=" · ".join(filter(None, [scene.when, scene.where])),
        body=body,
        ways=tuple(Way(one.letter, one.text) for one in key if not one.only_when),
        slips=tuple(Way(one.letter, one.text) for one in key if one.only_when),
        key=key,
    )


def _key_way(
    choice: Choice, letter: str, numbers: Mapping[str, int], story: Story
) -> KeyWay:
    return KeyWay(
        letter=letter,
        text=choice.text,
        consequence=choice.consequence,
        target=numbers.get(choice.target),
        tensions=tuple(
            Tension(
                story.values.get(effect.value, effect.value),
                gave_way=effect.direction == Direction.GIVES_WAY,
            )
            for effect in choice.effects
        ),
        only_when=_remembered(choice.condition, story),
        remember=_remembered(choice.sets, story),
        later=choice.later,
        later_at=numbers.get(choice.later_at),
    )


def _remembered(states: tuple[FlagState, ...], story: Story) -> tuple[Remembered, ...]:
    return tuple(
        Remembered(story.flags.get(state.flag, ""), state.on) for state in states
    )


def _letter(place: int) -> str:
    """A to Z, and on with AA: an author's draft may hold any number of choices."""
    rest, last = divmod(place, len(ascii_uppercase))
    return (_letter(rest - 1) if rest else "") + ascii_uppercase[last]


def _echoes(cards: Mapping[str, Card]) -> dict[str, list[Echo]]:
    """For each scene, what earlier choices bring there."""
    by_number = {card.number: key for key, card in cards.items()}
    found: defaultdict[str, list[Echo]] = defaultdict(list)
    for card in cards.values():
        for way in card.key:
            if way.later and way.later_at:
                echo = Echo(card.number, way.letter, way.later)
                found[by_number[way.later_at]].append(echo)
    return found
