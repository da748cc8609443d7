"""The report "Te herzien": everything with a review date, to filter and to export."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from lms.accounts.models import User
from lms.common import clock
from lms.content.models import Law, Upkeep

from .finding import theirs
from .forms import editors
from .rows import Row, rows_of

SOON: Final = timedelta(days=92)
WHEN: Final = [("te-laat", _("Overdue")), ("drie-maanden", _("Within three months"))]


class UpkeepFilterSet(WagtailFilterSet):
    """By when, by law and by who looks after it."""

    when = django_filters.ChoiceFilter(label=_("When"), choices=WHEN, method="by_when")
    law = django_filters.ModelChoiceFilter(
        label=_("Law"), queryset=Law.objects.all(), method="by_law"
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Who looks after it"), queryset=User.objects.none()
    )

    class Meta:
        model = Upkeep
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["owner"].queryset = editors()

    def by_when(
        self, queryset: QuerySet[Upkeep], _name: str, value: str
    ) -> QuerySet[Upkeep]:
        day = clock.today()
        if value == "te-laat":
            return queryset.filter(review_by__lt=day)
        return queryset.filter(review_by__range=(day, day + SOON))

    def by_law(
        self, queryset: QuerySet[Upkeep], _name: str, value: Law
    ) -> QuerySet[Upkeep]:
        return queryset.filter(laws__law=value).distinct()


class EditColumn(TitleColumn):
    """The title, as the way to edit it."""

    def get_link_url(self, instance: Row, parent_context: Any) -> str:  # noqa: ARG002 (Wagtail's)
        return instance.edit or instance.upkeep


class UpkeepReport(ReportView):
    """What has a date, soonest first; each sees what they may edit or look after."""

    model = Upkeep
    page_title = _("To look over")
    header_icon = "calendar-check"
    filterset_class = UpkeepFilterSet
    index_url_name = "content_upkeep_report"
    index_results_url_name = "content_upkeep_report_results"
    default_ordering = ["review_by", "pk"]
    is_searchable = False
    columns = [
        EditColumn("title", label=_("Title"), width="30%"),
        Column("kind", label=_("Kind")),
        Column("state", label=_("Status")),
        Column("review_by", label=_("Look it over by")),
        Column("owner", label=_("Who looks after it")),
        Column("laws", label=_("Laws")),
        DateColumn("reviewed_at", label=_("Last looked over")),
    ]
    list_export = [
        *("title", "kind", "state", "review_by", "owner", "laws"),
        *("reviewed_at", "note"),
    ]
    export_headings = {
        "title": _("Title"),
        "kind": _("Kind"),
        "state": _("Status"),
        "review_by": _("Look it over by"),
        "owner": _("Who looks after it"),
        "laws": _("Laws"),
        "reviewed_at": _("Last looked over"),
        "note": _("What to look at"),
    }

    def get_base_queryset(self) -> QuerySet[Upkeep]:
        return Upkeep.objects.dated().filter(theirs(self.request.user))

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(rows_of(self.request.user, object_list))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        if not self.is_export:
            return object_list  # the table has its lines already
        return rows_of(self.request.user, object_list)
