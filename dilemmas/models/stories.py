"""From the content of a scenario page to its story, with what the content knows by row only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.utils.html import strip_tags
from wagtail.blocks import ChooserBlock, StructBlock

from dilemmas.blocks import SCENE_BODY
from dilemmas.graph import Story, read
from lms.learning.enums import Facet

from .values import Value

Media = tuple[str, int]  # kind of block, row


def story_of(content: Mapping[str, Any]) -> Story:
    """The story in the content of a scenario page, or of one of its revisions.

    One query for values with their principles, and one for each kind of media that a
    scene shows; the number of scenes does not matter.
    """
    chosen, described = content.get("values") or [], content.get("terms") or []
    values = Value.objects.filter(
        Q(pk__in=chosen) | Q(principle__in=described, principle__facet=Facet.PRINCIPLE)
    ).select_related("principle")
    names: dict[str, str] = {}
    # What the page is said to be about. A principle that no value of the taxonomy stands
    # for is left out: no choice could touch it.
    principles: dict[str, list[str]] = defaultdict(list)
    for value in values:
        if value.pk in chosen:
            names[value.slug] = value.name
        if value.principle and value.principle_id in described:
            principles[value.principle.name].append(value.slug)
    without_captions, without_transcript = _gaps(content)
    return read(
        content,
        values=names,
        principles=principles,
        without_captions=without_captions,
        without_transcript=without_transcript,
    )


def _gaps(content: Mapping[str, Any]) -> tuple[frozenset[Media], frozenset[Media]]:
    """The media of all scenes that lack captions, and those that lack a transcript."""
    shown: dict[str, set[int]] = defaultdict(set)
    kinds = dict(_kinds())
    for kind, row in _shown(content, kinds):
        shown[kind].add(row)
    captions: set[Media] = set()
    transcripts: set[Media] = set()
    for kind, rows in shown.items():
        # Of a row that is gone nothing is shown.
        for medium in kinds[kind].model_class.objects.filter(pk__in=rows):
            if medium.needs_captions and not medium.captions:
                captions.add((kind, medium.pk))
            if not strip_tags(getattr(medium, "transcript", "")).strip():
                transcripts.add((kind, medium.pk))
    return frozenset(captions), frozenset(transcripts)


def _kinds() -> Iterator[tuple[str, ChooserBlock]]:
    """The blocks of a scene that show a row with a transcript, such as a video."""
    for kind, block in SCENE_BODY.child_blocks.items():
        chooser = (
            block.child_blocks.get(kind) if isinstance(block, StructBlock) else None
        )
        if isinstance(chooser, ChooserBlock) and hasattr(
            chooser.model_class, "transcript"
        ):
            yield kind, chooser


def _shown(
    content: Mapping[str, Any], kinds: Mapping[str, object]
) -> Iterator[tuple[str, int]]:
    for scene in content.get("scenes") or []:
        body = scene.get("body") or []
        for block in json.loads(body) if isinstance(body, str) else body:
            kind, value = block.get("type"), block.get("value")
            row = value.get(kind) if isinstance(value, dict) else None
            if kind in kinds and isinstance(row, int):
                yield kind, row
