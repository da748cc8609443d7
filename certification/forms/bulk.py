"""Forms to issue in bulk, and to download what was issued."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.enums import CertificateKind
from certification.exceptions import UnreadableList
from certification.named import MOST_BYTES, named_in
from lms.common import clock
from lms.common.text import TypedTextField
from lms.learning.attended import Attended
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity
from lms.organisation.models import Entity

DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d")
MOST_DAYS = 20
LONGEST_HOURS = 200


class ActivityChoice(forms.ModelChoiceField[LearningActivity]):
    """An activity with what it is: titles alone say too little."""

    def label_from_instance(self, activity: LearningActivity) -> str:
        return f"{activity.title} ({activity.get_kind_display().lower()})"


class ImportForm(forms.Form):
    """Who gets a certificate, of what, and for a session when it was and what shows it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    activity = ActivityChoice(
        label=_("Session or trajectory"),
        queryset=LearningActivity.objects.none(),
        empty_label=None,
        help_text=_(
            "Sessions of which the page says that they give a certificate of attendance, "
            "and trajectories with a certificate."
        ),
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )
    file = forms.FileField(
        label=_("List of people (CSV)"),
        help_text=_(
            "One person on a line, by e-mail address or VO-id. With a line of names above "
            "it: a column “e-mail” or “vo-id”. At most 5000 people."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty."),
        },
    )
    days = forms.CharField(
        label=_("Day or days on which it was held"),
        required=False,
        max_length=300,
        help_text=_(
            "Only for a session. Write a day as 31/1/2027; put a comma between days."
        ),
    )
    hours = forms.DecimalField(
        label=_("How many hours in all"),
        required=False,
        min_value=0,
        max_value=LONGEST_HOURS,
        max_digits=5,
        decimal_places=2,
        localize=True,  # a comma and a point both will do
        help_text=_("Only for a session. It is printed."),
    )
    trainers = forms.CharField(
        label=_("Trainers"),
        required=False,
        max_length=200,
        help_text=_("Only for a session. It is printed."),
    )
    provider = forms.CharField(
        label=_("Who gave the session"),
        required=False,
        max_length=200,
        help_text=_("The organisation. Only for a session. It is printed."),
    )
    grounds = TypedTextField(
        label=_("What shows that these people were there"),
        required=False,
        max_length=500,
        help_text=_(
            "Only for a session: a signed list, for example, and where you keep it. It is "
            "not printed. Name nobody in it."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activity: Any = self.fields["activity"]
        activity.queryset = LearningActivity.objects.filter(
            Q(
                kind=ActivityKind.SESSION,
                attested_since__isnull=False,
                is_offered=True,
            )
            | Q(kind=ActivityKind.TRAJECTORY, certificate_terms__isnull=False)
        ).order_by("kind", "title")

    def clean_file(self) -> list[str]:
        """The people that it names."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(gettext("This file is larger than 1 MB."))
        try:
            return named_in(file.read())
        except UnreadableList as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_days(self) -> tuple[date, ...]:
        """The days in their order, each once, none of them to come."""
        typed = self.cleaned_data["days"].replace(";", ",").split(",")
        days = sorted({_day(one.strip()) for one in typed if one.strip()})
        if days and days[-1] > clock.today():
            raise forms.ValidationError(
                gettext("This day has yet to come: record it when it is over.")
            )
        if len(days) > MOST_DAYS:
            raise forms.ValidationError(
                gettext("These are more than %(most)s days.") % {"most": MOST_DAYS}
            )
        return tuple(days)

    def clean(self) -> dict[str, Any]:
        """Of a session it is asked when it was, how long it took, and what shows it."""
        cleaned: dict[str, Any] = super().clean() or {}
        activity = cleaned.get("activity")
        if activity is None or activity.kind != ActivityKind.SESSION:
            return cleaned
        asked = {
            "days": gettext("Say on which day the session was held."),
            "hours": gettext("Say how many hours it took."),
            "grounds": gettext("Say what shows that these people were there."),
        }
        for name, sentence in asked.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def held(self) -> Attended | None:
        """The session that was held, once the form is valid; nothing for a trajectory."""
        given = self.cleaned_data
        if given["activity"].kind != ActivityKind.SESSION:
            return None
        return Attended(
            days=given["days"],
            minutes=int(given["hours"] * 60),
            trainers=given["trainers"],
            provider=given["provider"],
        )


class DownloadForm(forms.Form):
    """Which certificates to download."""

    entity: forms.ModelChoiceField[Entity] = forms.ModelChoiceField(
        label=_("Entity"),
        queryset=Entity.objects.order_by("name"),
        empty_label=None,
        help_text=_("With what lies under it and what it took over."),
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), *CertificateKind.choices],
    )
    since = forms.DateField(
        label=_("Issued from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("Issued up to and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", gettext("This day comes before the first one."))
        return cleaned


def _day(typed: str) -> date:
    for each in DAY_FORMATS:
        try:
            return datetime.strptime(typed, each).date()  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    raise forms.ValidationError(
        gettext("“%(typed)s” is no day that we can read. Write it as 31/1/2027.")
        % {"typed": typed}
    )
