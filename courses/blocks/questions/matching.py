"""Putting together what goes together."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.questions import Matching

from .base import (
    MOST_PARTS,
    SAID_IN_PARTS,
    Faults,
    LineBlock,
    PartlyJudgedBlock,
    feedback,
    folded,
    layout,
)


class PairBlock(blocks.StructBlock):
    """Two that go together."""

    source = blocks.CharBlock(label=_("First half"), max_length=250)
    target = blocks.CharBlock(label=_("Second half"), max_length=250)
    feedback = feedback(_("Shown to everyone once the question is answered."))

    class Meta:
        icon = "link"
        label = _("Pair")
        form_layout = ["source", "target", folded("said", _("Feedback"), "feedback")]
        label_format = "{source}: {target}"


class MatchingBlock(PartlyJudgedBlock):
    """Pairs, of which the second halves are to be found."""

    kind: ClassVar[str] = Matching.kind
    faults_at: ClassVar[Faults] = {
        "too-few-pairs": ("pairs", _("Give at least two pairs.")),
        "pair-incomplete": ("pairs", _("Fill in both halves of each pair.")),
        "one-target": (
            "pairs",
            _("All pairs have the same second half. There is nothing to choose."),
        ),
    }

    pairs = blocks.ListBlock(
        PairBlock(),
        label=_("Pairs"),
        max_num=MOST_PARTS,
        help_text=_("Pairs with the same second half share it. The order is mixed."),
    )
    distractors = blocks.ListBlock(
        LineBlock(label=_("Goes with nothing"), max_length=250),
        label=_("Second halves that go with nothing"),
        max_num=MOST_PARTS,
        default=[],
        help_text=_("So that the last pair is not found by what is left."),
    )

    class Meta:
        icon = "link"
        label = _("Matching")
        form_layout = layout("pairs", "distractors", said=SAID_IN_PARTS)
        description = _("Four to six pairs, all of the same sort.")
        preview_value = {
            "prompt": "Bij wie kun je waarvoor terecht?",
            "pairs": [
                {
                    "source": "Ik twijfel over een geschenk",
                    "target": "Mijn leidinggevende",
                },
                {"source": "Ik zie fraude", "target": "Het meldpunt"},
                {"source": "Ik word gepest", "target": "De vertrouwenspersoon"},
            ],
            "distractors": ["De leverancier"],
        }
