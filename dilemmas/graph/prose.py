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


def prose(scene: Scene) -> str:
    """The text of a scene without its markup, blocks one after the other."""
    return text_of(scene.body)


def text_of(body: Iterable[Mapping[str, Any]]) -> str:
    """The text of blocks without their markup, a line for each paragraph and field."""
    return "\n".join(text for block in body for text in _texts(block["value"]))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        lines = TAG.sub("", LINE_END.sub("\n", value)).split("\n")
        kept = (" ".join(html.unescape(line).split()) for line in lines)
        yield from filter(None, kept)
    elif isinstance(value, dict) and value.keys() >= {"type", "value"}:
        yield from _texts(value["value"])  # of a list: its type and id are no words
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


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


def reads_hard(text: str) -> bool:
    """Whether a text is long enough to tell, and hard."""
    return words(text) >= FEW_WORDS and ease(text) < HARD_BELOW
