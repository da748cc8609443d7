"""Who completed what: the list of HR, and that of a manager about the team."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lms.common import clock
from lms.reporting.desks import Desk, hr_desk, tabs, team_desk
from lms.reporting.enums import Period
from lms.reporting.extents import Asked, measured, remembered, remembered_extent
from lms.reporting.filters import RecordFilter
from lms.reporting.forms import RecordForm, ReportForm
from lms.reporting.listing import SORT, address, advise, headings, options_of
from lms.reporting.looking import note_looks
from lms.reporting.measures import QUESTIONS, numbers
from lms.reporting.ordering import in_order
from lms.reporting.periods import MONTHS
from lms.reporting.records import (
    Records,
    as_recorded,
    completion_records,
    is_provisional,
)

from .guarding import Counted, asked, for_hr

if TYPE_CHECKING:
    from .guarding import HrRequest

PER_PAGE = 50


@for_hr
def completions(request: HrRequest) -> HttpResponse:
    """Who completed what, filtered and sorted by the address."""
    return _completions(request, hr_desk(request.user))


@for_hr
def team_completions(request: HrRequest) -> HttpResponse:
    """The same for a manager: today's team, and no files."""
    return _completions(request, team_desk(request.user))


def _completions(request: HrRequest, desk: Desk) -> HttpResponse:
    form = RecordForm(request.GET)
    page: dict[str, Any] = {
        "form": form,
        "desk": desk,
        "tabs": tabs(request.user, request.path),
    }
    if not form.is_valid():
        everything = completion_records(desk.scope, clock.today())
        form.offer(options_of(everything, desk.scope))
        return render(request, "reporting/completions.html", page, status=400)
    everything = completion_records(desk.scope, form.as_of)
    form.offer(options_of(everything, desk.scope))
    filters = form.filters
    asked_for = Asked.now(desk.scope, form.as_of, filters)
    found, (people, rows) = measured(filters.narrow(everything, form.as_of), asked_for)
    all_people = people
    if filters.active:
        unfiltered = replace(asked_for, filters=RecordFilter())
        all_people = remembered_extent(everything, unfiltered).people
    sort = request.GET.get(SORT, "")
    stretches = in_order(found, sort)
    given = asked(form, request)
    sorted_as_asked = {**given, SORT: sort} if sort else given
    page |= {
        "active_count": len(given),
        "headings": headings(sort, given),
        "page_obj": Counted(
            stretches,
            PER_PAGE,
            known=rows,
            size=lambda number: remembered(
                asked_for, f"{sort}:{number}", stretches[number].order_by().count
            ),
            rows_of=lambda keys: as_recorded(keys, form.as_of),
        ).get_page(request.GET.get("page")),
        "url_prefix": address(sorted_as_asked) + ("&" if sorted_as_asked else ""),
        "people": people,
        "rows": rows,
        "all_people": all_people,
        "peildatum": form.as_of,
        "provisional": is_provisional(form.as_of),
        "export_query": address(_exactly(form)),
        "person_query": address(given) if given else "",
        "advice": [] if rows else _advice(form, everything, asked_for),
        "chosen": [
            {"words": _words(form, name, found), "query": _without(form, name, given)}
            for name in filters.active
        ],
    }
    if filters.person:
        note_looks(request.user, _whose(page["page_obj"]), desk.look)
    if not given:
        page |= _questions(everything, asked_for)
    elif desk.is_hr:
        page |= {
            "report_form": ReportForm(scope=desk.scope),
            "report_query": address(sorted_as_asked),
        }
    return render(request, "reporting/completions.html", page)


def _whose(page: Any) -> set[int]:
    return {record.learner_id for record in page}


def _questions(everything: Records, asked_for: Asked) -> dict[str, Any]:
    """What HR asks first, answered; and the months, each one press away."""
    today = clock.today()
    counted = remembered(
        asked_for, "questions", lambda: numbers(everything, QUESTIONS, today)
    )
    months = [MONTHS[(today.month - back) % 12] for back in range(12)]
    return {
        "questions": [
            {
                "key": question.key,
                "label": question.label,
                "number": counted[question.key],
                "query": address(question.within(RecordFilter())),
            }
            for question in QUESTIONS
        ],
        "months": [
            {"label": Period(month).label, "query": address({"periode": month})}
            for month in months
        ],
    }


def _words(form: RecordForm, name: str, found: Records) -> str:
    """A filter in words; of one person, by the name in the records that it finds."""
    if name != "person":
        return form.describe(name)
    record = found.order_by("-pk").first()
    if record is None:
        return _("One person")
    return f"{record.first_name} {record.last_name}".strip() or record.person_key


def _without(form: RecordForm, name: str, given: dict[str, str]) -> str:
    """The address with one filter less."""
    day = {"peildatum": given["peildatum"]} if "peildatum" in given else {}
    return address({**form.filters.without(name).parameters(), **day})


def _exactly(form: RecordForm) -> dict[str, str]:
    return {**form.filters.parameters(), "peildatum": str(form.as_of)}


def _advice(
    form: RecordForm, everything: Records, asked_for: Asked
) -> list[dict[str, Any]]:
    day = {"peildatum": str(form.as_of)}
    return [
        {
            "words": form.describe(advice.name),
            "rows": advice.rows,
            "query": address({**form.filters.without(advice.name).parameters(), **day}),
        }
        for advice in advise(everything, asked_for)
    ]
