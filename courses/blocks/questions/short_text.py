"""A question to answer in a few words."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.questions import ShortText

from . import typed
from .base import MOST_PARTS, SAID, Faults, JudgedBlock, LineBlock, folded, layout


class ShortTextBlock(JudgedBlock):
    """A question with answers that are accepted."""

    kind: ClassVar[str] = ShortText.kind
    faults_at: ClassVar[Faults] = {
        "none-right": ("accepted", _("Give at least one right answer.")),
        "answer-too-long": (
            "accepted",
            _("A right answer has at most 200 characters."),
        ),
        "mistake-is-right": (
            "mistakes",
            _("One of these mistakes is a right answer. Take it away here or there."),
        ),
    }

    accepted = blocks.ListBlock(
        LineBlock(label=_("Right answer"), max_length=200),
        label=_("Right answers"),
        max_num=MOST_PARTS,
        help_text=_(
            "The first one is shown as the solution. Capitals and spaces do not count."
        ),
    )
    mistakes = typed.mistakes()
    fold_accents = typed.fold_accents()
    allow_typos = typed.allow_typos()

    class Meta:
        icon = "edit"
        label = _("Short answer")
        form_layout = layout(
            "accepted",
            folded("strictness", _("How strictly is read"), *typed.STRICTNESS),
            folded("wrong", _("Known mistakes"), "mistakes"),
            said=SAID,
        )
        description = _("For one word or name that people must know by heart.")
        preview_value = {
            "prompt": "Hoe heet de persoon bij wie je in vertrouwen je verhaal kwijt kan?",
            "accepted": ["vertrouwenspersoon", "de vertrouwenspersoon"],
            "allow_typos": True,
        }
