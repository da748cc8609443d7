"""A question to answer with a number."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.questions import Number

from .base import MOST_PARTS, SAID, Faults, JudgedBlock, folded, layout

MOST, PLACES = 15, 6


def _number(**kwargs: object) -> blocks.DecimalBlock:
    return blocks.DecimalBlock(max_digits=MOST, decimal_places=PLACES, **kwargs)


class WrongNumberBlock(blocks.StructBlock):
    """A wrong number that people really give."""

    value = _number(label=_("Wrong number"))
    feedback = blocks.TextBlock(
        label=_("Feedback"),
        max_length=800,
        rows=2,
        help_text=_("What somebody who answers this learns from it."),
    )

    class Meta:
        icon = "warning"
        label = _("Known mistake")
        form_layout = ["value", "feedback"]
        label_format = "{value}"


class NumberBlock(JudgedBlock):
    """A question with a number, right within a tolerance."""

    kind: ClassVar[str] = Number.kind
    faults_at: ClassVar[Faults] = {
        "none-right": ("value", _("Give the right number.")),
        "mistake-is-right": (
            "mistakes",
            _("One of these mistakes is right within the tolerance."),
        ),
    }

    value = _number(label=_("Right number"))
    tolerance = _number(
        label=_("Tolerance"),
        required=False,
        min_value=0,
        help_text=_("How far off is still right: 5 makes 95 to 105 right for 100."),
    )
    unit = blocks.CharBlock(
        label=_("Unit"),
        max_length=30,
        required=False,
        help_text=_("Such as “euro” or “days”. It stands behind the field."),
    )
    mistakes = blocks.ListBlock(
        WrongNumberBlock(),
        label=_("Known mistakes"),
        max_num=MOST_PARTS,
        default=[],
        help_text=_("Other wrong answers get the feedback on the question."),
    )

    class Meta:
        icon = "table"
        label = _("A number")
        form_layout = layout(
            "value",
            "tolerance",
            "unit",
            folded("wrong", _("Known mistakes"), "mistakes"),
            said=SAID,
        )
        description = _("An amount, a term, a share. Comma and point are both read.")
        preview_value = {
            "prompt": "Hoeveel dagen heb je om te antwoorden op een klacht?",
            "value": 45,
            "unit": "dagen",
        }
