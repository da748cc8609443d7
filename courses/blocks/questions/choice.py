"""A knowledge question, with feedback for every answer."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.questions import Choice

from .base import MOST_PARTS, SAID_IN_PARTS, Faults, PartlyJudgedBlock, feedback, layout


class AnswerBlock(blocks.StructBlock):
    """An answer that can be chosen."""

    text = blocks.CharBlock(label=_("Answer"), max_length=400)
    correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    feedback = feedback(_("What somebody who chose this learns from it."))

    class Meta:
        icon = "radio-empty"
        label = _("Answer")
        form_layout = ["text", "correct", "feedback"]
        label_format = "{text}"


class ChoiceBlock(PartlyJudgedBlock):
    """A question with one right answer, or with several."""

    kind: ClassVar[str] = Choice.kind
    faults_at: ClassVar[Faults] = {
        "too-few-answers": ("answers", _("Give at least two answers.")),
        "none-right": ("answers", _("Mark at least one answer as right.")),
        "several-right": (
            "answers",
            _("Only one answer can be right, unless more than one may be chosen."),
        ),
    }

    multiple = blocks.BooleanBlock(
        label=_("More than one answer may be chosen"), required=False
    )
    answers = blocks.ListBlock(AnswerBlock(), label=_("Answers"), max_num=MOST_PARTS)

    class Meta:
        icon = "list-ul"
        label = _("Multiple choice")
        form_layout = layout("multiple", "answers", said=SAID_IN_PARTS)
        description = _("Wrong answers are mistakes that people really make.")
        preview_value = {
            "prompt": "Een leverancier biedt je een kaartje voor een concert aan. Wat doe je?",
            "multiple": False,
            "answers": [
                {
                    "text": "Ik bedank en leg uit waarom ik het niet aanneem.",
                    "correct": True,
                    "feedback": "Zo blijft de relatie duidelijk voor iedereen.",
                },
                {
                    "text": "Ik neem het aan: het is maar een kaartje.",
                    "correct": False,
                    "feedback": "Ook iets kleins kan de schijn wekken van een wederdienst.",
                },
            ],
            "explanation": "Bespreek een aanbod altijd met je leidinggevende.",
        }
