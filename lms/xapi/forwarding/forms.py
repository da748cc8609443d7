"""What an administrator fills in about an outside LRS."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.common import clock
from lms.xapi.enums import ForwardFrom
from lms.xapi.models import ForwardingTarget

from .targets import Agreement, has_secret
from .wording import statements


class TargetForm(forms.ModelForm[ForwardingTarget]):
    """Where an outside LRS is, and how to get in."""

    class Meta:
        model = ForwardingTarget
        fields = ["name", "endpoint", "version", "key", "variable"]


class SwitchOnForm(forms.Form):
    """The agreement under which an outside LRS gets data, and from where on."""

    agreement = forms.CharField(
        label=gettext_lazy("Agreement"),
        max_length=300,
        help_text=gettext_lazy(
            "Which agreement lets this LRS have the data: its title or its number."
        ),
    )
    agreed_on = forms.DateField(
        label=gettext_lazy("Date of the agreement"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    start = forms.ChoiceField(
        label=gettext_lazy("What it gets"), widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, target: ForwardingTarget, waiting: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.target = target
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            (start.value, f"{start.label} ({statements(waiting)})")
            if start is ForwardFrom.WHERE_IT_STOPPED
            else (start.value, start.label)
            for start in ForwardFrom
        ]

    def clean_agreed_on(self) -> Any:
        day = self.cleaned_data["agreed_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This date is still to come."))
        return day

    def clean(self) -> None:
        if not has_secret(self.target):
            raise forms.ValidationError(
                _(
                    "%(variable)s is not set on the server. Have it set there and the "
                    "server started again; then turn this LRS on."
                )
                % {"variable": self.target.variable}
            )

    def given(self) -> tuple[Agreement, ForwardFrom]:
        """What was filled in, once it is valid."""
        data = self.cleaned_data
        return Agreement(data["agreement"], data["agreed_on"]), ForwardFrom(
            data["start"]
        )
