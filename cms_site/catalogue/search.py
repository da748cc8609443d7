"""What a search finds, and what it might have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from lms.learning.models import LearningActivity

from .facets import Entry
from .offer import plain

MOST = 500


def found(query: str) -> list[int]:
    """Ids of the listed activities that a query finds, best first.

    Whole words by the rules of Dutch where the database knows them, and the beginning
    of words; all words must be there, else any of them.
    """
    for operator in ("and", "or"):
        ids = [*_words(query, operator), *_beginnings(query, operator)]
        if ids:
            return list(dict.fromkeys(ids))
        if len(query.split()) < 2:
            break
    return []


def suggestions(query: str, entries: Iterable[Entry]) -> list[str]:
    """Words of titles that look like the words of a query that found nothing."""
    words: dict[str, str] = {}
    for entry in entries:
        for word in entry.title.replace(":", " ").replace(",", " ").split():
            if len(word) > 3:
                words.setdefault(plain(word), word.lower())
    close = [
        words[match]
        for word in query.split()
        for match in get_close_matches(plain(word), words, n=2, cutoff=0.7)
    ]
    return list(dict.fromkeys(close))[:3]


def _words(query: str, operator: str) -> list[int]:
    results = LearningActivity.objects.listed().search(query, operator=operator)
    return [activity.pk for activity in results[:MOST]]


def _beginnings(query: str, operator: str) -> list[int]:
    results = LearningActivity.objects.listed().autocomplete(query, operator=operator)
    return [activity.pk for activity in results[:MOST]]
