"""The form of the learner, and the one in which a trainer decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.enums import Decision, HandIn
from lms.common.text import TypedTextField

from .judging import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courses.models import AssignmentPage


class SeveralFiles(forms.FileInput):
    """A file chooser that takes more than one."""

    allow_multiple_selected = True


class HandInForm(forms.Form):
    """A text and files; what is wrong with them is told by the operations alone."""

    use_required_attribute = False  # one can save what is not whole yet

    text = TypedTextField(
        label=_("Your text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    uploads = forms.FileField(
        label=_("Add files"), required=False, widget=SeveralFiles()
    )

    def __init__(self, *args: Any, page: AssignmentPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Its label says so; whoever hands in hears it from the operation.
        self.fields["text"].required = page.hands_in in {HandIn.TEXT, HandIn.BOTH}
        self.fields["uploads"].required = page.hands_in in {HandIn.FILES, HandIn.BOTH}
        if not page.hands_in.takes_text:
            del self.fields["text"]
        if not page.hands_in.takes_files:
            del self.fields["uploads"]
            return
        self.fields["uploads"].widget.attrs.update(
            accept=page.accepted_names, multiple=True
        )
        self.fields["uploads"].help_text = gettext(
            "At most %(most)s, each of at most %(largest)s MB: %(kinds)s."
        ) % {
            "most": page.most_files,
            "largest": page.largest,
            "kinds": page.kinds_in_words,
        }


class VerdictForm(forms.Form):
    """The criteria that are met, the feedback, and one of two buttons."""

    criteria = forms.MultipleChoiceField(
        label=_("What is met"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    feedback = TypedTextField(
        label=_("Your feedback"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The learner reads this, and nobody else but the trainers."),
    )
    decision = forms.ChoiceField(
        choices=Decision.choices,
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose what you decide.")},
    )

    def __init__(
        self, *args: Any, criteria: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = list(criteria)
        if choices:
            self.fields["criteria"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["criteria"]

    @property
    def verdict(self) -> Verdict:
        """What was filled in."""
        return Verdict(
            decision=Decision(self.cleaned_data["decision"]),
            feedback=self.cleaned_data["feedback"],
            met=self.cleaned_data.get("criteria", ()),
        )
