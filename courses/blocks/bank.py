"""Questions of the bank: what the bank holds, and one of them inside a lesson."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .questions import QUESTION_BLOCKS


class BankStream(blocks.StreamBlock):
    """One question, of any kind."""

    def __init__(self, local_blocks: object = None, **kwargs: object) -> None:
        super().__init__(local_blocks or QUESTION_BLOCKS, **kwargs)

    class Meta:
        collapsed = False


class BankQuestionBlock(blocks.StructBlock):
    """A question of the bank, asked where it stands."""

    question = SnippetChooserBlock("courses.BankQuestion", label=_("Question"))

    class Meta:
        icon = "help"
        label = _("Question of the bank")
        group = _("Learning")
        template = "courses/blocks/bank_question.html"
        description = _("Learners get what was published last.")
