"""A question that a trainer reviews."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.questions import Open
from courses.questions.open import MOST_WORDS

from .base import MOST_PARTS, Faults, LineBlock, QuestionBlock, folded, layout


class OpenBlock(QuestionBlock):
    """A question to answer in one's own words."""

    kind: ClassVar[str] = Open.kind
    faults_at: ClassVar[Faults] = {
        "limits-crossed": (
            "most_words",
            _("The highest number of words is lower than the lowest."),
        ),
        "limit-too-high": ("most_words", _("At most 1500 words can be kept.")),
    }

    least_words = blocks.IntegerBlock(
        label=_("At least how many words"), required=False, min_value=1
    )
    most_words = blocks.IntegerBlock(
        label=_("At most how many words"),
        required=False,
        min_value=1,
        max_value=MOST_WORDS,
        help_text=_(
            "A limit helps to say what matters. Some 150 words is half a page."
        ),
    )
    model_answer = blocks.TextBlock(
        label=_("Model answer"),
        max_length=4000,
        required=False,
        rows=4,
        help_text=_("Learners read it once they have answered."),
    )
    criteria = blocks.ListBlock(
        LineBlock(label=_("Criterion"), max_length=250),
        label=_("Criteria"),
        max_num=MOST_PARTS,
        default=[],
        help_text=_("What the trainer looks for. Only trainers see it."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Open question")
        form_layout = layout(
            folded("words", _("Number of words"), "least_words", "most_words"),
            "model_answer",
            "criteria",
        )
        description = _(
            "A trainer reads the answers. Ask for a choice and its reasons."
        )
        preview_value = {
            "prompt": "Welke afspraak zou jij maken over geschenken, en waarom?",
            "most_words": 150,
            "model_answer": "Spreek af wat je aanneemt, wie het noteert en wie beslist.",
            "criteria": ["Noemt een grens", "Zegt wie beslist"],
        }
