"""Forms of the admin: a date, why it is cancelled, whom to find."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import page_permission_policy

from courses.models import SessionPage
from lms.common.text import TypedTextField, as_typed
from lms.learning.models import LearningActivity


class SessionForm(WagtailAdminModelForm):
    """A date of a published session of one’s own; it stays with that session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = SessionPage.objects.live()
        if self.for_user is not None:
            own = page_permission_policy.instances_user_has_permission_for(
                self.for_user, "change"
            )
            pages = pages.filter(pk__in=own.order_by().values("pk"))
        activity = self.fields["activity"]
        activity.queryset = LearningActivity.objects.filter(
            Q(pk=self.instance.activity_id)
            | Q(
                is_offered=True,
                key__in=pages.values("translation_key"),
            )
        )
        activity.empty_label = None
        activity.disabled = bool(self.instance.pk)

    def clean_place(self) -> str:
        return as_typed(self.cleaned_data["place"]).strip()

    def clean_capacity(self) -> int:
        """No fewer places than there are people who have one."""
        capacity: int = self.cleaned_data["capacity"]
        if self.instance.pk is None or capacity >= self.instance.capacity:
            return capacity
        taken = self.instance.enrolments.open().placed().count()
        if capacity < taken:
            raise forms.ValidationError(
                ngettext(
                    "%(count)s person has a place: there cannot be fewer places.",
                    "%(count)s people have a place: there cannot be fewer places.",
                    taken,
                )
                % {"count": taken}
            )
        return capacity


class CancelForm(forms.Form):
    """Why a date is cancelled: who is enrolled reads it."""

    because = TypedTextField(
        label=_("Why is it cancelled?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who is enrolled reads this in a mail and on the page."),
    )


class FindPersonForm(forms.Form):
    """Who came without a place."""

    q = forms.CharField(
        label=_("Search by name or e-mail address"), min_length=2, max_length=100
    )


def is_number(sent: str) -> bool:
    """Whether somebody sent what can be the number of a row."""
    return sent.isascii() and sent.isdigit() and len(sent) < 10
