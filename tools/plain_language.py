"""How plain the Dutch of the interface is: B1, as style guides of the government ask.

usage: tools/plain_language.py [--all]    (of every catalogue; --all: each finding too)

What a machine can see of it: the length of sentences, long words, words of officials that
have a plain one beside them, and passive constructions (a guess by their form). A list
and a bound that tests hold (tests/test_plain_language.py); the rest is a figure to watch.
Whether a text is kind and clear, only a reader can tell.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tools.messages import catalogues  # noqa: E402

LONGEST_SENTENCE = 25  # words
LONG_WORD = 17  # letters, from which a reader has to spell

# A word of officials, and what to write. Patterns, whole words, any case.
OFFICIALESE = {
    r"aangaande": "over",
    r"aangezien": "omdat",
    r"aanwend\w*": "gebruiken",
    r"aldus": "zo",
    r"alsmede": "en ook",
    r"alsook": "en ook",
    r"alvorens": "voor",
    r"betreffende|betreft het": "over",
    r"bijgevolg": "dus",
    r"bovengenoemde?|bovenvermelde?": "zeg het opnieuw, kort",
    r"conform": "volgens",
    r"dan wel": "of",
    r"derhalve": "daarom",
    r"desgevallend": "als dat nodig is",
    r"desgewenst": "als je wilt",
    r"dewelke": "die",
    r"dien(t|en)\b(?! om\b)[^.!?]{0,40}\bte": "moet",
    r"diverse": "verschillende",
    r"door middel van": "met",
    r"echter": "maar",
    r"eveneens": "ook",
    r"gedurende": "tijdens",
    r"gelieve": "zeg gewoon wat je vraagt",
    r"geschied\w*": "gebeuren",
    r"hetgeen": "wat",
    r"heden|thans": "nu",
    r"hier(bij|toe|mee) (delen|laten|gaat)": "laat weg",
    r"in functie van": "volgens",
    r"in geval van": "bij, als",
    r"in het kader van": "voor, bij",
    r"inclusief": "met",
    r"indien": "als",
    r"ingevolge|krachtens": "door, volgens",
    r"inzake": "over",
    r"met betrekking tot": "over",
    r"met het oog op": "voor, om",
    r"middels": "met",
    r"mogelijkerwij(s|ze)": "misschien",
    r"nochtans": "toch",
    r"omtrent": "over",
    r"onderhavige?": "deze, dit",
    r"onverwijld": "meteen",
    r"overeenkomstig": "volgens",
    r"reeds": "al",
    r"te allen tijde": "altijd",
    r"ten aanzien van": "over, tegenover",
    r"ten behoeve van": "voor",
    r"ten gevolge van": "door",
    r"teneinde": "om",
    r"ter beschikking (stel\w*|gesteld)": "geven",
    r"tevens": "ook",
    r"tracht(en)?": "proberen",
    r"u dient|uw|u bent|u hebt": "je, jouw (wij zeggen je)",
    r"uitgezonderd": "behalve",
    r"vermits": "omdat",
    r"verkrijg\w*": "krijgen",
    r"verstrek\w*": "geven",
    r"voornoemde?": "deze, dit",
    r"vooraleer": "voor",
    r"voorts": "ook",
    r"wens(t|en) te": "willen",
    r"zodoende": "zo",
    r"zulks": "dat",
}
PATTERNS = {
    re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE): plain
    for pattern, plain in OFFICIALESE.items()
}

NOT_WORDS = re.compile(
    r"<[^>]+>|https?://\S+|&\w+;"  # mark-up and addresses
)
VALUE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
ABBREVIATION = re.compile(r"\b(bv|nr|min|max|art|o\.a|d\.w\.z|enz|u)\.", re.IGNORECASE)
END = re.compile(r"(?<=[.!?])[”’)]*\s+|\n+")
# "wordt … gedaan": a form of worden, and a participle not far behind or before it.
PASSIVE = re.compile(
    r"\b(?:wordt|worden|werd(?:en)?)\b(?:\s+[\w’'-]+){0,8}?\s+"
    r"(?:ge|be|ver|ont|her|aange|afge|inge|op|uit)\w+(?:d|t|en)\b"
    r"|\b(?:ge|be|ver|ont|aange|afge|inge|op|uit)\w+(?:d|t|en)\s+(?:wordt|worden|werd(?:en)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend: where, what, and what to do about it."""

    where: str
    text: str
    advice: str

    def __str__(self) -> str:
        return f"{self.where}: “{self.text}”: {self.advice}"


@dataclass
class Figures:
    """What was counted of one catalogue."""

    sentences: int = 0
    words: int = 0
    long_words: int = 0
    passives: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    def per_hundred(self, count: int, of: int) -> float:
        """So many of a hundred."""
        return 100 * count / of if of else 0.0


def texts_of(po: Path) -> Iterator[str]:
    """Every Dutch text of a catalogue."""
    for entry in polib.pofile(str(po)).translated_entries():
        yield from [entry.msgstr, *entry.msgstr_plural.values()]


def sentences_in(text: str) -> list[str]:
    """The sentences of a text; a value counts as one word, and a label as a sentence."""
    plain = VALUE.sub("waarde", NOT_WORDS.sub(" ", text))
    plain = ABBREVIATION.sub(lambda found: found[0][:-1], plain)
    return [one.strip() for one in END.split(plain) if one and one.strip()]


def measure(where: str, texts: Iterable[str]) -> Figures:
    """The figures of some texts, and what in them has to be mended."""
    figures = Figures()
    for text in texts:
        for sentence in sentences_in(text):
            words = WORD.findall(sentence)
            if not words:
                continue
            figures.sentences += 1
            figures.words += len(words)
            figures.long_words += sum(len(word) >= LONG_WORD for word in words)
            figures.passives += bool(PASSIVE.search(sentence))
            figures.findings += _faults(where, sentence, len(words))
    return figures


def _faults(where: str, sentence: str, length: int) -> Iterator[Finding]:
    if length > LONGEST_SENTENCE:
        advice = f"{length} words; at most {LONGEST_SENTENCE}, so make two of it"
        yield Finding(where, sentence, advice)
    for pattern, plain in PATTERNS.items():
        if found := pattern.search(sentence):
            yield Finding(where, sentence, f"“{found[0]}”: write “{plain}”")


def name_of(po: Path) -> str:
    """A catalogue, as its app is called."""
    return po.relative_to(ROOT).parts[0] + (
        f".{po.relative_to(ROOT).parts[1]}"
        if po.relative_to(ROOT).parts[0] == "lms"
        else ""
    )


def main() -> int:
    told = (
        f"{'':<18}{'sentences':>10}{'words each':>12}{'long words':>12}{'passive':>10}"
    )
    print(f"{told}{'to mend':>9}\n{'':<40}{'per 100':>12}{'per 100':>10}")
    faults = 0
    for po in catalogues():
        figures = measure(name_of(po), texts_of(po))
        faults += len(figures.findings)
        print(
            f"{name_of(po):<18}{figures.sentences:>10}{figures.words_per_sentence:>12.1f}"
            f"{figures.per_hundred(figures.long_words, figures.words):>12.1f}"
            f"{figures.per_hundred(figures.passives, figures.sentences):>10.1f}"
            f"{len(figures.findings):>9}"
        )
        if "--all" in sys.argv:
            print(*figures.findings, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
