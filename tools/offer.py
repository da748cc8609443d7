"""The training offer of the demo, measured: one line of a table for each course.

    .venv/bin/python tools/offer.py [SLUG ...]

Prints Markdown, and below it what is wrong. The status is 1 when something is. What a
course must have and how long it takes is said here alone; the tests ask the same. A
course is read from its file: no database is needed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cms_site.demo.reading import FILMS, read_all

# Minutes: so many words are read in one, and so long it takes to think or to write.
WORDS_A_MINUTE = 130
A_QUESTION = 1.0
A_REFLECTION = 3.0
LEAST, MOST = 0.8, 1.2  # of what a course says it takes
LONGEST_SENTENCE = 25  # words
NOTE = re.compile(r"\s*\((?:bron|bronnen):[^()]*(?:\([^()]*\)[^()]*)*\)", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?…])[”’\")*]*\s+|\n+")
WORD = re.compile(r"[^\W\d_][\w’'-]*|\d[\d.,]*")
VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöûü]+", re.IGNORECASE)
CHECKED = re.compile(r"nagekeken op \d{1,2} [a-z]+ \d{4}|na te kijken")

Data = dict[str, Any]


@dataclass(slots=True)
class Measure:
    """What one course holds; ``faults`` says in words what is missing."""

    slug: str
    title: str
    stated: int
    lessons: int = 0
    words: int = 0
    minutes: float = 0.0
    questions: int = 0
    sources: int = 0
    syllables: int = 0
    sentences: int = 0
    long_sentences: list[str] = field(default_factory=list)
    longest_is_right: int = 0
    by_chance: float = 0.0
    reviewer: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Of the stated minutes, how much it takes."""
        return self.minutes / self.stated

    @property
    def readability(self) -> float:
        """Reading ease of Flesch as Douma fitted it to Dutch; 60 and more is plain."""
        words = max(1, self.words)
        long = words / max(1, self.sentences)
        return 206.84 - 0.93 * long - 77 * self.syllables / words

    def read(self, text: str, *, part: float = 1.0) -> None:
        """Count a text that every learner reads, or so large a part of them."""
        plain = re.sub(r"[*_#>`]|^\d+\. |^- ", " ", NOTE.sub("", text), flags=re.M)
        found = WORD.findall(plain)
        self.words += round(len(found) * part)
        self.minutes += len(found) * part / WORDS_A_MINUTE
        self.syllables += round(sum(map(_syllables, found)) * part)
        for sentence in SENTENCE.split(plain):
            length = len(WORD.findall(sentence))
            self.sentences += 1 if length and part == 1 else 0
            if length > LONGEST_SENTENCE:
                self.long_sentences.append(" ".join(sentence.split()))


def measure(course: Data) -> Measure:
    """Everything that can be counted in a course file."""
    found = Measure(course["slug"], course["title"], course["duration_minutes"])
    found.reviewer = course.get("reviewer", "")
    found.sources = len(course["sources"])
    found.read(course["introduction"])
    for goal in course["goals"]:
        found.read(goal)
    lessons = [one for module in course["modules"] for one in module["lessons"]]
    found.lessons = len(lessons)
    for lesson in lessons:
        for text in (lesson["title"], lesson["summary"]):
            found.read(text)
        for block in lesson["body"]:
            _block(found, block)
    found.faults += _faults(course, lessons, found)
    return found


def _block(found: Measure, block: Data) -> None:
    kind = block["type"]
    found.minutes += block.get("minutes", 0)
    if kind == "question":
        _question(found, block)
    elif kind == "quiz":
        for one in _of_the_bank(block):
            _question(found, one)
    elif kind in {"video", "audio"}:
        found.minutes += _played(block["film"])
    else:
        found.minutes += A_REFLECTION if kind == "reflection" else 0
        for text in _words_of(block):
            found.read(text)


def _words_of(block: Data) -> Iterator[str]:
    for name in ("title", "subject", "prompt", "text", "caption", "introduction"):
        yield block.get(name, "")
    for message in block.get("messages", ()):
        yield message["text"]


