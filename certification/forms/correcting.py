"""Putting right that somebody completed something: of what, of whom, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lms.learning.enums import REPORTED_KINDS
from lms.learning.models import Completion, LearningActivity

from .recording import FindForm


class FindToPutRightForm(FindForm):
    """Of everything that somebody completed; of steps only what a trainer recorded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activity: Any = self.fields["activity"]
        activity.label = _("Activity")
        done = Completion.objects.for_reviewers().filter(activity=OuterRef("pk"))
        vouched = Exists(done.filter(recorded_by__isnull=False))
        activity.queryset = LearningActivity.objects.filter(
            Q(Exists(done), kind__in=REPORTED_KINDS) | Q(vouched)
        )


class PutRightForm(forms.Form):
    """Why it was not so."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("The person concerned reads it, in a message. Name nobody else."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
