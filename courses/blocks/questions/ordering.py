"""Putting steps into their order."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.questions import Ordering

from .base import (
    MOST_PARTS,
    SAID_IN_PARTS,
    Faults,
    PartlyJudgedBlock,
    feedback,
    folded,
    layout,
)


class StepBlock(blocks.StructBlock):
    """An item that has its place."""

    text = blocks.CharBlock(label=_("Item"), max_length=250)
    feedback = feedback(_("Why it stands here."))

    class Meta:
        icon = "order"
        label = _("Item")
        form_layout = ["text", folded("said", _("Feedback"), "feedback")]
        label_format = "{text}"


class OrderingBlock(PartlyJudgedBlock):
    """Items that are to be put into order."""

    kind: ClassVar[str] = Ordering.kind
    faults_at: ClassVar[Faults] = {
        "too-few-items": ("items", _("Give at least two items.")),
        "same-items": ("items", _("Two items read the same. Make them differ.")),
    }

    items = blocks.ListBlock(
        StepBlock(),
        label=_("Items, in the right order"),
        max_num=MOST_PARTS,
        help_text=_("Learners see them in another order."),
    )

    class Meta:
        icon = "order"
        label = _("Put into order")
        form_layout = layout("items", said=SAID_IN_PARTS)
        description = _("Three to seven steps of which one comes before the other.")
        preview_value = {
            "prompt": "Je vermoedt een belangenconflict. Wat doe je eerst?",
            "items": [
                {"text": "Ik stop met het dossier."},
                {"text": "Ik meld het aan mijn leidinggevende."},
                {"text": "We spreken af wie het overneemt."},
                {"text": "We noteren die afspraak in het dossier."},
            ],
        }
