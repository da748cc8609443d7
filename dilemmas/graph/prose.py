"""The words that a reader meets: counted, and judged for how hard they read."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from .story import Scene

TAG = re.compile(r"<[^>]+>")
LINE_END = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# A line that ends without a stop, such as the subject of a mail, is a sentence too.
SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$|”|\")|(?<=[^\s.!?…”\"])\s*\n")
VOWELS = re.compile(r"[aeiouyàâäéèêëïîôöùûü]+")
HARD_BELOW: Final = 45
FEW_WORDS: Final = 40
# A page that checks a story asks several times for the same text, and the next one for
# all but the scene that was written meanwhile. A story of 500 scenes has some 3,500 texts.
TEXTS_KEPT: Final = 8192


def prose(scene: Scene) -> str:
    """The text of a scene without its markup, blocks one after the other."""
    return text_of(scene.body)


def text_of(body: Iterable[Mapping[str, Any]]) -> str:
    """The text of blocks without their markup, a line for each paragraph and field."""
    return "\n".join(text for block in body for text in _texts(block["value"]))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _lines(value)
    elif isinstance(value, dict) and value.keys() >= {"type", "value"}:
        yield from _texts(value["value"])  # of a list: its type and id are no words
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


@lru_cache(maxsize=TEXTS_KEPT)
def _lines(text: str) -> tuple[str, ...]:
    lines = TAG.sub("", LINE_END.sub("\n", text)).split("\n")
    kept = (" ".join(html.unescape(line).split()) for line in lines)
    return tuple(filter(None, kept))


@lru_cache(maxsize=TEXTS_KEPT)
def words(text: str) -> int:
    """How many words a text has."""
    return len(WORD.findall(text))


def ease(text: str) -> float:
    """How easily a Dutch text reads, from 0 (hard) to 100: the measure of Flesch-Douma.

    Douma, "De leesbaarheid van landbouwbladen" (1960): 206.84 minus 0.93 times the
    words of a sentence, minus 77 times the syllables of a word. Syllables are counted
    as groups of vowels, which is close enough for a hint.
    """
    found = WORD.findall(text.lower())
    if not found:
        return 100.0
    sentences = max(1, len(SENTENCE_END.findall(text)))
    syllables = sum(map(_syllables, found))
    return 206.84 - 0.93 * len(found) / sentences - 77 * syllables / len(found)


@lru_cache(maxsize=10_000)  # a story has few words that differ
def _syllables(word: str) -> int:
    return max(1, len(VOWELS.findall(word)))


@lru_cache(maxsize=TEXTS_KEPT)
def reads_hard(text: str) -> bool:
    """Whether a text is long enough to tell, and hard."""
    return words(text) >= FEW_WORDS and ease(text) < HARD_BELOW
