"""What a search finds, and what it might have meant."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from lms.learning.models import LearningActivity

from .facets import Entry
from .offer import plain

MOST = 500


def found(query: str) -> list[int]:
    """Ids of the listed activities that a query finds, best first.

    Whole words by the rules of Dutch where the database knows them, and the beginning
    of words; all words must be there, else any of them. Databases rank in ways of their
    own, so what has the words in its title goes first on each of them.
    """
    words = words_of(query)
    for operator in ("and", "or") if len(words) > 1 else ("and",):
        results = _results(words, operator)
        if results:
            return list(dict.fromkeys(each.pk for each in results))
    return []


def words_of(query: str) -> list[str]:
    """The words of a query: signs mean things to databases that nobody meant here."""
    words = re.findall(r"\w+", query)
    return [word for word in words if len(word) > 1] or words


def _results(words: list[str], operator: str) -> list[LearningActivity]:
    if not words:
        return []
    query = " ".join(words)
    listed = LearningActivity.objects.listed()
    results = [
        *listed.search(query, operator=operator)[:MOST],
        *listed.autocomplete(query, operator=operator)[:MOST],
    ]
    asked = plain(query).split()
    results.sort(key=lambda each: not _has(plain(each.title), asked))
    return results


def _has(title: str, words: Iterable[str]) -> bool:
    return all(word in title for word in words)


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
