"""Rules, exceptions and lists, as HR fills them in. Forms check the shape; operations the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accounts.models import User
from lms.common import clock
from lms.common.text import TypedTextField
from lms.learning.assigning.scope import Reach
from lms.learning.assigning.terms import Terms
from lms.learning.assigning.touching import may_be_asked
from lms.learning.enums import RELATIVE, DueFrom, DueUnit
from lms.learning.models import AssignmentRule, LearningActivity
from lms.organisation.models import Entity, IntegrityRole

from .fields import DaysField, PersonField, Plain, day_field, reason_field

LONGEST_LIST: Final = 30_000


class RuleForm(Plain):
    """A rule. What it asks is chosen once; all the rest can change."""

    name = forms.CharField(
        label=gettext_lazy("Name of the rule"),
        max_length=120,
        help_text=gettext_lazy("Whoever is asked sees this name."),
    )
    activity: forms.ModelChoiceField[LearningActivity] = forms.ModelChoiceField(
        label=gettext_lazy("What is asked"), queryset=LearningActivity.objects.none()
    )
    entity = forms.ModelChoiceField(
        label=gettext_lazy("Entity"), queryset=Entity.objects.none()
    )
    with_below = forms.BooleanField(
        label=gettext_lazy("With what lies under it"), required=False, initial=True
    )
    roles = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Roles"),
        queryset=IntegrityRole.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("No role means: everybody, whatever their role."),
    )
    begins_from = day_field(
        gettext_lazy("Only for who begins from"),
        required=False,
        help_text=gettext_lazy(
            "Looks at the start of the mandate. Empty: it does not matter."
        ),
    )
    valid_from = day_field(gettext_lazy("The rule holds from"))
    valid_to = day_field(
        gettext_lazy("The rule holds up to and including"), required=False
    )
    due_from = forms.ChoiceField(
        label=gettext_lazy("Due date"),
        choices=DueFrom.choices,
        widget=forms.RadioSelect,
        initial=DueFrom.NOTHING,
    )
    due_on = day_field(gettext_lazy("The fixed date"), required=False)
    due_number = forms.IntegerField(
        label=gettext_lazy("Or: how many days or months"),
        min_value=1,
        max_value=1200,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input--short"}),
    )
    due_unit = forms.ChoiceField(
        label=gettext_lazy("Days or months"),
        choices=DueUnit.choices,
        initial=DueUnit.MONTHS,
        required=False,
    )
    remind_before = DaysField(
        label=gettext_lazy("Reminders before the due date"),
        required=False,
        help_text=gettext_lazy("In days, such as 30, 7."),
    )
    remind_after = DaysField(
        label=gettext_lazy("Reminders after the due date"),
        required=False,
        help_text=gettext_lazy("In days, such as 7, 30."),
    )
    copy_to_manager = forms.BooleanField(
        label=gettext_lazy("The manager gets a copy of a reminder"), required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        reach: Reach,
        rule: AssignmentRule | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        entity = self.fields["entity"]
        entity.queryset = Entity.objects.filter(  # type: ignore[attr-defined]
            pk__in=sorted(reach.scope.entities)
        )
        if reach.everywhere:
            entity.required = False
            entity.empty_label = _("Every entity")  # type: ignore[attr-defined]
        self.fields["activity"].queryset = may_be_asked()  # type: ignore[attr-defined]
        if rule is not None:
            del self.fields["activity"]

    def clean(self) -> dict[str, Any]:
        """Periods run forward; a due date is complete, and no other one is given."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("valid_from"), cleaned.get("valid_to")
        if since and until and since > until:
            self.add_error(
                "valid_to", _("The end of the period comes before its beginning.")
            )
        kind = cleaned.get("due_from")
        if kind == DueFrom.DAY and not cleaned.get("due_on"):
            self._missing("due_on", _("Give the fixed date, or choose another way."))
        if kind in RELATIVE and not cleaned.get("due_number"):
            self._missing("due_number", _("Give a number of days or months."))
        if kind != DueFrom.DAY:
            cleaned["due_on"] = None
        if kind not in RELATIVE:
            cleaned |= {"due_number": None, "due_unit": ""}
        elif not cleaned.get("due_unit"):
            cleaned["due_unit"] = DueUnit.MONTHS
        return cleaned

    def _missing(self, name: str, words: str) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    @property
    def terms(self) -> Terms:
        """What a valid form says."""
        given = self.cleaned_data
        entity: Entity | None = given["entity"]
        activity = self.rule.activity_id if self.rule else given["activity"].pk
        plain = ("with_below", "begins_from", "valid_from", "valid_to", "due_from")
        due = ("due_on", "due_number", "due_unit", "remind_before", "remind_after")
        return Terms(
            activity=activity,
            entity=entity.pk if entity else None,
            roles=tuple(sorted(role.pk for role in given["roles"])),
            copy_to_manager=given["copy_to_manager"],
            **{name: given[name] for name in (*plain, *due)},
        )


class ExceptionForm(Plain):
    """For whom a rule does not hold, or by another day, and why."""

    person = PersonField(label=gettext_lazy("Person: persoon_id or e-mail address"))
    reason = reason_field(
        gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "HR of the entity reads this, and so does the person. Write no more about "
            "health than that it is a reason."
        ),
    )
    since = day_field(gettext_lazy("From"))
    until = day_field(gettext_lazy("Up to and including"), required=False)
    due_on = day_field(
        gettext_lazy("Other due date"),
        required=False,
        help_text=gettext_lazy("Empty: the rule does not hold for this person."),
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].reach = reach  # type: ignore[attr-defined]
        self.fields["since"].initial = clock.today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error(
                "until", _("The end of the period comes before its beginning.")
            )
        return cleaned


class ListForm(Plain):
    """People to enrol: those ``chosen`` on the page, and who is pasted, one a line."""

    activity: forms.ModelChoiceField[LearningActivity] = forms.ModelChoiceField(
        label=gettext_lazy("What is asked"), queryset=LearningActivity.objects.none()
    )
    due_on = day_field(gettext_lazy("Due date"), required=False)
    people = TypedTextField(
        label=gettext_lazy("People: persoon_id or e-mail address, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("You can paste a column of a spreadsheet."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, chosen: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        self.fields["activity"].queryset = may_be_asked()  # type: ignore[attr-defined]

    def clean_due_on(self) -> date | None:
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on is not None and due_on < clock.today():
            raise forms.ValidationError(
                _("This date is past. Choose today or a later day.")
            )
        return due_on

    def clean(self) -> dict[str, Any]:
        """The names of all of them, in ``given``."""
        cleaned = super().clean() or {}
        pasted = str(cleaned.get("people") or "").replace("\t", "\n").replace(";", "\n")
        names = [each.email for each in self.chosen] + pasted.split("\n")
        cleaned["given"] = [name.strip() for name in names if name.strip()]
        if not cleaned["given"]:
            self.add_error("people", _("Tick somebody, or paste whom you enrol."))
        if len(cleaned["given"]) > LONGEST_LIST:
            self.add_error("people", _("At most 30,000 people at once."))
        return cleaned
