"""What not everyone can follow on a page: the one rule that keeps it from going live.

A video needs captions and a transcript, a recording a transcript, an image words in its
place unless it is marked as decorative (WCAG 2.2, 1.1.1, 1.2.1 and 1.2.2). Drafts may
lack them. Every way of publishing asks here, through ``BasePage.obstacles``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from .blocks import AudioBlock, VideoBlock


def faults_of(page: Page) -> list[str]:
    """A sentence for each block of the page that somebody could not follow."""
    return [
        sentence
        for field in page._meta.get_fields()  # noqa: SLF001 (Django's own way in)
        if isinstance(field, StreamField)
        for number, child in enumerate(getattr(page, field.name), start=1)
        for sentence in _in(child.block, child.value, number)
    ]


def _in(block: blocks.Block, value: Any, number: int) -> Iterator[str]:
    """The faults of a block and of what is in it; ``number`` is its place on the page."""
    if isinstance(block, ImageBlock):
        yield from _of_image(value, number)
    elif isinstance(block, VideoBlock):
        yield from _of_recording(_("video"), value.get("video"), number)
    elif isinstance(block, AudioBlock):
        yield from _of_recording(_("recording"), value.get("audio"), number)
    else:
        for child, content in _children(block, value):
            yield from _in(child, content, number)


def _children(block: blocks.Block, value: Any) -> Iterable[tuple[blocks.Block, Any]]:
    if isinstance(block, blocks.StructBlock):
        return [
            (block.child_blocks[name], value.get(name)) for name in block.child_blocks
        ]
    if isinstance(block, blocks.ListBlock):
        return [(block.child_block, one) for one in value]
    if isinstance(block, blocks.StreamBlock):
        return [(one.block, one.value) for one in value]
    return ()


def _of_image(image: Any, number: int) -> Iterator[str]:
    if image is None or image.decorative or (image.contextual_alt_text or "").strip():
        return
    yield _(
        "Block %(number)s, image “%(title)s”: there is no alternative text. Say in it "
        "what a reader must know, or mark the image as decorative."
    ) % {"number": number, "title": image.title}


def _of_recording(kind: str, recording: Any, number: int) -> Iterator[str]:
    if recording is None:
        return
    for lacks in recording.lacks():
        yield _("Block %(number)s, %(kind)s “%(title)s”: %(lacks)s") % {
            "number": number,
            "kind": kind,
            "title": recording.title,
            "lacks": lacks,
        }
