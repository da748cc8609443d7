"""Versions of questions as plain values, kept in memory: they never change."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import caches

from .models import QuestionVersion
from .questions import Question

KEPT_FOR = 3600


def questions_at(versions: Iterable[int]) -> dict[int, Question]:
    """The question of each version, by its row: one query at most, none when known."""
    wanted = list(versions)
    names = {_name(pk): pk for pk in wanted}
    kept = caches["local"].get_many(names)
    found: dict[int, Question] = {names[name]: one for name, one in kept.items()}
    missing = [pk for pk in wanted if pk not in found]
    if missing:
        loaded = {
            one.pk: one.question
            for one in QuestionVersion.objects.filter(pk__in=missing)
        }
        caches["local"].set_many(
            {_name(pk): question for pk, question in loaded.items()}, KEPT_FOR
        )
        found |= loaded
    return found


def _name(pk: int) -> str:
    return f"courses:question-version:{pk}"
