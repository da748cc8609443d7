"""Streams composed of the blocks."""

from wagtail import blocks

from .media import AudioBlock, DownloadBlock, ImageFigureBlock, VideoBlock
from .signpost import SignpostBlock
from .text import CalloutBlock, HeadingBlock, QuotationBlock, TextBlock

CONTENT_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("text", TextBlock()),
    ("heading", HeadingBlock()),
    ("quotation", QuotationBlock()),
    ("callout", CalloutBlock()),
    ("image", ImageFigureBlock()),
    ("video", VideoBlock()),
    ("audio", AudioBlock()),
    ("download", DownloadBlock()),
    ("signpost", SignpostBlock()),
]


class ContentStream(blocks.StreamBlock):
    """What any page can hold."""

    def __init__(self, local_blocks: object = None, **kwargs: object) -> None:
        super().__init__(local_blocks or CONTENT_BLOCKS, **kwargs)
