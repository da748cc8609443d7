"""What people answered, as sums of bundles: never less than a bundle of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from courses.models import SurveyBundle, SurveyEdition

from .questions import SurveyQuestion, questions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many gave an answer, and of those who answered the question how large a part."""

    text: str
    people: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """The distribution of a question, or what was said in own words."""

    question: SurveyQuestion
    shares: tuple[Share, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResult:
    """An edition of a survey, as those who took a course answered it."""

    edition: SurveyEdition
    people: int
    questions: tuple[QuestionResult, ...]


def result_of(edition: SurveyEdition, bundles: Iterable[SurveyBundle]) -> SurveyResult:
    """The sum of what was released of an edition, for one course."""
    people = 0
    counts: dict[str, Counter[str]] = {}
    texts: dict[str, list[str]] = {}
    for bundle in bundles:
        people += bundle.people
        for key, found in bundle.counts.items():
            counts.setdefault(key, Counter()).update(found)
        for key, said in bundle.texts.items():
            texts.setdefault(key, []).extend(said)
    return SurveyResult(
        edition=edition,
        people=people,
        questions=tuple(
            QuestionResult(
                question=question,
                shares=_shares(question, counts.get(question.key, Counter()), people),
                texts=tuple(texts.get(question.key, ())),
            )
            for question in questions_of(edition.content)
        ),
    )


def _shares(
    question: SurveyQuestion, found: Counter[str], people: int
) -> tuple[Share, ...]:
    """Of several answers each is a part of the people; of one, of the answers."""
    of = people if question.takes_several else sum(found.values())
    return tuple(
        Share(
            text=option.text,
            people=found[option.key],
            percent=round(100 * found[option.key] / of) if of else 0,
        )
        for option in question.options
    )
