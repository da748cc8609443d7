"""A statement on which people say how far they agree."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.questions import Likert

from .base import Faults, LineBlock, QuestionBlock, layout


class LikertBlock(QuestionBlock):
    """A scale, without a right answer."""

    kind: ClassVar[str] = Likert.kind
    faults_at: ClassVar[Faults] = {
        "too-few-grades": ("scale", _("A scale has at least two grades.")),
        "grade-empty": ("scale", _("Give each grade its words.")),
    }

    prompt = blocks.TextBlock(label=_("Claim"), max_length=800, rows=2)
    scale = blocks.ListBlock(
        LineBlock(label=_("Grade"), max_length=80),
        label=_("Scale"),
        default=[
            _("Strongly disagree"),
            _("Disagree"),
            _("Neither"),
            _("Agree"),
            _("Strongly agree"),
        ],
        max_num=11,
        help_text=_("From one end to the other, as many grades on both sides."),
    )

    class Meta:
        icon = "radio-full"
        label = _("Scale")
        form_layout = layout("scale")
        description = _("How people look at something. No answer is right or wrong.")
        preview_value = {
            "prompt": "In mijn team kun je zeggen dat je twijfelt.",
            "scale": [
                "Helemaal niet akkoord",
                "Niet akkoord",
                "Geen van beide",
                "Akkoord",
                "Helemaal akkoord",
            ],
        }
