"""What comes of an import, line by line. Plain Python but for the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lms.organisation.enums import LineOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong on a line, or what was done there.

    ``column`` is empty when it is about the whole line; ``given`` is what stood there.
    """

    number: int
    who: str
    outcome: LineOutcome
    text: str
    column: str = ""
    given: str = ""


@dataclass(slots=True, kw_only=True)
class Report:
    """What an import does, or would do.

    ``findings``: in the order of the lines, several for a line with several mistakes;
    nothing for a line that changes nothing. ``numbers`` counts lines by their outcome;
    ``notes`` are sentences about the whole. ``people`` are the ids of who got, changed or
    lost a mandate. ``held`` is what an administrator still looks at, and why: for their
    eyes alone.
    """

    findings: list[Finding] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    people: frozenset[int] = frozenset()
    held: list[Finding] = field(default_factory=list)

    @property
    def kept_numbers(self) -> dict[str, int]:
        """The numbers for administrators: what is held was not done."""
        kept = Counter(self.numbers)
        told = set(self.findings)
        held = {each.number for each in self.held}
        newcomers = {each.number for each in self.held if each not in told}
        kept[LineOutcome.REFUSED] += len(held)
        kept[LineOutcome.CREATED] -= len(newcomers)
        return dict(+kept)

    @property
    def refused(self) -> Iterator[Finding]:
        """What is wrong, to be put right."""
        return (each for each in self.findings if each.outcome == LineOutcome.REFUSED)

    @property
    def changes_something(self) -> bool:
        """Whether anything is, or would be, other than before."""
        done = (LineOutcome.CREATED, LineOutcome.CHANGED, LineOutcome.ENDED)
        return any(self.numbers[each] for each in done)
