"""Enrolments: what is open, and enrolling people."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router

from lms.api.enums import TokenScope
from lms.api.exceptions import Fault, Invalid
from lms.api.operations import enrol, note_use
from lms.api.reading import can_be_asked, open_enrolments
from lms.common import clock

from .access import ApiRequest, needs
from .pages import Asked, linked, refuse_unknown
from .repeating import answered_once
from .schemas import (
    EnrolmentPage,
    EnrolmentQuery,
    EnrolmentResult,
    NewEnrolment,
)

router = Router(tags=["enrolments"])


@router.get(
    "",
    **needs(TokenScope.ENROLMENTS_READ),
    response=EnrolmentPage,
    operation_id="list_enrolments",
    summary=gettext_noop("Enrolments"),
    description=gettext_noop(
        "What people are enrolled for today and have not closed, as far as HR sees it. "
        "What is completed stands among the completions."
    ),
)
def list_enrolments(
    request: ApiRequest, response: HttpResponse, query: Query[EnrolmentQuery]
) -> dict[str, object]:
    asked = Asked(request, query)
    reach = request.auth.reach()
    records = open_enrolments(reach)
    if query.opleiding:
        records = records.filter(participation__activity__key=query.opleiding)
    found = list(
        records.filter(participation_id__gt=asked.after)
        .order_by("participation_id")
        .annotate(activity_key=F("participation__activity__key"))[: asked.limit + 1]
    )
    taken = found[: asked.limit]
    more = len(found) > asked.limit
    following = asked.link(taken[-1].participation_id if more else None)
    note_use(
        request.auth,
        TokenScope.ENROLMENTS_READ,
        reach=reach,
        rows=len(taken),
        question=asked.parameters,
    )
    linked(response, following)
    items = [
        {
            "persoon_id": each.person_key,
            "naam": each.last_name,
            "voornaam": each.first_name,
            "entiteit_code": each.entity_code,
            "rol": each.role_name,
            "opleiding": each.activity_key,
            "opleiding_code": each.activity_code,
            "opleiding_titel": each.activity_title,
            "vorm": each.form,
            "status": each.status,
            "startdatum": each.started_on,
            "uiterste_datum": each.due_on,
        }
        for each in taken
    ]
    return {"items": items, "next": following}


@router.post(
    "",
    **needs(TokenScope.ENROLMENTS_WRITE),
    response=EnrolmentResult,
    operation_id="enrol_people",
    summary=gettext_noop("Enrol people"),
    description=gettext_noop(
        "Asks an activity of people by persoon_id, each under their first mandate of "
        "today within reach; from then on HR sees how it stands. Each person is handled "
        "whole, and told apart in the answer. Doing it again changes nothing."
    ),
)
def enrol_people(request: ApiRequest, body: NewEnrolment) -> HttpResponse:
    refuse_unknown(request)
    if body.uiterste_datum and body.uiterste_datum < clock.today():
        told = _("This day is over.")
        raise Invalid(faults=[Fault("body.uiterste_datum", told)])
    return answered_once(request, lambda: _enrolled(request, body))


def _enrolled(request: ApiRequest, body: NewEnrolment) -> EnrolmentResult:
    activity = can_be_asked().filter(key=body.opleiding).first()
    if activity is None:
        told = _("Nothing that is offered has this id.")
        raise Invalid(faults=[Fault("body.opleiding", told)])
    reach = request.auth.reach()
    keys = list(dict.fromkeys(body.personen))
    answers = enrol(keys, activity, within=reach, due_on=body.uiterste_datum)
    day = {"uiterste_datum": str(body.uiterste_datum)} if body.uiterste_datum else {}
    note_use(
        request.auth,
        TokenScope.ENROLMENTS_WRITE,
        reach=reach,
        rows=len(answers),
        question={"opleiding": str(activity.key), **day},
    )
    return EnrolmentResult.model_validate(
        {
            "items": [
                {"persoon_id": key, "uitkomst": outcome.value, "melding": sentence}
                for key, outcome, sentence in answers
            ]
        }
    )
