"""Giving each source one target: matching, and sorting into categories."""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.xapi.statements.interactions import BETWEEN_ANSWERS, BETWEEN_PAIR

from .base import Remark, Response, Verdict
from .sending import pairs_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What gets a target: the id of the right one, and what is said to everyone."""

    id: str
    text: str
    target: str
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a source can be given."""

    id: str
    text: str


def judge_pairs(sources: tuple[Source, ...], response: Response) -> Verdict:
    """Each source that got its target earns its part."""
    given = pairs_in(response)
    earned = sum(given.get(source.id) == source.target for source in sources)
    score = earned / len(sources) if sources else 0.0
    return Verdict(score=score, right=score == 1.0)


def remarks_on_pairs(
    sources: tuple[Source, ...], response: Response
) -> tuple[Remark, ...]:
    """What is said of each source that got a target."""
    given = pairs_in(response)
    return tuple(
        Remark(
            part=source.id,
            text=source.feedback,
            verdict="right" if given[source.id] == source.target else "wrong",
        )
        for source in sources
        if source.id in given
    )


def solution_of(sources: tuple[Source, ...]) -> dict[str, str]:
    """The right target of each source."""
    return {source.id: source.target for source in sources}


def pairs_in_words(
    sources: tuple[Source, ...], targets: tuple[Target, ...], response: Response
) -> tuple[str, ...]:
    """A line for each source that got a target."""
    given = pairs_in(response)
    names = {target.id: target.text for target in targets}
    return tuple(
        f"{source.text}: {names[given[source.id]]}"
        for source in sources
        if given.get(source.id) in names
    )


def pattern_of(pairs: Mapping[str, str]) -> str:
    """Pairs as a statement holds them (part two, 2.4.4.1, ``matching``)."""
    return BETWEEN_ANSWERS.join(
        f"{source}{BETWEEN_PAIR}{target}" for source, target in pairs.items()
    )
