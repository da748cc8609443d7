"""A text with gaps, as an author writes it.

``Iedereen meldt een [[geschenk|gift]].`` is a gap to type in, with two answers that are
right. ``Een geschenk is [[*nooit|soms|altijd]] vanzelfsprekend.`` is a gap to choose in:
the stars stand before what is right.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

OPENS, CLOSES, BETWEEN, STAR = "[[", "]]", "|", "*"
_GAP = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap: its id is its number in the text, from 1.

    ``accepted`` are the right answers; ``choices`` what can be chosen, empty where one
    types.
    """

    id: str
    accepted: tuple[str, ...]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some text, and the gap that follows it; the last piece has none."""

    text: str
    gap: Gap | None


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The text taken apart at its gaps."""
    # Split on one group gives text and inside of gaps in turn, text first and last.
    parts = _GAP.split(text)
    pieces = [
        Piece(text=before, gap=_gap(number, inside))
        for number, (before, inside) in enumerate(
            zip(parts[::2], parts[1::2], strict=False), 1
        )
    ]
    return (*pieces, Piece(text=parts[-1], gap=None))


def faults_of_marks(text: str) -> tuple[str, ...]:
    """``no-gaps``, ``gap-open``, ``gap-empty``, ``gap-one-choice``, ``gap-all-right``."""
    gaps = [piece.gap for piece in pieces_of(text) if piece.gap]
    outside = _GAP.sub("", text)
    found = []
    if OPENS in outside or CLOSES in outside or _nested(text):
        found.append("gap-open")
    elif not gaps:
        found.append("no-gaps")
    if not all(gap.accepted for gap in gaps):
        found.append("gap-empty")
    if any(len(gap.choices) == 1 for gap in gaps):
        found.append("gap-one-choice")
    elif any(gap.choices and len(gap.accepted) == len(gap.choices) for gap in gaps):
        found.append("gap-all-right")
    return tuple(found)


def _nested(text: str) -> bool:
    return any(OPENS in inside for inside in _GAP.findall(text))


def _gap(number: int, inside: str) -> Gap:
    given = [" ".join(one.split()) for one in inside.split(BETWEEN)]
    marked = [one for one in given if one.startswith(STAR)]
    if not marked:
        return Gap(id=str(number), accepted=_distinct(given))
    return Gap(
        id=str(number),
        accepted=_distinct(one.removeprefix(STAR).strip() for one in marked),
        choices=_distinct(one.removeprefix(STAR).strip() for one in given),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
