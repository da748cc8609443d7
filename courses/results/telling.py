"""What people answered, as a trainer reads it: by the kind of question."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from courses.questions import Question, Response

from .counting import GROUP, Alike
from .items import Item, Tally, measure

CHOSEN: Final = ("choice", "likert", "true-false")
IN_PARTS: Final = ("matching", "sequencing", "fill-in")
TYPED: Final = ("fill-in", "numeric")
MOST_WRONG: Final = 5
AT_ENDS: Final = re.compile(r"^\W+|\W+$")


def item_of(question: Question, alike: Sequence[Alike]) -> Item:
    """The figures of a question, with what was answered; never what one person typed.

    Of an open question only how many people answered is told: a trainer reads those one
    by one, where that belongs.
    """
    type_ = question.interaction().type
    people = sum(each.given.people for each in alike)
    return measure(
        (each.given for each in alike),
        answers=list(_chosen(question, alike, people)) if type_ in CHOSEN else (),
        parts=list(_parts(question, alike)) if type_ in IN_PARTS else (),
        wrong=list(_typed(question, alike, people)) if type_ in TYPED else (),
    )


def normalised(text: str) -> str:
    """A typed answer without what sets it apart from the same one: case, marks, spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return AT_ENDS.sub("", " ".join(folded.split()))


def _chosen(question: Question, alike: Iterable[Alike], people: int) -> Iterator[Tally]:
    """Each answer that could be chosen, in its order, with who chose it."""
    tally: Counter[str] = Counter()
    for each in alike:
        for option in _list(each.response):
            tally[option] += each.given.people
    right = set(_list(question.solution() or [])) if question.is_judged else None
    for option, label in _options(question):
        yield Tally(
            label=label,
            people=tally[option],
            share=tally[option] / people if people else 0.0,
            right=None if right is None else option in right,
        )


def _options(question: Question) -> Sequence[tuple[str, str]]:
    interaction = question.interaction()
    if interaction.type == "true-false":
        return (
            ("true", _("It is true")),
            ("false", _("It is not true")),
        )
    return interaction.choices


def _parts(question: Question, alike: Iterable[Alike]) -> Iterator[Tally]:
    """Each part (a pair, an item, a gap) with who had it right."""
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for each in alike:
        for remark in question.feedback(each.response):
            told[remark.part] += each.given.people
            right[remark.part] += each.given.people * (remark.verdict == "right")
    if len(told) < 2:
        return
    labels = dict(question.interaction().choices)
    for part, people in told.items():
        yield Tally(
            label=labels.get(part) or _("Gap %(number)s") % {"number": part},
            people=right[part],
            share=right[part] / people,
        )


def _typed(question: Question, alike: Iterable[Alike], people: int) -> Iterator[Tally]:
    """Wrong answers that as many people typed as a group counts, most frequent first."""
    tally: Counter[tuple[str, str]] = Counter()
    words: dict[tuple[str, str], str] = {}
    for each in alike:
        for part, text in _wrong(question, each.response):
            key = (part, normalised(text))
            tally[key] += each.given.people
            words.setdefault(key, text)
    frequent = [(key, count) for key, count in tally.items() if count >= GROUP]
    frequent.sort(key=lambda each: (-each[1], each[0]))
    for key, count in frequent[:MOST_WRONG]:
        yield Tally(label=words[key], people=count, share=count / people, right=False)


def _wrong(question: Question, response: Response) -> Iterator[tuple[str, str]]:
    """What was typed wrong, by its part."""
    spoken = question.words(response)
    for remark in question.feedback(response):
        if remark.verdict != "wrong":
            continue
        if isinstance(response, dict):
            yield remark.part, response.get(remark.part, "")
        else:
            yield "", " ".join(spoken)


def _list(response: Response) -> list[str]:
    return list(response) if isinstance(response, list) else []
