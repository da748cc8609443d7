"""The body of a lesson, rendered as far as it is the same for everyone.

What only shows is HTML, kept per published revision; what is answered or noted is a
plain value, to be shown with the reader's own state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.core.cache import caches
from django.utils.translation import get_language
from wagtail.blocks.stream_block import StreamValue

from lms.content.playing import Playable, playable_of

from .models import LessonPage
from .questions import KINDS, Question

# Not for ever: a page or document that the text links to may move.
KEPT_FOR = 600


@dataclass(frozen=True, slots=True)
class Shown:
    """Blocks that only show."""

    kind: ClassVar[str] = "html"
    id: str
    html: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, of any kind."""

    kind: ClassVar[str] = "question"
    question: Question


@dataclass(frozen=True, slots=True)
class Banked:
    """A question of the bank, by its row: what is asked may be published anew."""

    kind: ClassVar[str] = "bank_question"
    row: int


@dataclass(frozen=True, slots=True)
class Quizzed:
    """A quiz, with attempts."""

    kind: ClassVar[str] = "quiz"
    id: UUID


@dataclass(frozen=True, slots=True)
class Reflected:
    """A private note."""

    kind: ClassVar[str] = "reflection"
    id: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """The card of another activity."""

    kind: ClassVar[str] = "activity"
    id: str
    activity: int
    introduction: str


@dataclass(frozen=True, slots=True)
class Signpost:
    """The card "Bij wie kun je terecht?", whose text is a setting."""

    kind: ClassVar[str] = "signpost"


@dataclass(frozen=True, slots=True)
class Played:
    """A video or recording."""

    kind: ClassVar[str] = "media"
    id: str
    media: Playable


Part = Shown | Asked | Banked | Quizzed | Reflected | Embedded | Signpost | Played


def parts_of(page: LessonPage, *, draft: bool = False) -> tuple[Part, ...]:
    """The body in parts; of a draft nothing is kept."""
    if draft or page.live_revision_id is None:
        return _build(page)
    key = f"courses:body:{page.pk}:{page.live_revision_id}:{get_language()}"
    kept: tuple[Part, ...] | None = caches["local"].get(key)
    if kept is None:
        kept = _build(page)
        caches["local"].set(key, kept, KEPT_FOR)
    return kept


def _build(page: LessonPage) -> tuple[Part, ...]:
    parts = (_part(page, block) for block in page.body)
    return tuple(part for part in parts if part is not None)


def _part(page: LessonPage, block: Any) -> Part | None:
    """A block as a part; nothing for one in which nothing was chosen yet."""
    match block.block_type:
        case kind if kind in KINDS:
            return Asked(page.questions[UUID(block.id)])
        case "bank_question" | "activity":
            return _chosen(block)
        case "quiz":
            return Quizzed(UUID(block.id))
        case "reflection":
            return Reflected(str(block.id), block.value["prompt"])
        case "signpost":
            return Signpost()
        case "video" | "audio":
            return _played(block)
    return Shown(str(block.id), block.render({"id": block.id}))


def _chosen(block: Any) -> Part | None:
    if block.block_type == "bank_question":
        question = block.value["question"]
        return Banked(question.pk) if question else None
    activity = block.value["activity"]
    introduction = block.value["introduction"] or ""
    return Embedded(str(block.id), activity.pk, introduction) if activity else None


def _played(block: StreamValue.StreamChild) -> Played | None:
    """What a block plays; nothing when its recording is gone."""
    kind = block.block_type
    media = playable_of(kind, block.value[kind])
    return Played(str(block.id), media) if media else None
