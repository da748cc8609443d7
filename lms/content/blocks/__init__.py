"""StreamField blocks, one file per family."""

from .activity import ActivityBlock
from .media import AudioBlock, DownloadBlock, ImageFigureBlock, VideoBlock
from .messages import ChatBlock, MailBlock
from .signpost import SignpostBlock
from .streams import CONTENT_BLOCKS, ContentStream
from .text import CalloutBlock, HeadingBlock, QuotationBlock, TextBlock

__all__ = [
    "CONTENT_BLOCKS",
    "ActivityBlock",
    "AudioBlock",
    "CalloutBlock",
    "ChatBlock",
    "ContentStream",
    "DownloadBlock",
    "HeadingBlock",
    "ImageFigureBlock",
    "MailBlock",
    "QuotationBlock",
    "SignpostBlock",
    "TextBlock",
    "VideoBlock",
]
