"""The questions of a survey as plain values: no database, no Wagtail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

SCALE: Final = ("1", "2", "3", "4", "5")
OPEN: Final = "open"
CHOICES: Final = "choices"

Content = list[dict[str, Any]]
Answers = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the answers to choose from."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyQuestion:
    """What is asked; without options the answer is in one's own words."""

    key: str
    kind: str
    text: str
    options: tuple[Option, ...]

    @property
    def is_open(self) -> bool:
        return self.kind == OPEN

    @property
    def takes_several(self) -> bool:
        return self.kind == CHOICES


def content_of(blocks: Iterable[Mapping[str, Any]]) -> Content:
    """What an edition keeps of the stream of a survey, as it is stored."""
    return [
        {
            "key": str(block["id"]),
            "kind": block["type"],
            "text": block["value"]["text"],
            "options": _options(block["type"], block["value"]),
        }
        for block in blocks
    ]


def fingerprint(content: Content) -> str:
    """The same for the same questions, and for no others."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def questions_of(content: Content) -> tuple[SurveyQuestion, ...]:
    """The questions of an edition, in order."""
    return tuple(
        SurveyQuestion(
            key=each["key"],
            kind=each["kind"],
            text=each["text"],
            options=tuple(Option(**option) for option in each["options"]),
        )
        for each in content
    )


def _options(kind: str, value: Mapping[str, Any]) -> list[dict[str, str]]:
    if kind == "scale":
        ends = {SCALE[0]: value["low"], SCALE[-1]: value["high"]}
        return [
            {"key": step, "text": f"{step} – {ends[step]}" if step in ends else step}
            for step in SCALE
        ]
    if kind == OPEN:
        return []
    return [
        {"key": str(item["id"]), "text": item["value"]["text"]}
        for item in value["options"]
    ]
