"""A quiz: chosen questions, random draws and the rules of answering."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.quizzes import (
    BANDS_TWICE,
    NOTHING_ASKED,
    Feedback,
    Presentation,
    Quiz,
    Review,
    faults,
)

NOBODYS = UUID(int=0)

FAULTS = {
    NOTHING_ASKED: _("Choose at least one question, or draw some from a topic."),
    BANDS_TWICE: _("Two feedback texts begin at the same score."),
}


class DrawBlock(blocks.StructBlock):
    """So many questions of a topic, at random."""

    topic = SnippetChooserBlock("courses.QuestionTopic", label=_("Topic"))
    count = blocks.IntegerBlock(
        label=_("How many"), min_value=1, max_value=200, default=5
    )

    class Meta:
        icon = "rotate"
        label = _("Draw from a topic")
        label_format = _("Draw {count} about {topic}")
        description = _("Every attempt gets other questions.")


class AskedStream(blocks.StreamBlock):
    """What a quiz asks, in order."""

    question = SnippetChooserBlock("courses.BankQuestion", label=_("Question"))
    draw = DrawBlock()


class BandBlock(blocks.StructBlock):
    """What is said from a score on."""

    least = blocks.IntegerBlock(
        label=_("From this score, in per cent"), min_value=0, max_value=100
    )
    text = blocks.TextBlock(label=_("Text"), max_length=1500)

    class Meta:
        icon = "comment"
        label = _("Feedback on the whole")


class QuizBlock(blocks.StructBlock):
    """A quiz in a lesson. The page of a test holds one too."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    introduction = blocks.TextBlock(
        label=_("Introduction"), max_length=1000, required=False
    )
    questions = AskedStream(label=_("What is asked"), required=False)
    shuffle_questions = blocks.BooleanBlock(
        label=_("Shuffle the questions"), required=False
    )
    shuffle_answers = blocks.BooleanBlock(
        label=_("Shuffle the answers"), required=False
    )
    attempts = blocks.IntegerBlock(
        label=_("Attempts allowed"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Leave empty for as many as one likes."),
    )
    pass_mark = blocks.IntegerBlock(
        label=_("Pass mark in per cent"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Leave empty for practice: then nobody fails."),
    )
    minutes = blocks.IntegerBlock(
        label=_("Time limit in minutes"),
        min_value=1,
        max_value=600,
        required=False,
        help_text=_(
            "Leave empty for all the time in the world, which is best for most people."
        ),
    )
    feedback = blocks.ChoiceBlock(
        label=_("Feedback on each question"),
        choices=[
            (Feedback.EACH.value, _("After each answer, which is then final")),
            (Feedback.END.value, _("At the end")),
            (Feedback.NEVER.value, _("Never")),
        ],
        default=Feedback.END.value,
    )
    review = blocks.ChoiceBlock(
        label=_("What can be looked at afterwards"),
        choices=[
            (Review.NOTHING.value, _("Nothing")),
            (Review.OWN.value, _("One’s own answers")),
            (
                Review.RIGHT.value,
                _("The right answers too, once passed or out of attempts"),
            ),
        ],
        default=Review.OWN.value,
    )
    presentation = blocks.ChoiceBlock(
        label=_("Questions are shown"),
        choices=[
            (Presentation.ONE.value, _("One at a time")),
            (Presentation.ALL.value, _("All on one page")),
        ],
        default=Presentation.ONE.value,
    )
    bands = blocks.ListBlock(
        BandBlock(),
        label=_("Feedback on the whole, by score"),
        required=False,
        default=[],
    )

    class Meta:
        icon = "tasks"
        label = _("Quiz")
        group = _("Learning")
        template = "courses/blocks/quiz.html"
        description = _("Questions of the bank, with attempts and a result.")
        preview_value = {
            "title": "Wat weet je al?",
            "introduction": "Vijf vragen over geschenken. Je mag het zo vaak proberen als je wilt.",
        }

    def clean(self, value: Any) -> Any:
        """Refuse a quiz that cannot be set; a draft may still be incomplete."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        quiz = Quiz.from_value(NOBODYS, self.get_prep_value(cleaned))
        if found := faults(quiz):
            raise StructBlockValidationError(
                block_errors={},
                non_block_errors=[ValidationError(FAULTS[name]) for name in found],
            )
        return cleaned


class TestStream(blocks.StreamBlock):
    """The one quiz of the page of a test."""

    __test__ = False  # for pytest, which goes by the name

    quiz = QuizBlock()
