"""Comparing what somebody typed with what the author wrote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize

from . import stored

# Shorter words are too easily another word with one letter changed.
LETTERS_FOR_TYPOS = 6

# Quotes, apostrophes and dashes that keyboards and word processors choose for themselves.
_SAME = str.maketrans(
    dict.fromkeys("\u2018\u2019\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e", '"')
    | dict.fromkeys("\u2010\u2011\u2013\u2212", "-")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A wrong answer that people really give, and what is said to who gives it."""

    answer: str
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How strictly is read. Case, white space and the shape of quotes never count.

    ``fold_accents``: é is e. ``allow_typos``: in a word of six letters or more, one letter
    may be missing, too many, another one, or swapped with its neighbour.
    """

    fold_accents: bool = False
    allow_typos: bool = False

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> "Comparison":
        """What the author ticked."""
        return cls(
            fold_accents=bool(value.get("fold_accents")),
            allow_typos=bool(value.get("allow_typos")),
        )

    def same(self, given: str, wanted: str) -> bool:
        """Whether the two read alike, without any typo."""
        return self.folded(given) == self.folded(wanted)

    def find(self, given: str, wanted: Iterable[str]) -> str | None:
        """The first of the wanted texts that reads the same."""
        folded = self.folded(given)
        return next((one for one in wanted if self.folded(one) == folded), None)

    def find_with_typo(self, given: str, wanted: Iterable[str]) -> str | None:
        """The first of the wanted texts that was meant, where typos are allowed."""
        if not self.allow_typos:
            return None
        folded = self.folded(given).split()
        return next(
            (one for one in wanted if _nearly(folded, self.folded(one).split())), None
        )

    def folded(self, text: str) -> str:
        """What remains of a text when all that does not count is taken away."""
        alike = normalize("NFKC", text.translate(_SAME)).casefold()
        if self.fold_accents:
            apart = normalize("NFKD", alike)
            alike = "".join(char for char in apart if not combining(char))
        return " ".join(normalize("NFC", alike).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What the author says of a typed text: the text that was meant, in the author's words."""

    right: bool
    text: str = ""
    feedback: str = ""


def recognise(
    given: str,
    *,
    accepted: tuple[str, ...],
    mistakes: Iterable[Mistake],
    comparison: Comparison,
) -> Recognised:
    """Right, a known mistake, right with a typo, or wrong in a way nobody foresaw."""
    if not given:
        return Recognised(right=False)
    if found := comparison.find(given, accepted):
        return Recognised(right=True, text=found)
    for mistake in mistakes:
        if comparison.same(given, mistake.answer):
            return Recognised(
                right=False, text=mistake.answer, feedback=mistake.feedback
            )
    if found := comparison.find_with_typo(given, accepted):
        return Recognised(right=True, text=found)
    return Recognised(right=False)


def _nearly(given: list[str], wanted: list[str]) -> bool:
    return len(given) == len(wanted) and all(
        one == other
        or (
            len(other) >= LETTERS_FOR_TYPOS and other.isalpha() and _one_off(one, other)
        )
        for one, other in zip(given, wanted, strict=True)
    )


def _one_off(given: str, wanted: str) -> bool:
    """Whether one letter is missing, too many, another, or swapped with the next."""
    start = 0
    while start < min(len(given), len(wanted)) and given[start] == wanted[start]:
        start += 1
    one, other = given[start:], wanted[start:]
    swapped = one[1::-1] + one[2:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (len(one) > 1 and swapped == other)
    )


def mistakes_in(value: Mapping[str, Any]) -> tuple[Mistake, ...]:
    """The known mistakes of a block's value."""
    return tuple(
        Mistake(
            answer=stored.text(one, "answer").strip(),
            feedback=stored.text(one, "feedback"),
        )
        for _, one in stored.structs(value, "mistakes")
        if stored.text(one, "answer").strip()
    )
