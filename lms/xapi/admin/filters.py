"""What an administrator filters statements by."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from lms.xapi.enums import Kind, Store
from lms.xapi.models import IndexRow, StoredStatement
from lms.xapi.querysets import IndexRowQuerySet, StatementQuerySet
from lms.xapi.statements.indexing import key_of
from lms.xapi.statements.languages import text_in
from lms.xapi.vocabulary import SELECTED, VERBS, VIDEO_VERBS, VOIDED, at_home

from .naming import keys_of_activities, titles_to_choose

MOST_ACTIVITIES: Final = 500


def _verbs() -> list[tuple[str, str]]:
    """The verbs of the record store, in the language of the reader."""
    language = get_language() or "nl"
    return [
        (
            at_home(verb.iri, settings.XAPI_HOME_PAGE),
            text_in(verb.display, language),
        )
        for verb in (*VERBS, VOIDED, *VIDEO_VERBS)
        if verb != SELECTED  # lives in the reflection store
    ]


class ActivityInput(forms.TextInput):
    """A text field that proposes the titles that there are to choose."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        options = f"{name}-titles"
        field = super().render(
            name, value, {**(attrs or {}), "list": options}, renderer
        )
        titles = format_html_join(
            "",
            '<option value="{}"></option>',
            ((title,) for title in titles_to_choose()),
        )
        return format_html('{}<datalist id="{}">{}</datalist>', field, options, titles)


class ActivityField(forms.CharField):
    """An IRI, or (a part of) a title; refuses what no statement is about."""

    widget = ActivityInput

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return text
        found = len(keys_of_activities(text, most=MOST_ACTIVITIES + 1))
        if not found:
            raise ValidationError(
                _("No statement is about an activity called “%(text)s”."),
                params={"text": text},
            )
        if found > MOST_ACTIVITIES:
            raise ValidationError(
                _("Too many activities are called “%(text)s”: type more of the title."),
                params={"text": text},
            )
        return text


class ActivityFilter(django_filters.CharFilter):
    field_class = ActivityField


def _saying(kind: Kind, *keys: UUID) -> IndexRowQuerySet:
    """What finds statements that say it themselves; who refers to them is not listed."""
    return IndexRow.objects.of(Store.RECORD, kind, *keys).themselves()


class StatementFilterSet(WagtailFilterSet):
    """By verb, activity and registration, and by the days on which it was stored."""

    verb = django_filters.ChoiceFilter(
        label=gettext_lazy("verb"), choices=_verbs, method="with_verb"
    )
    activity = ActivityFilter(
        label=gettext_lazy("activity"),
        method="with_activity",
        help_text=gettext_lazy("The title, a part of it, or the IRI."),
    )
    registration = django_filters.UUIDFilter(
        label=gettext_lazy("registration"), method="with_registration"
    )
    stored = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("stored at"),
        widget=DateRangePickerWidget,
        method="in_period",
    )

    class Meta:
        model = StoredStatement
        fields = ["verb", "activity", "registration", "stored"]

    def with_verb(
        self,
        queryset: StatementQuerySet,
        name: str,  # noqa: ARG002
        value: str,
    ) -> StatementQuerySet:
        return queryset.at(_saying(Kind.VERB, key_of(value)))

    def with_activity(
        self,
        queryset: StatementQuerySet,
        name: str,  # noqa: ARG002
        value: str,
    ) -> StatementQuerySet:
        keys = keys_of_activities(value, most=MOST_ACTIVITIES)
        return queryset.at(_saying(Kind.ACTIVITY, *keys))

    def with_registration(
        self,
        queryset: StatementQuerySet,
        name: str,  # noqa: ARG002
        value: UUID,
    ) -> StatementQuerySet:
        return queryset.at(_saying(Kind.REGISTRATION, value))

    def in_period(
        self,
        queryset: StatementQuerySet,
        name: str,  # noqa: ARG002
        value: Any,
    ) -> StatementQuerySet:
        start: datetime | None = value.start
        return queryset.stored_between(start, value.stop)

    def faults(self) -> list[str]:
        """What cannot be filtered by, as sentences; nothing when all of it can."""
        fields = self.form.fields
        return [
            f"{fields[name].label}: {' '.join(map(str, errors))}"
            for name, errors in self.form.errors.items()
            if name in fields
        ]
