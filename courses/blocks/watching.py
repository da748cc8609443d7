"""Videos and recordings of a lesson: what part must be seen, and whether it counts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.watching import USUAL_PART
from lms.content.blocks import AudioBlock, VideoBlock


def _part() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(
        label=_("Part that must be seen"),
        min_value=1,
        max_value=100,
        default=USUAL_PART,
        required=False,
        help_text=_("In percent. Seeing a part twice counts once."),
    )


def _counts() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(
        label=_("Counts for the lesson"),
        default=True,
        required=False,
        help_text=_(
            "Only where the lesson asks for it: “Watched” among what completes it."
        ),
    )


class WatchedVideoBlock(VideoBlock):
    """A video whose watching is remembered, and may count."""

    part = _part()
    counts = _counts()


class WatchedAudioBlock(AudioBlock):
    """A recording whose playing is remembered, and may count."""

    part = _part()
    counts = _counts()


WATCHED_BLOCKS: dict[str, Any] = {
    "video": WatchedVideoBlock(),
    "audio": WatchedAudioBlock(),
}
