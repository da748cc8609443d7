"""Pages, images, videos, recordings and the signpost: what content is made of."""

from .media import Audio, CampusImage, CampusRendition, Video
from .pages import ActivityPage, BasePage
from .signpost import SignpostSettings

__all__ = [
    "ActivityPage",
    "Audio",
    "BasePage",
    "CampusImage",
    "CampusRendition",
    "SignpostSettings",
    "Video",
]
