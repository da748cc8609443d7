"""The only place that sanitises HTML and calls it safe."""

import re
from html import escape

import nh3
from bleach.linkifier import Linker
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

RICH_TAGS = {
    "a", "b", "br", "code", "em", "h2", "h3", "h4", "hr", "i", "li", "ol", "p",
    "strong", "sub", "sup", "ul", "blockquote",
}  # fmt: skip
INLINE_TAGS = {"a", "b", "br", "em", "i", "strong", "code"}
ATTRIBUTES = {"a": {"href", "title"}}
SCHEMES = {"http", "https", "mailto", "tel"}
# Every host counts, not only those under a domain that bleach knows; what closes a
# sentence is no part of an address.
ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]", re.IGNORECASE)

_markdown = MarkdownIt("commonmark", {"html": False})


def clean(html: str, *, inline: bool = False) -> SafeString:
    """HTML with nothing left but the tags of running text.

    ``inline`` leaves out what would open a block of its own.
    """
    return mark_safe(  # noqa: S308
        nh3.clean(
            html,
            tags=INLINE_TAGS if inline else RICH_TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel="noopener noreferrer",
        )
    )


def from_markdown(text: str) -> SafeString:
    """CommonMark as safe HTML; raw HTML in it is shown, never run."""
    return clean(_markdown.render(text).strip())


def from_plain(text: str) -> SafeString:
    """What a person typed, with line breaks kept and http addresses made into links.

    bleach finds the links (the one thing nh3 does not do); nh3 has the last word.
    """
    # Quotes stay as they are: in running text they are harmless, and they end an address.
    lines = (
        escape(text.strip(), quote=False).replace("\r\n", "\n").replace("\n", "<br>")
    )
    # One for each call: its parser keeps what it reads and is no thread's to share.
    linked = Linker(url_re=ADDRESS).linkify(lines)
    return clean(linked, inline=True)
