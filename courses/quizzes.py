"""A quiz as a plain value: what it asks, and by which rules. No database, no Wagtail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from random import Random
from typing import Any, Final, Self
from uuid import UUID


class Feedback(StrEnum):
    """When somebody learns how an answer was."""

    EACH = "each"
    END = "end"
    NEVER = "never"


class Review(StrEnum):
    """What can be looked at afterwards."""

    NOTHING = "nothing"
    OWN = "own"
    RIGHT = "right"


class Presentation(StrEnum):
    """All questions on one page, or one at a time."""

    ALL = "all"
    ONE = "one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A question of the bank, by the id of its row."""

    question: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """So many questions about a topic, drawn anew for every attempt."""

    topic: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What is said to whoever scores at least so many per cent."""

    least: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of an attempt, as they were when it began: later changes are not for it."""

    title: str
    pass_mark: int | None = None
    minutes: int | None = None
    shuffle_answers: bool = False
    feedback: Feedback = Feedback.END
    review: Review = Review.OWN
    presentation: Presentation = Presentation.ONE
    bands: tuple[Band, ...] = ()

    @property
    def first_is_final(self) -> bool:
        """Whether an answer stands: it is, once its feedback was read."""
        return self.feedback == Feedback.EACH

    def said_at(self, per_cent: int) -> str:
        """The feedback on the whole for a score; empty where none was written."""
        reached = [band for band in self.bands if band.least <= per_cent]
        return max(reached, key=lambda band: band.least).text if reached else ""

    def as_json(self) -> dict[str, Any]:
        """The rules as they are kept with an attempt."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The rules that an attempt keeps."""
        return cls(
            title=data["title"],
            pass_mark=data["pass_mark"],
            minutes=data["minutes"],
            shuffle_answers=data["shuffle_answers"],
            feedback=Feedback(data["feedback"]),
            review=Review(data["review"]),
            presentation=Presentation(data["presentation"]),
            bands=tuple(Band(**band) for band in data["bands"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """What is asked, how often it may be tried, and by which rules."""

    id: UUID
    introduction: str
    items: tuple[Chosen | Draw, ...]
    shuffle_questions: bool
    attempts: int | None
    rules: Rules

    @classmethod
    def from_value(
        cls, quiz_id: UUID, value: Mapping[str, Any], *, title: str = ""
    ) -> Self:
        """The quiz of a stored block; incomplete drafts included."""
        return cls(
            id=quiz_id,
            introduction=value.get("introduction") or "",
            items=tuple(_items(value.get("questions") or ())),
            shuffle_questions=bool(value.get("shuffle_questions")),
            attempts=value.get("attempts") or None,
            rules=Rules(
                title=value.get("title") or title,
                pass_mark=value.get("pass_mark") or None,
                minutes=value.get("minutes") or None,
                shuffle_answers=bool(value.get("shuffle_answers")),
                feedback=Feedback(value.get("feedback") or Feedback.END),
                review=Review(value.get("review") or Review.OWN),
                presentation=Presentation(
                    value.get("presentation") or Presentation.ONE
                ),
                bands=tuple(_bands(value.get("bands") or ())),
            ),
        )

    @property
    def chosen(self) -> tuple[int, ...]:
        """The rows of the questions that are always asked, each once."""
        rows = [item.question for item in self.items if isinstance(item, Chosen)]
        return tuple(dict.fromkeys(rows))

    @property
    def draws(self) -> tuple[Draw, ...]:
        return tuple(item for item in self.items if isinstance(item, Draw))

    @property
    def size(self) -> int:
        """How many questions an attempt has."""
        return len(self.chosen) + sum(draw.count for draw in self.draws)

    @property
    def title(self) -> str:
        return self.rules.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Available:
    """A question of the bank that is published, as a draw needs it."""

    pk: int
    key: UUID
    language: str
    topic: int | None
    kind: str


def draw(quiz: Quiz, pool: Sequence[Available], seed: int) -> list[Available]:
    """What an attempt asks, in order: the same for the same seed and pool.

    No question twice, and none of those that are asked anyway is drawn. A pool that
    became too small since gives all that it has.
    """
    dice = Random(seed)  # noqa: S311 (fair is enough: nothing secret hangs on it)
    always = {one.pk: one for one in pool if one.pk in quiz.chosen}
    taken = {one.key for one in always.values()}
    picked: dict[UUID, Available] = {}
    for item in quiz.items:
        if isinstance(item, Chosen):
            if one := always.get(item.question):
                picked.setdefault(one.key, one)
            continue
        left = [one for one in pool if one.topic == item.topic and one.key not in taken]
        for one in dice.sample(left, min(item.count, len(left))):
            taken.add(one.key)
            picked[one.key] = one
    asked = list(picked.values())
    if quiz.shuffle_questions:
        dice.shuffle(asked)
    return asked


def seed_of(seed: int, question: UUID) -> int:
    """The seed that shuffles the answers of one question of an attempt."""
    told = sha256(f"{seed}/{question}".encode()).digest()
    return int.from_bytes(told[:6])


NOTHING_ASKED: Final = "nothing-asked"
BANDS_TWICE: Final = "bands-twice"


def faults(quiz: Quiz) -> tuple[str, ...]:
    """What keeps a quiz from being set whatever is in the bank: names of faults."""
    found = []
    if not quiz.items:
        found.append(NOTHING_ASKED)
    least = [band.least for band in quiz.rules.bands]
    if len(least) != len(set(least)):
        found.append(BANDS_TWICE)
    return tuple(found)


def _items(stored: Any) -> Iterator[Chosen | Draw]:
    for item in stored:
        value = item.get("value")
        if item.get("type") == "question" and value:
            yield Chosen(question=int(value))
        elif item.get("type") == "draw" and value and value.get("topic"):
            yield Draw(topic=int(value["topic"]), count=int(value.get("count") or 0))


def _bands(stored: Any) -> Iterator[Band]:
    for item in stored:
        # A list block stores items with an id; one that was given by hand has none.
        value = item.get("value", item)
        if value.get("text"):
            yield Band(least=int(value.get("least") or 0), text=value["text"])
