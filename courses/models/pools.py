"""What the bank has for a quiz, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.questions import KINDS
from courses.quizzes import Available, Quiz

from .bank import BankQuestion, QuestionTopic

# Judged by people: a trainer gives its answers a score.
REVIEWED: Final = "open"


def available(quiz: Quiz, language: str) -> list[Available]:
    """What a quiz can ask now: what it chose, and its pools in this language. One query."""
    rows = (
        BankQuestion.objects.live()
        .asked_by(quiz)
        .order_by("pk")
        .values_list("pk", "translation_key", "locale__language_code", "topic", "kind")
    )
    return [
        Available(pk=pk, key=key, language=spoken, topic=topic, kind=kind)
        for pk, key, spoken, topic, kind in rows
        if pk in quiz.chosen or spoken == language
    ]


def obstacles_of(quiz: Quiz, language: str) -> list[str]:
    """What keeps a quiz from being published, as the bank stands now: sentences."""
    found = available(quiz, language)
    return [
        *_unpublished(quiz, found),
        *_too_small(quiz, found),
        *_unjudged(quiz, found),
    ]


def _unpublished(quiz: Quiz, found: Iterable[Available]) -> list[str]:
    missing = set(quiz.chosen) - {one.pk for one in found}
    titles = dict(
        BankQuestion.objects.filter(pk__in=missing).values_list("pk", "title")
        if missing
        else ()
    )
    return [
        _("“%(quiz)s” asks “%(question)s”, which is not published.")
        % {"quiz": quiz.title, "question": titles[pk]}
        if pk in titles
        else _("“%(quiz)s” asks a question that is no longer in the bank.")
        % {"quiz": quiz.title}
        for pk in quiz.chosen
        if pk in missing
    ]


def _too_small(quiz: Quiz, found: Iterable[Available]) -> list[str]:
    """Pools without what is asked anyway, against all that is drawn from them."""
    free = Counter(one.topic for one in found if one.pk not in quiz.chosen)
    wanted: Counter[int] = Counter()
    for draw in quiz.draws:
        wanted[draw.topic] += draw.count
    short = {topic: count for topic, count in wanted.items() if free[topic] < count}
    names = dict(
        QuestionTopic.objects.filter(pk__in=short).values_list("pk", "name")
        if short
        else ()
    )
    return [
        ngettext(
            "“%(quiz)s” draws %(wanted)s about “%(topic)s”, of which %(count)s question "
            "is left to draw.",
            "“%(quiz)s” draws %(wanted)s about “%(topic)s”, of which %(count)s questions "
            "are left to draw.",
            free[topic],
        )
        % {
            "quiz": quiz.title,
            "wanted": wanted,
            "topic": names.get(topic, ""),
            "count": free[topic],
        }
        for topic, wanted in short.items()
    ]


def _unjudged(quiz: Quiz, found: Iterable[Available]) -> list[str]:
    if quiz.rules.pass_mark is None or any(counts(one.kind) for one in found):
        return []
    return [
        _("“%(quiz)s” has a pass mark, but no question that can be right or wrong.")
        % {"quiz": quiz.title}
    ]


def counts(kind: str) -> bool:
    """Whether a kind of question counts for a score, judged by us or by a trainer."""
    return kind == REVIEWED or (kind in KINDS and KINDS[kind].is_judged)
