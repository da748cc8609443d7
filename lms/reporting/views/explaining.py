""" "Waarom nog niet voltooid?": one record of one person, explained to HR or a manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render

from lms.common import clock
from lms.learning.explaining import Seen, explain
from lms.learning.models import Participation
from lms.reporting.desks import Desk, hr_desk, tabs, team_desk
from lms.reporting.looking import note_looks
from lms.reporting.records import completion_records

from .guarding import for_hr

if TYPE_CHECKING:
    from .guarding import HrRequest


@for_hr
def why(request: HrRequest, participation: int) -> HttpResponse:
    """Why somebody of the own entities completed something, or has not yet."""
    return _why(request, hr_desk(request.user), participation)


@for_hr
def team_why(request: HrRequest, participation: int) -> HttpResponse:
    """The same of somebody of the team."""
    return _why(request, team_desk(request.user), participation)


def _why(request: HrRequest, desk: Desk, pk: int) -> HttpResponse:
    everything = completion_records(desk.scope, clock.today())
    record = everything.filter(participation=pk).first()
    if record is None or record.learner_id is None:
        raise Http404
    participation = Participation.objects.with_record().get(pk=pk)
    note_looks(request.user, [record.learner_id], desk.look)
    theirs = everything.filter(learner=record.learner_id).order_by()
    rows = list(theirs.values_list("participation", "activity__key"))
    seen = Seen(
        participations={participation for participation, _key in rows},
        activities={key for _participation, key in rows},
        entities=desk.scope.entities,
    )
    context = {
        "desk": desk,
        "tabs": tabs(request.user, request.path),
        "record": record,
        "person_address": desk.individual(record.learner_id),
        "said": explain(participation).seen_by(seen),
    }
    return render(request, "reporting/why.html", context)
