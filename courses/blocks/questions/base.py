"""What the blocks of all kinds of question share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from courses.questions import Question, question_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

# The id of a question that is not in a page (yet).
NIL = UUID(int=0)
LONGEST_FEEDBACK = 800
# Of whatever there may be several; more fits on no screen, and in no head.
MOST_PARTS = 20

# What keeps a question from being asked: at which field it is told, and the sentence.
Faults = dict[str, tuple[str, "Promise"]]


def feedback(help_text: Promise | str = "") -> blocks.TextBlock:
    """The field for what is said of one answer."""
    return blocks.TextBlock(
        label=_("Feedback"),
        max_length=LONGEST_FEEDBACK,
        required=False,
        rows=2,
        help_text=help_text,
    )


class LineBlock(blocks.CharBlock):
    """A line in a list of lines, where Wagtail ties no label to the field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget.attrs["aria-label"] = kwargs["label"]


def folded(name: str, heading: Promise, *children: str) -> BlockGroup:
    """Fields that are out of sight until they are wanted."""
    # Wagtail makes a name of the heading at once, and no translation is ready by then.
    group = BlockGroup(list(children), heading=name, classname="collapsed")
    group.heading = heading
    return group


def layout(*fields: str | BlockGroup, said: tuple[str, ...] = ()) -> BlockGroup:
    """The form of a question: what is asked first, what is said afterwards folded."""
    afterwards = folded(
        "afterwards", _("Feedback on the question"), *said, "explanation"
    )
    return BlockGroup(["prompt", *fields, afterwards])


class QuestionBlock(blocks.StructBlock):
    """A question: what is asked, and what everyone reads afterwards.

    A kind adds its fields, the ``kind`` of ``courses.questions``, and in ``faults_at``
    where each of its faults is told.
    """

    kind: ClassVar[str] = ""
    faults_at: ClassVar[Faults] = {}

    prompt = blocks.TextBlock(label=_("Question"), max_length=800, rows=2)
    explanation = blocks.TextBlock(
        label=_("Explanation"),
        max_length=1500,
        required=False,
        rows=3,
        help_text=_("Shown after answering, whatever was answered."),
    )

    class Meta:
        icon = "help"
        group = _("Questions")
        template = "courses/blocks/question.html"
        label_format = "{prompt}"

    def clean(self, value: Any) -> Any:
        """Refuse a question that cannot be asked; a draft may still be incomplete."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if names := self.asked(NIL, cleaned).faults():
            raise self._refusal(names)
        return cleaned

    def asked(self, pk: UUID, value: Any) -> Question:
        """The question that this value of the block is."""
        return question_of(self.kind, pk, self.get_prep_value(value))

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The question as the player shows it; outside the player nothing is answered."""
        context: dict[str, Any] = super().get_context(
            value, parent_context=parent_context
        )
        if "question" not in context:
            block_id = context.get("id") or NIL
            context["question"] = self.asked(UUID(str(block_id)), value)
        return context

    def _refusal(self, names: tuple[str, ...]) -> StructBlockValidationError:
        """Each fault in a sentence at the field where it is mended."""
        told: dict[str, list[ValidationError]] = {}
        for name in names:
            field, sentence = self.faults_at[name]
            told.setdefault(field, []).append(ValidationError(sentence, code=name))
        return StructBlockValidationError(
            block_errors={
                field: self._at(field, errors) for field, errors in told.items()
            }
        )

    def _at(self, field: str, errors: list[ValidationError]) -> ValidationError:
        if isinstance(self.child_blocks[field], blocks.ListBlock):
            found: ValidationError = ListBlockValidationError(non_block_errors=errors)
            return found
        return ValidationError(errors)


class JudgedBlock(QuestionBlock):
    """A question that is right or wrong."""

    when_right = blocks.TextBlock(
        label=_("When the answer is right"),
        max_length=LONGEST_FEEDBACK,
        required=False,
        rows=2,
    )
    when_wrong = blocks.TextBlock(
        label=_("When the answer is wrong"),
        max_length=LONGEST_FEEDBACK,
        required=False,
        rows=2,
    )


class PartlyJudgedBlock(JudgedBlock):
    """A question of which a part can be right."""

    when_partly = blocks.TextBlock(
        label=_("When a part of the answer is right"),
        max_length=LONGEST_FEEDBACK,
        required=False,
        rows=2,
        help_text=_("When this is empty, they read what you say of a wrong answer."),
    )


# What is said afterwards, in the order of the form.
SAID = ("when_right", "when_wrong")
SAID_IN_PARTS = ("when_right", "when_partly", "when_wrong")
