"""Pages, images, videos, recordings and the signpost: what content is made of."""

from .images import CampusImage, CampusRendition
from .media import Audio, CaptionTrack, Video
from .pages import ActivityPage, BasePage
from .signpost import SignpostSettings

__all__ = [
    "ActivityPage",
    "Audio",
    "BasePage",
    "CampusImage",
    "CampusRendition",
    "CaptionTrack",
    "SignpostSettings",
    "Video",
]
