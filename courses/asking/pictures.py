"""The image of a question, found once and kept for a while."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import caches
from wagtail.images import get_image_model

WIDTH = 1000
# Not for ever: an image may be replaced.
KEPT_FOR = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Where an image is, what it shows, and its size in pixels."""

    url: str
    alt: str
    width: int
    height: int

    @property
    def disc(self) -> int:
        """The radius of a number on it: large enough to read at the width of a phone."""
        return max(self.width // 32, 1)


def picture_of(image: int | None, description: str) -> Picture | None:
    """An image at the width of a page; none when it is gone. Two queries, then none."""
    if image is None:
        return None
    cache, key = caches["local"], f"courses:picture:{image}"
    found: tuple[str, int, int] | tuple[()] | None = cache.get(key)
    if found is None:
        found = _find(image)
        cache.set(key, found, KEPT_FOR)
    if not found:
        return None
    url, width, height = found
    return Picture(url=url, alt=description, width=width, height=height)


def _find(pk: int) -> tuple[str, int, int] | tuple[()]:
    image = get_image_model().objects.filter(pk=pk).first()
    if image is None:
        return ()
    rendition = image.get_rendition(f"width-{WIDTH}|preserve-svg")
    return rendition.url, int(rendition.width), int(rendition.height)
