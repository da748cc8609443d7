"""Pages, images, videos, recordings and the signpost: what content is made of.

And the laws that it leans on, with when it has to be looked over.
"""

from .approval import ApprovedPage
from .images import CampusImage, CampusRendition
from .laws import Law, LawVersion
from .media import Audio, CaptionTrack, Video
from .pages import ActivityPage, BasePage
from .signpost import SignpostSettings
from .upkeep import Upkeep

__all__ = [
    "ActivityPage",
    "ApprovedPage",
    "Audio",
    "BasePage",
    "CampusImage",
    "CampusRendition",
    "CaptionTrack",
    "Law",
    "LawVersion",
    "SignpostSettings",
    "Upkeep",
    "Video",
]
