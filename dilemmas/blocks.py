"""What a scene can hold. Fewer blocks than a lesson: a scene is read in one breath."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from lms.content.blocks import (
    AudioBlock,
    ChatBlock,
    DownloadBlock,
    ImageFigureBlock,
    MailBlock,
    QuotationBlock,
    TextBlock,
    VideoBlock,
)


class SceneTextBlock(TextBlock):
    """Running text of a scene, in the large type of the story."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": ["bold", "italic"], **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        template = "dilemmas/blocks/text.html"
        description = _("What happens. Short: some sixty words.")
        preview_value = "<p>Het wordt stil. Nadia legt haar stuk chocolade terug.</p>"


SCENE_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("text", SceneTextBlock()),
    ("quotation", QuotationBlock()),
    ("image", ImageFigureBlock()),
    ("mail", MailBlock()),
    ("chat", ChatBlock()),
    ("video", VideoBlock()),
    ("audio", AudioBlock()),
    ("download", DownloadBlock()),
]


# To show the body of a scene that a version keeps as plain JSON.
SCENE_BODY = blocks.StreamBlock(SCENE_BLOCKS)


class ExpertViewBlock(blocks.StructBlock):
    """How somebody with a function looks at the dilemma; views may disagree."""

    function = blocks.CharBlock(label=_("Function"), max_length=120)
    view = blocks.TextBlock(label=_("How they look at it"), max_length=1500)

    class Meta:
        icon = "group"
        label = _("Expert view")
        description = _("Two or three that do not agree say more than one.")
        preview_value = {
            "function": "Auditor",
            "view": "Wat niet in het dossier staat, is niet gebeurd.",
        }


def lines(
    name: str, label: object, *, longest: int = 250
) -> list[tuple[str, blocks.Block]]:
    """The blocks of a field that is a list of short texts; each is translated alone."""
    return [(name, blocks.TextBlock(label=label, max_length=longest, rows=1))]
