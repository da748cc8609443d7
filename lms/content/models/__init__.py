"""Pages, images, videos and the signpost: what content is made of."""

from .media import CampusImage, CampusRendition, Video
from .pages import ActivityPage, BasePage
from .signpost import SignpostSettings

__all__ = [
    "ActivityPage",
    "BasePage",
    "CampusImage",
    "CampusRendition",
    "SignpostSettings",
    "Video",
]
