"""The one thing to choose when joining: in which capacity."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.common.text import TypedTextField
from lms.organisation.capacities import acting_in
from lms.organisation.models import Mandate


class MandateChoice(forms.ModelChoiceField[Mandate]):
    """A capacity, by its role and entity."""

    def label_from_instance(self, obj: Mandate) -> str:
        return f"{obj.role.name}, {obj.entity.name}"


class JoinForm(forms.Form):
    """Joining, under one of the person's mandates; nothing to fill in with one or none.

    ``acting``: the mandate that they chose to act under, which is proposed while it runs.
    """

    mandate = MandateChoice(
        label=_("In which capacity do you follow this?"),
        queryset=Mandate.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    reason = TypedTextField(
        label=_("Why would you like to take part?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who leads your entity reads this and decides."),
    )

    def __init__(
        self,
        *args: Any,
        person: User,
        acting: int | None = None,
        asks_approval: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not asks_approval:
            del self.fields["reason"]
        mandates = Mandate.objects.of(person).of_today().with_names()
        field = cast("MandateChoice", self.fields["mandate"])
        field.queryset = mandates
        self.choices = list(mandates)
        if self.choices:
            field.initial = (acting_in(acting, self.choices) or self.choices[0]).pk
        if len(self.choices) < 2:
            del self.fields["mandate"]

    @property
    def chosen(self) -> Mandate | None:
        """The chosen mandate, the only one, or none for someone interested."""
        if "mandate" in self.fields:
            return cast("Mandate", self.cleaned_data["mandate"])
        return self.choices[0] if self.choices else None
