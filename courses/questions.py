"""A question as a plain value: no database, no Wagtail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the answers that can be chosen, with what is said to whoever chose it."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, the answers to choose from, and what everyone reads afterwards."""

    id: UUID
    prompt: str
    multiple: bool
    options: tuple[Option, ...]
    explanation: str

    @classmethod
    def from_block(cls, data: Mapping[str, Any]) -> Self:
        """The question of a stream item as it is stored; incomplete drafts included."""
        value = data.get("value") or {}
        return cls(
            id=UUID(str(data["id"])),
            prompt=value.get("prompt") or "",
            multiple=bool(value.get("multiple")),
            options=tuple(
                Option(
                    id=str(answer["id"]),
                    text=answer["value"].get("text") or "",
                    correct=bool(answer["value"].get("correct")),
                    feedback=answer["value"].get("feedback") or "",
                )
                for answer in value.get("answers") or ()
                if isinstance(answer, Mapping) and answer.get("id")
            ),
            explanation=value.get("explanation") or "",
        )

    @property
    def right(self) -> frozenset[str]:
        """The ids of the answers that are right."""
        return frozenset(option.id for option in self.options if option.correct)

    def knows(self, chosen: Collection[str]) -> bool:
        """Whether these can be chosen: answers of this question, one of them if single."""
        known = {option.id for option in self.options}
        return known.issuperset(chosen) and (self.multiple or len(set(chosen)) <= 1)

    def is_right(self, chosen: Collection[str]) -> bool:
        """Whether exactly the right answers were chosen."""
        return self.right == frozenset(chosen)


def faults(*, multiple: bool, right: int, answers: int) -> tuple[str, ...]:
    """What keeps a question from being asked: names of faults, in order."""
    found = []
    if answers < 2:
        found.append("too-few-answers")
    if right == 0:
        found.append("none-right")
    elif right > 1 and not multiple:
        found.append("several-right")
    return tuple(found)
