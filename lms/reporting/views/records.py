"""The pages of records: the list, and a person. Each starts from the same queryset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from lms.common import clock
from lms.reporting.filters import RecordFilter
from lms.reporting.forms import RecordForm
from lms.reporting.listing import SORT, address, advise, headings, in_order, options_of
from lms.reporting.records import (
    Records,
    completion_records,
    extent,
    is_provisional,
    scope_of,
)

from .guarding import asked, for_hr

if TYPE_CHECKING:
    from .guarding import HrRequest

PER_PAGE = 50


@for_hr
def completions(request: HrRequest) -> HttpResponse:
    """Who completed what, filtered and sorted by the address."""
    form = RecordForm(request.GET)
    scope = scope_of(request.user)
    if not form.is_valid():
        form.offer(options_of(completion_records(scope, clock.today()), scope))
        return render(request, "reporting/completions.html", {"form": form}, status=400)
    everything = completion_records(scope, form.as_of)
    form.offer(options_of(everything, scope))
    found = form.filters.narrow(everything, form.as_of)
    people, rows = extent(found)
    sort = request.GET.get(SORT, "")
    paginator = _Counted(in_order(found, sort), PER_PAGE, known=rows)
    given = asked(form, request)
    sorted_as_asked = {**given, SORT: sort} if sort else given
    context = {
        "form": form,
        "active_count": len(given),
        "headings": headings(sort, given),
        "page_obj": paginator.get_page(request.GET.get("page")),
        "url_prefix": address(sorted_as_asked) + ("&" if sorted_as_asked else ""),
        "people": people,
        "rows": rows,
        "all_people": extent(everything)[0],
        "peildatum": form.as_of,
        "provisional": is_provisional(form.as_of),
        "export_query": address(_exactly(form)),
        "person_query": address(given) if given else "",
        "advice": [] if rows else _advice(form, everything),
    }
    return render(request, "reporting/completions.html", context)


@for_hr
def person(request: HrRequest, participation: int) -> HttpResponse:
    """What HR may see of one person, found by one of the records in the list."""
    form = RecordForm(request.GET)
    scope = scope_of(request.user)
    if not form.is_valid():
        raise Http404
    everything = completion_records(scope, form.as_of)
    record = (
        everything.select_related("participation")
        .filter(participation=participation)
        .first()
    )
    if record is None:
        raise Http404
    theirs = in_order(
        everything.filter(participation__learner=record.participation.learner_id),
        "-voltooid",
    )
    capacities = {(one.role_name, one.entity_name): None for one in theirs}
    context = {
        "record": record,
        "records": theirs,
        "capacities": list(capacities),
        "peildatum": form.as_of,
        "provisional": is_provisional(form.as_of),
        "back_query": address(asked(form, request)),
    }
    return render(request, "reporting/person.html", context)


def _exactly(form: RecordForm) -> dict[str, str]:
    return {**form.filters.parameters(), "peildatum": str(form.as_of)}


def _advice(form: RecordForm, everything: Records) -> list[dict[str, Any]]:
    filters: RecordFilter = form.filters
    return [
        {
            "words": form.describe(advice.name),
            "rows": advice.rows,
            "query": address(
                {
                    **filters.without(advice.name).parameters(),
                    "peildatum": str(form.as_of),
                }
            ),
        }
        for advice in advise(everything, filters, form.as_of)
    ]


class _Counted(Paginator[Any]):
    """Pages of something that was counted already."""

    def __init__(self, records: Records, per_page: int, *, known: int) -> None:
        super().__init__(records, per_page)
        self._known = known

    @property
    def count(self) -> int:
        return self._known
