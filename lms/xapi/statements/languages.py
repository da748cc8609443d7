"""Which one language of a language map suits a reader (part three, 2.1.3; RFC 4647)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_ANY: Final = "*"
# RFC 4647, 2.1, and the quality of RFC 9110, 12.4.2. What is neither is passed over.
_RANGE: Final = re.compile(
    r"\s*(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?",
    re.ASCII | re.IGNORECASE,
)
_MOST_RANGES: Final = 20


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a reader wants to read: language ranges in lower case, the best first.

    ``refused`` are the ranges that the reader does not want (a quality of zero).
    """

    wanted: Sequence[str]
    refused: frozenset[str] = frozenset()

    def choose(self, tags: Iterable[str]) -> str | None:
        """The tag that suits best; the shortest one when none does; ``None`` of none.

        Each range in turn finds its own tag, then a longer one, then shorter ones (RFC
        4647, 3.3.1 and 3.4); after all of these, a tag of the same language.
        """
        # Shortest first, then by the alphabet: databases keep maps in different orders.
        ordered = sorted(tags, key=lambda tag: (len(tag), tag))
        given = {tag.lower(): tag for tag in ordered}
        allowed = [tag for tag in given if not self._refuses(tag)]
        for wanted in self.wanted:
            if found := self._find(wanted, allowed):
                return given[found]
        languages = {wanted.partition("-")[0] for wanted in self.wanted}
        related = (tag for tag in allowed if tag.partition("-")[0] in languages)
        best = next(related, None) or next(iter(allowed or given), None)
        return None if best is None else given[best]

    def _find(self, wanted: str, tags: list[str]) -> str | None:
        if wanted == _ANY:
            named = [one for one in self.wanted if one != _ANY]
            return next((tag for tag in tags if not _best_range(tag, named)), None)
        if wanted in tags:
            return wanted
        longer = next((tag for tag in tags if _covers(wanted, tag)), None)
        return longer or next((one for one in _shorter(wanted) if one in tags), None)

    def _refuses(self, tag: str) -> bool:
        """Is the range that says most about ``tag`` one that is refused?"""
        if not self.refused:
            return False
        return _best_range(tag, [*self.wanted, *self.refused]) in self.refused


def preferred_languages(header: str) -> Preferences:
    """What an ``Accept-Language`` header asks for; what it garbles is passed over."""
    ranges: list[tuple[float, int, str]] = []
    for number, part in enumerate(header.split(",", _MOST_RANGES)[:_MOST_RANGES]):
        match = _RANGE.fullmatch(part)
        quality = float(match[2] or 1) if match else 2
        if match and quality <= 1:
            ranges.append((-quality, number, match[1].lower()))
    return Preferences(
        tuple(name for quality, _, name in sorted(ranges) if quality),
        frozenset(name for quality, _, name in ranges if not quality),
    )


def one_language(
    labels: Mapping[str, str], languages: Preferences | Sequence[str]
) -> dict[str, str]:
    """The one entry of a language map that suits best; an empty map stays empty.

    ``languages`` are preferences, or tags with the best first.
    """
    if not isinstance(languages, Preferences):
        languages = Preferences([tag.lower() for tag in languages])
    tag = languages.choose(labels)
    return {} if tag is None else {tag: labels[tag]}


def text_in(labels: Mapping[str, str], language: str) -> str:
    """The text of a language map for a reader of ``language``; ``""`` of an empty map."""
    return "".join(one_language(labels, [language]).values())


def _covers(wanted: str, tag: str) -> bool:
    return tag == wanted or tag.startswith(f"{wanted}-")


def _best_range(tag: str, ranges: Iterable[str]) -> str:
    """The longest range that covers ``tag``; ``*`` covers all, and says least."""
    covering = (one for one in ranges if one == _ANY or _covers(one, tag))
    return max(covering, key=lambda one: len(one) if one != _ANY else 0, default="")


def _shorter(wanted: str) -> Iterable[str]:
    """``wanted`` without its last subtags, one by one; a singleton goes along."""
    subtags = wanted.split("-")
    while len(subtags) > 1:
        subtags.pop()
        if len(subtags[-1]) > 1:
            yield "-".join(subtags)
