"""A knowledge question, with feedback for every answer."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.questions import Choice, question_of

# The id of a question that is not in a page (yet).
NIL = UUID(int=0)
FAULTS = {
    "too-few-answers": _("Give at least two answers."),
    "none-right": _("Mark at least one answer as right."),
    "several-right": _(
        "Only one answer can be right, unless more than one may be chosen."
    ),
}


class AnswerBlock(blocks.StructBlock):
    """An answer that can be chosen."""

    text = blocks.CharBlock(label=_("Answer"), max_length=400)
    correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("Feedback"),
        max_length=800,
        required=False,
        help_text=_("What somebody who chose this learns from it."),
    )

    class Meta:
        icon = "radio-empty"
        label = _("Answer")


class QuestionBlock(blocks.StructBlock):
    """A question with one right answer, or with several."""

    prompt = blocks.TextBlock(label=_("Question"), max_length=800)
    multiple = blocks.BooleanBlock(
        label=_("More than one answer may be chosen"), required=False
    )
    answers = blocks.ListBlock(AnswerBlock(), label=_("Answers"))
    explanation = blocks.TextBlock(
        label=_("Explanation"),
        max_length=1500,
        required=False,
        help_text=_("Shown after answering, whatever was chosen."),
    )

    class Meta:
        icon = "help"
        label = _("Knowledge question")
        group = _("Learning")
        template = "courses/blocks/question.html"
        form_layout = ["prompt", "multiple", "answers", "explanation"]
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

    def clean(self, value: Any) -> Any:
        """Refuse a question that cannot be asked; a draft may still be incomplete."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        found = question_of(Choice.kind, NIL, self.get_prep_value(cleaned)).faults()
        if found:
            raise StructBlockValidationError(
                block_errors={},
                non_block_errors=[ValidationError(FAULTS[name]) for name in found],
            )
        return cleaned

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The question as the player shows it; outside the player nothing is answered."""
        context: dict[str, Any] = super().get_context(
            value, parent_context=parent_context
        )
        if "question" not in context:
            stored = self.get_prep_value(value)
            block_id = context.get("id") or NIL
            context["question"] = question_of(Choice.kind, UUID(str(block_id)), stored)
        return context
