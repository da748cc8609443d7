"""People and how they stand: a line for each, and a page for one."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from lms.common import clock
from lms.learning.enums import OPEN_STATUSES
from lms.learning.models import Transition
from lms.reporting.desks import Desk, hr_desk, tabs, team_desk
from lms.reporting.filters import RecordFilter
from lms.reporting.forms import PeopleForm, RecordForm
from lms.reporting.listing import SORT, address, options_of
from lms.reporting.looking import note_looks
from lms.reporting.measures import OF_A_PERSON
from lms.reporting.ordering import in_order
from lms.reporting.people import in_order as people_in_order
from lms.reporting.people import lines, people_headings, people_with
from lms.reporting.records import Records, completion_records, is_provisional

from .guarding import Counted, asked, for_hr

if TYPE_CHECKING:
    from .guarding import HrRequest

PER_PAGE = 50


@for_hr
def people(request: HrRequest) -> HttpResponse:
    """Everybody of whom HR sees something, with how they stand today."""
    return _people(request, hr_desk(request.user))


@for_hr
def team_people(request: HrRequest) -> HttpResponse:
    """The team of a manager, with how they stand today."""
    return _people(request, team_desk(request.user))


def _people(request: HrRequest, desk: Desk) -> HttpResponse:
    form = PeopleForm(request.GET)
    today = clock.today()
    everything = completion_records(desk.scope, today)
    form.offer(options_of(everything, desk.scope))
    page: dict[str, Any] = {
        "form": form,
        "desk": desk,
        "tabs": tabs(request.user, request.path),
        "peildatum": today,
        "provisional": True,
    }
    if not form.is_valid():
        return render(request, "reporting/people.html", page, status=400)
    records = form.filters.narrow(everything, today)
    found = people_with(records, form.state, today)
    number = found.count()
    sort = request.GET.get(SORT, "")
    given = form.parameters()
    sorted_as_asked = {**given, SORT: sort} if sort else given
    ordered = people_in_order(found, sort, records, today)
    shown = Counted([ordered], PER_PAGE, known=number).get_page(request.GET.get("page"))
    page |= {
        "active_count": len(given),
        "headings": people_headings(sort, given),
        "page_obj": shown,
        "lines": lines(list(shown), records, form.filters, desk=desk, day=today),
        "url_prefix": address(sorted_as_asked) + ("&" if sorted_as_asked else ""),
        "people": number,
        "all_people": people_with(everything, None, today).count() if given else number,
    }
    return render(request, "reporting/people.html", page)


@for_hr
def person(request: HrRequest, participation: int) -> HttpResponse:
    """What HR may see of one person, found by one of the records in the list."""
    return _found_by_record(request, hr_desk(request.user), participation)


@for_hr
def team_person(request: HrRequest, participation: int) -> HttpResponse:
    """What a manager may see of one person of the team, found by a record."""
    return _found_by_record(request, team_desk(request.user), participation)


@for_hr
def individual(request: HrRequest, person: int) -> HttpResponse:
    """What HR may see of one person."""
    return _found_by_person(request, hr_desk(request.user), person)


@for_hr
def team_individual(request: HrRequest, person: int) -> HttpResponse:
    """What a manager may see of one person of the team."""
    return _found_by_person(request, team_desk(request.user), person)


def _found_by_record(request: HrRequest, desk: Desk, pk: int) -> HttpResponse:
    form = _valid(request)
    everything = completion_records(desk.scope, form.as_of)
    record = everything.filter(participation=pk).only("learner").first()
    if record is None or record.learner_id is None:
        raise Http404
    return _person(request, desk, form, everything.filter(learner=record.learner_id))


def _found_by_person(request: HrRequest, desk: Desk, pk: int) -> HttpResponse:
    form = _valid(request)
    everything = completion_records(desk.scope, form.as_of)
    return _person(request, desk, form, everything.filter(learner=pk))


def _valid(request: HrRequest) -> RecordForm:
    form = RecordForm(request.GET)
    if not form.is_valid():
        raise Http404
    return form


def _person(
    request: HrRequest, desk: Desk, form: RecordForm, theirs: Records
) -> HttpResponse:
    records = [*chain.from_iterable(in_order(theirs, "-voltooid"))]
    if not records:
        raise Http404
    last = max(records, key=lambda record: record.pk)
    learner = last.learner_id
    note_looks(request.user, _whose(records), desk.look)
    given = asked(form, request)
    counted = theirs.order_by().aggregate(
        **{f"n_{m.key}": m.count(form.as_of) for m in OF_A_PERSON}
    )
    day = {"peildatum": given["peildatum"]} if "peildatum" in given else {}
    context = {
        "desk": desk,
        "tabs": tabs(request.user, request.path),
        "record": last,
        "to_do": sorted(
            (record for record in records if record.status in OPEN_STATUSES),
            key=lambda record: (record.due_on is None, record.due_on),
        ),
        "history": [r for r in records if r.status not in OPEN_STATUSES],
        "numbers": [
            {
                "label": measure.label,
                "value": counted[f"n_{measure.key}"],
                "query": address(
                    {
                        **measure.within(RecordFilter()),
                        "persoon": str(learner),
                        **day,
                    }
                ),
            }
            for measure in OF_A_PERSON
        ],
        "capacities": list({(one.role_name, one.entity_name): None for one in records}),
        "peildatum": form.as_of,
        "provisional": is_provisional(form.as_of),
        "back_query": address(given) if given else "",
    }
    return render(request, "reporting/person.html", context)


def _whose(records: list[Transition]) -> set[int]:
    return {record.learner_id for record in records if record.learner_id}
