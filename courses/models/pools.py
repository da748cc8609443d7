"""What the bank has for a quiz, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from django.core.cache import caches
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.questions import KINDS, Question
from courses.quizzes import Available, Quiz

from .bank import BankQuestion, QuestionTopic, QuestionVersion

KEPT_FOR: Final = 3600
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


def published(rows: Iterable[int]) -> dict[int, int]:
    """The version that learners get of these rows of the bank: one query, or none.

    Without those that are not published, or not any more.
    """
    wanted = list(rows)
    if not wanted:
        return {}
    latest = QuestionVersion.objects.filter(
        key=OuterRef("translation_key"), language=OuterRef("locale__language_code")
    ).order_by("-number")
    found = BankQuestion.objects.live().filter(pk__in=wanted).order_by()
    versions = found.annotate(version=Subquery(latest.values("pk")[:1]))
    return {
        pk: version
        for pk, version in versions.values_list("pk", "version")
        if version is not None
    }


def questions_at(versions: Iterable[int]) -> dict[int, Question]:
    """The question of each version, by its row: one query at most, none when known.

    Kept in memory, because a version never changes.
    """
    wanted = list(versions)
    names = {f"courses:question-version:{pk}": pk for pk in wanted}
    kept = caches["local"].get_many(names)
    found: dict[int, Question] = {names[name]: one for name, one in kept.items()}
    missing = [pk for pk in wanted if pk not in found]
    if missing:
        loaded = {
            one.pk: one.question
            for one in QuestionVersion.objects.filter(pk__in=missing)
        }
        caches["local"].set_many(
            {f"courses:question-version:{pk}": one for pk, one in loaded.items()},
            KEPT_FOR,
        )
        found |= loaded
    return found
