"""A statement that is true or not."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.questions import TrueFalse

from .base import SAID, Faults, JudgedBlock, feedback, folded, layout


class TrueFalseBlock(JudgedBlock):
    """A statement, of which one says whether it is true."""

    kind: ClassVar[str] = TrueFalse.kind
    faults_at: ClassVar[Faults] = {
        "none-right": ("answer", _("Say whether the claim is true.")),
    }

    prompt = blocks.TextBlock(
        label=_("Claim"),
        max_length=800,
        rows=2,
        help_text=_("One thought, without “not”: a denial is easily misread."),
    )
    answer = blocks.ChoiceBlock(
        label=_("The claim is"),
        choices=[("true", _("true")), ("false", _("not true"))],
        widget=forms.RadioSelect,
    )
    feedback_true = feedback(_("For whoever answers that it is true."))
    feedback_false = feedback(_("For whoever answers that it is not true."))

    class Meta:
        icon = "check"
        label = _("True or not true")
        form_layout = layout(
            "answer",
            folded(
                "answers",
                _("Feedback on the answers"),
                "feedback_true",
                "feedback_false",
            ),
            said=SAID,
        )
        description = _("One claim. Ask for what people get wrong at work.")
        preview_value = {
            "prompt": "Je mag een doos pralines aannemen als je ze deelt met je team.",
            "answer": "false",
            "feedback_true": "Delen verandert niets aan wie het gaf, en waarom.",
            "explanation": "Kijk na wat jouw organisatie over geschenken afspreekt.",
        }
