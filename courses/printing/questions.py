"""A question on paper: what is asked and, once it was answered, what is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedOption:
    """An answer to tick, as it was ticked; what is said of it follows answering."""

    text: str
    chosen: bool = False
    verdict: str = ""  # "right", "wrong", "missed" or ""
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuestion:
    """All that paper shows of a question."""

    number: int
    prompt: str
    several: bool
    options: tuple[PrintedOption, ...]
    explanation: str  # none before answering
    is_answered: bool


def on_paper(
    question: Any, number: int, response: Sequence[str] | None
) -> PrintedQuestion:
    """A question with its options; right answers and feedback only with a response."""
    answered = response is not None
    return PrintedQuestion(
        number=number,
        prompt=question.prompt,
        several=question.multiple,
        options=tuple(
            _option(option, option.id in (response or ()), answered=answered)
            for option in question.options
        ),
        explanation=question.explanation if answered else "",
        is_answered=answered,
    )


def _option(option: Any, chosen: bool, *, answered: bool) -> PrintedOption:  # noqa: FBT001
    verdict = ""
    if answered and (chosen or option.correct):
        verdict = ("right" if chosen else "missed") if option.correct else "wrong"
    return PrintedOption(
        text=option.text,
        chosen=chosen,
        verdict=verdict,
        feedback=option.feedback if verdict else "",
    )
