"""What an administrator filters statements by."""

from datetime import datetime
from typing import Any

import django_filters
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from .enums import Kind, Store
from .models import IndexRow, StoredStatement
from .querysets import StatementQuerySet
from .statements.indexing import key_of
from .statements.presenting import one_language
from .vocabulary import SELECTED, VERBS


def _verbs() -> list[tuple[str, str]]:
    """The verbs of the record store, in the language of the reader."""
    language = get_language() or "nl"
    return [
        (verb.iri, "".join(one_language(verb.display, [language]).values()))
        for verb in VERBS
        if verb != SELECTED  # lives in the reflection store
    ]


class StatementFilterSet(WagtailFilterSet):
    """By verb, and by the days on which a statement was stored."""

    verb = django_filters.ChoiceFilter(
        label=_("verb"), choices=_verbs, method="with_verb"
    )
    stored = django_filters.DateFromToRangeFilter(
        label=_("stored at"), widget=DateRangePickerWidget, method="in_period"
    )

    class Meta:
        model = StoredStatement
        fields = ["verb", "stored"]

    def with_verb(
        self,
        queryset: StatementQuerySet,
        name: str,  # noqa: ARG002
        value: str,
    ) -> StatementQuerySet:
        return queryset.at(IndexRow.objects.of(Store.RECORD, Kind.VERB, key_of(value)))

    def in_period(
        self,
        queryset: StatementQuerySet,
        name: str,  # noqa: ARG002
        value: Any,
    ) -> StatementQuerySet:
        start: datetime | None = value.start
        return queryset.stored_between(start, value.stop)
