"""What a scenario is made of. Keys are UUIDs as text: they outlive rows and revisions."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final

STORY: Final = "story"
DILEMMA: Final = "dilemma"
ENDING: Final = "ending"


@dataclass(frozen=True, slots=True)
class Effect:
    """That a choice gives weight to a value ("+") or lets it give way ("-")."""

    value: str
    direction: str


@dataclass(frozen=True, slots=True)
class FlagState:
    """That a flag is on, or off: what a choice brings about, or what it asks."""

    flag: str
    on: bool


@dataclass(frozen=True, slots=True)
class ExpertView:
    """How somebody with a function looks at it; views may disagree."""

    function: str
    view: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What one can do in a scene, and where it leads.

    ``later`` is told when the play comes to the scene ``later_at``. The choice is offered
    when every state of ``condition`` holds, and taking it brings about those of ``sets``.
    """

    key: str
    text: str = ""
    consequence: str = ""
    later: str = ""
    later_at: str = ""
    target: str = ""
    effects: tuple[Effect, ...] = ()
    condition: tuple[FlagState, ...] = ()
    sets: tuple[FlagState, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One moment. ``body`` holds blocks as plain JSON, as a StreamField stores them."""

    key: str
    title: str = ""
    kind: str = STORY
    is_start: bool = False
    act: str = ""
    when: str = ""
    where: str = ""
    body: tuple[Mapping[str, Any], ...] = ()
    stakeholders: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    reflection: tuple[str, ...] = ()
    expert_views: tuple[ExpertView, ...] = ()
    articles: tuple[str, ...] = ()
    where_to_turn: str = ""
    facilitator_notes: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def is_ending(self) -> bool:
        return self.kind == ENDING

    @property
    def ways_on(self) -> tuple[Choice, ...]:
        """The choices that count: an ending leads nowhere, whatever stands on it."""
        return () if self.is_ending else self.choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A whole scenario, right or wrong: ``check`` says which.

    ``values`` and ``flags`` are names, by slug and by key. ``principles`` are those that
    the scenario is about, by name, each with the slugs of the values that stand for it.
    ``without_captions`` and ``without_transcript`` are the media, as kind of block and
    row, that are known to lack them: a block holds no more than the number of the row.
    """

    title: str = ""
    introduction: str = ""
    given: str = ""
    rule_source: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    principles: Mapping[str, Collection[str]] = field(default_factory=dict)
    without_captions: Set[tuple[str, int]] = frozenset()
    without_transcript: Set[tuple[str, int]] = frozenset()
    is_shuffled: bool = False
    expert_views: tuple[ExpertView, ...] = ()
    scenes: tuple[Scene, ...] = ()
