"""A text with gaps to fill."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.questions import Gaps

from . import typed
from .base import SAID_IN_PARTS, Faults, PartlyJudgedBlock, folded, layout


class GapsBlock(PartlyJudgedBlock):
    """A text with gaps, to type in or to choose in."""

    kind: ClassVar[str] = Gaps.kind
    faults_at: ClassVar[Faults] = {
        "no-gaps": ("text", _("Put at least one word between [[ and ]].")),
        "gap-open": (
            "text",
            _("Each gap begins with [[ and ends with ]]. One of the two is missing."),
        ),
        "gap-empty": ("text", _("Write between [[ and ]] which answer is right.")),
        "gap-one-choice": (
            "text",
            _("A gap with a star needs at least two answers, with | between them."),
        ),
        "gap-all-right": (
            "text",
            _("In a gap with stars at least one answer is wrong: it has no star."),
        ),
        "gap-too-long": (
            "text",
            _("An answer in a gap has at most 200 characters."),
        ),
        "mistake-is-right": (
            "mistakes",
            _("One of these mistakes is a right answer. Take it away here or there."),
        ),
    }

    prompt = blocks.TextBlock(
        label=_("Assignment"), max_length=800, rows=2, default=_("Fill in the gaps.")
    )
    text = blocks.TextBlock(
        label=_("Text with gaps"),
        max_length=4000,
        rows=5,
        help_text=_(
            "Put the right answer between double brackets: [[gift]]. More right answers:"
            " [[gift|present]]. To have them choose, give all answers, with a star before"
            " the right one: [[*never|sometimes|always]]."
        ),
    )
    mistakes = typed.mistakes()
    fold_accents = typed.fold_accents()
    allow_typos = typed.allow_typos()

    class Meta:
        icon = "pilcrow"
        label = _("Fill in the gaps")
        form_layout = layout(
            "text",
            folded("strictness", _("How strictly is read"), *typed.STRICTNESS),
            folded("wrong", _("Known mistakes"), "mistakes"),
            said=SAID_IN_PARTS,
        )
        description = _("One or two gaps in a sentence: leave out what matters.")
        preview_value = {
            "prompt": "Vul aan.",
            "text": "Een geschenk neem je [[*nooit|soms|altijd]] aan in ruil voor een [[beslissing|gunst]].",
        }
