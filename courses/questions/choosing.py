"""Judging what was chosen from options of which some are right."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from .base import RIGHT, WRONG, Remark, Verdict


class Choosable(Protocol):
    """What can be chosen: an option, or a region of an image."""

    @property
    def id(self) -> str: ...

    @property
    def correct(self) -> bool: ...

    @property
    def feedback(self) -> str: ...

    @property
    def place(self) -> int: ...


def as_authored(options: Iterable[Choosable]) -> list[str]:
    """The ids of the options in the order in which they were authored."""
    return [option.id for option in sorted(options, key=lambda option: option.place)]


def right_of(options: Iterable[Choosable]) -> list[str]:
    """The ids of the options that are right, in the order in which they were authored."""
    return as_authored(option for option in options if option.correct)


def judge_chosen(
    chosen: Collection[str], right: Collection[str], *, multiple: bool
) -> Verdict:
    """Right when exactly the right ones were chosen.

    Where more may be chosen, each right one earns its part and each wrong one costs as
    much, never below nothing.
    """
    given, wanted = set(chosen), set(right)
    if given == wanted:
        return RIGHT
    if not multiple or not wanted:
        return WRONG
    earned = len(given & wanted) - len(given - wanted)
    return Verdict(score=max(0.0, earned / len(wanted)), right=False)


def remarks_on(
    options: Sequence[Choosable], chosen: Collection[str]
) -> tuple[Remark, ...]:
    """What is said of what was chosen, and of what should have been."""
    found = []
    for option in options:
        if option.id in chosen:
            verdict = "right" if option.correct else "wrong"
        elif option.correct:
            verdict = "missed"
        else:
            continue
        found.append(Remark(part=option.id, text=option.feedback, verdict=verdict))
    return tuple(found)


def faults_of_choosing(*, multiple: bool, right: int, answers: int) -> tuple[str, ...]:
    """What keeps such a question from being asked: names of faults, in order."""
    found = []
    if answers < 2:
        found.append("too-few-answers")
    if right == 0:
        found.append("none-right")
    elif right > 1 and not multiple:
        found.append("several-right")
    return tuple(found)
