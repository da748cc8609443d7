"""The activities that the record store knows, by what people call them."""

from typing import Final
from uuid import UUID

from django.db.models import Q

from lms.xapi.enums import Store
from lms.xapi.models import ActivityRecord
from lms.xapi.statements.indexing import key_of
from lms.xapi.vocabulary import (
    ASSIGNMENT,
    COURSE,
    CREDENTIAL,
    DILEMMA,
    LESSON,
    SESSION,
    TRAJECTORY,
)

# Titles in other languages are found by their IRI.
_LANGUAGES: Final = ("nl", "en", "fr", "en-US", "en-GB")
_MOST_TO_CHOOSE: Final = 200
_NEWEST: Final = 5000


def keys_of_activities(text: str, *, most: int) -> list[UUID]:
    """The keys of activities with this IRI, or this text in a title; at most so many."""
    known = ActivityRecord.objects.filter(store=Store.RECORD)
    named = Q(key=key_of(text))
    for language in _LANGUAGES:
        named |= Q(**{f"definition__name__{language}__icontains": text})
    return list(known.filter(named).order_by("pk").values_list("key", flat=True)[:most])


def titles_to_choose() -> list[str]:
    """The titles of what people learn here, in order: questions and scenes are left out."""
    kinds = (COURSE, LESSON, DILEMMA, SESSION, ASSIGNMENT, TRAJECTORY, CREDENTIAL)
    known = ActivityRecord.objects.filter(store=Store.RECORD).order_by("-pk")
    # Within bounds, however many activities came from outside.
    found = ActivityRecord.objects.filter(
        pk__in=known.values("pk")[:_NEWEST],
        definition__type__in=kinds,
        definition__name__has_key="nl",
    ).order_by("-pk")
    titles = found.values_list("definition__name__nl", flat=True)[:_MOST_TO_CHOOSE]
    return sorted(set(titles), key=str.casefold)