def _question(found: Measure, question: Data) -> None:
    found.questions += 1
    found.minutes += A_QUESTION
    for name in ("prompt", "explanation"):
        found.read(question.get(name, ""))
    answers = question.get("answers", [])
    for answer in answers:
        found.read(answer["text"])
        # Who chooses one answer reads what is said of that one.
        chosen = 1 if question.get("multiple") else 1 / len(answers)
        found.read(answer.get("feedback", ""), part=chosen)
    if any(not answer.get("feedback") for answer in answers):
        found.faults.append(f"vraag {question['key']}: een antwoord zonder feedback")
    if not question.get("explanation") and question.get("kind") != "number":
        found.faults.append(f"vraag {question['key']}: zonder uitleg")
    if answers and not question.get("multiple"):
        lengths = [len(answer["text"]) for answer in answers]
        longest = lengths.index(max(lengths))
        found.longest_is_right += bool(answers[longest].get("correct"))
        found.by_chance += 1 / len(answers)


def _faults(course: Data, lessons: list[Data], found: Measure) -> Iterator[str]:
    yield from _at_length(lessons, found)
    yield from _incomplete([block for lesson in lessons for block in lesson["body"]])
    if found.longest_is_right > found.by_chance:
        yield (
            f"het langste antwoord is {found.longest_is_right} keer het juiste; "
            f"door toeval zou dat {found.by_chance:.1f} keer zijn"
        )
    for source in course["sources"]:
        if not CHECKED.search(source):
            yield f"bron zonder datum waarop ze is nagekeken: {source}"
    if not found.reviewer:
        yield "zonder reviewer"
    for sentence in found.long_sentences:
        yield f"lange zin: {sentence}"


def _at_length(lessons: list[Data], found: Measure) -> Iterator[str]:
    stated = sum(lesson["duration_minutes"] for lesson in lessons)
    if not LEAST <= found.share <= MOST:
        yield f"duurt {found.minutes:.0f} van de {found.stated} minuten"
    if stated != found.stated:
        yield f"de lessen zijn samen {stated} minuten, de cursus {found.stated}"
    if not 3 <= len(lessons) <= 8:
        yield f"{len(lessons)} lessen; drie tot acht is de bedoeling"


def _incomplete(blocks: list[Data]) -> Iterator[str]:
    kinds = {block["type"] for block in blocks}
    titles = [str(block.get("title", "")).casefold() for block in blocks]
    for kind in ("reflection", "signpost", "image"):
        if kind not in kinds:
            yield f"zonder {kind}"
    if sum(title.startswith("eén ding voor morgen") for title in titles) != 1:
        yield "niet precies één kader “Eén ding voor morgen”"


def _of_the_bank(block: Data) -> list[Data]:
    """The questions of a quiz; of a draw, as many as it takes."""
    topics = list(read_all("questions"))
    known = {one["key"]: one for topic in topics for one in topic["questions"]}
    chosen = [known[key] for key in block.get("questions", ())]
    for draw in block.get("draws", ()):
        pool = next(topic for topic in topics if topic["topic"] == draw["topic"])
        chosen += pool["questions"][: draw["count"]]
    return chosen


def _played(name: str) -> float:
    """Minutes until the last word of a film, by its captions."""
    captions = (FILMS / f"{name}.vtt").read_text(encoding="utf-8")
    minutes, seconds = re.findall(r"--> (?:\d+:)?(\d+):([\d.]+)", captions)[-1]
    return int(minutes) + float(seconds) / 60


def _syllables(word: str) -> int:
    return max(1, len(VOWELS.findall(word)))


def measures() -> list[Measure]:
    """Of every course of the offer, by code."""
    courses = sorted(read_all("courses"), key=lambda course: course["code"])
    return [measure(course) for course in courses]


def table(found: list[Measure]) -> str:
    """As Markdown, for docs/offer.md and for who writes."""
    return "\n".join(
        [
            "| Course | Lessons | Words | Minutes (stated) | % | Questions | "
            "Longest right (chance) | Sources | Reading ease | To be reviewed by |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|",
            *map(_line, found),
        ]
    )


def _line(one: Measure) -> str:
    return (
        f"| {one.title} | {one.lessons} | {one.words} "
        f"| {one.minutes:.0f} ({one.stated}) | {100 * one.share:.0f} "
        f"| {one.questions} | {one.longest_is_right} ({one.by_chance:.1f}) "
        f"| {one.sources} | {one.readability:.0f} | {one.reviewer} |"
    )


def main(slugs: list[str]) -> int:
    found = [one for one in measures() if not slugs or one.slug in slugs]
    print(table(found))
    for one in found:
        for fault in one.faults:
            print(f"{one.slug}: {fault}")
    return 1 if any(one.faults for one in found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
