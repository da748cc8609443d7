"""What questions share that are answered by typing."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import MOST_PARTS


class MistakeBlock(blocks.StructBlock):
    """A wrong answer that people really give."""

    answer = blocks.CharBlock(label=_("Wrong answer"), max_length=200)
    feedback = blocks.TextBlock(
        label=_("Feedback"),
        max_length=800,
        rows=2,
        help_text=_("What somebody who answers this learns from it."),
    )

    class Meta:
        icon = "warning"
        label = _("Known mistake")
        form_layout = ["answer", "feedback"]
        label_format = "{answer}"


def mistakes() -> blocks.ListBlock:
    """The field for known mistakes."""
    return blocks.ListBlock(
        MistakeBlock(),
        label=_("Known mistakes"),
        max_num=MOST_PARTS,
        default=[],
        help_text=_("Other wrong answers get the feedback on the question."),
    )


def fold_accents() -> blocks.BooleanBlock:
    """The field that makes accents not count."""
    return blocks.BooleanBlock(
        label=_("Accents do not count"),
        required=False,
        help_text=_("“Cooperatie” is right too when the answer is “coöperatie”."),
    )


def allow_typos() -> blocks.BooleanBlock:
    """The field that allows a typing error."""
    return blocks.BooleanBlock(
        label=_("A typing error is allowed"),
        required=False,
        help_text=_("One letter, in words of six letters or more."),
    )


# The names of the fields above that say how strictly is read.
STRICTNESS = ("fold_accents", "allow_typos")
