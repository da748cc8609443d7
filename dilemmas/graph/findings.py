"""What can be wrong with a story, and where: the vocabulary of the checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .story import FlagState


class Code(StrEnum):
    """What can be wrong."""

    NO_START = "no-start"
    SEVERAL_STARTS = "several-starts"
    REPEATED_KEY = "repeated-key"
    BROKEN_TARGET = "broken-target"
    BROKEN_LATER = "broken-later"
    UNKNOWN_VALUE = "unknown-value"
    UNREACHABLE = "unreachable"
    DEAD_END = "dead-end"
    TRAP = "trap"
    NO_ENDING = "no-ending"
    NO_REFLECTION = "no-reflection"
    TOO_MANY_FLAGS = "too-many-flags"
    ASKS_UNKNOWN_FLAG = "asks-unknown-flag"
    SETS_UNKNOWN_FLAG = "sets-unknown-flag"
    CONTRADICTION = "contradiction"
    NEVER_SET = "never-set"
    NEVER_OFFERED = "never-offered"
    STUCK = "stuck"
    MAYBE_STUCK = "maybe-stuck"
    NO_ALTERNATIVE = "no-alternative"
    NO_CAPTIONS = "no-captions"
    NO_TRANSCRIPT = "no-transcript"
    NO_TEXT = "no-text"
    NO_WORDS = "no-words"
    EMPTY_VIEW = "empty-view"


# Where an author mends it: a field of the choice when the finding names one, else of the
# scene, else of the scenario.
FIELDS: Final = {
    Code.NO_START: "scenes",
    Code.SEVERAL_STARTS: "is_start",
    Code.REPEATED_KEY: "title",
    Code.BROKEN_TARGET: "target",
    Code.BROKEN_LATER: "later_at",
    Code.UNKNOWN_VALUE: "effects",
    Code.UNREACHABLE: "title",
    Code.DEAD_END: "choices",
    Code.TRAP: "choices",
    Code.NO_ENDING: "scenes",
    Code.NO_REFLECTION: "reflection",
    Code.TOO_MANY_FLAGS: "flags",
    Code.ASKS_UNKNOWN_FLAG: "condition",
    Code.SETS_UNKNOWN_FLAG: "sets",
    Code.CONTRADICTION: "condition",
    Code.NEVER_SET: "condition",
    Code.NEVER_OFFERED: "condition",
    Code.STUCK: "choices",
    Code.MAYBE_STUCK: "choices",
    Code.NO_ALTERNATIVE: "body",
    Code.NO_CAPTIONS: "body",
    Code.NO_TRANSCRIPT: "body",
    Code.NO_TEXT: "body",
    Code.NO_WORDS: "text",
    Code.EMPTY_VIEW: "expert_views",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what, at which scene, and at which choice, value, flag or block there.

    ``states`` are flags with which it shows, for an author who would try it.
    """

    code: Code
    scene: str = ""
    choice: str = ""
    detail: str = ""
    states: tuple[FlagState, ...] = ()

    @property
    def field(self) -> str:
        """The field where it is mended, of the choice, the scene or the scenario."""
        return FIELDS[self.code]


class Findings(list[Finding]):
    """What a check found, and whether it had to estimate.

    ``is_estimate`` says that a story has more states than could be gone through: what
    is told is so, but a choice that is never offered, or a loop that conditions close,
    may be missing; and ``MAYBE_STUCK`` is a guess.
    """

    def __init__(
        self, findings: Iterable[Finding] = (), *, is_estimate: bool = False
    ) -> None:
        super().__init__(findings)
        self.is_estimate = is_estimate
