"""People with a mandate today, within the reach of a token."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router

from lms.accounts.models import User
from lms.api.enums import TokenScope
from lms.api.exceptions import Conflict, NotFound
from lms.api.operations import note_use
from lms.api.reading import called, mandates_within, people_within
from lms.organisation import operations as organisation
from lms.organisation.importing.lines import PersonLine
from lms.reporting.filters import YES

from .access import ApiRequest, needs
from .pages import Asked, linked, refuse_unknown, take
from .repeating import answered_once
from .schemas import ImportResult, NewPeople, PeoplePage, PeopleQuery, Person, PersonKey

router = Router(tags=["people"])


@router.get(
    "",
    **needs(TokenScope.PEOPLE_READ),
    response=PeoplePage,
    operation_id="list_people",
    summary=gettext_noop("People"),
    description=gettext_noop(
        "Everybody who holds a mandate today in an entity within reach, with these "
        "mandates. No e-mail addresses; nobody whose account was erased."
    ),
)
def list_people(
    request: ApiRequest, response: HttpResponse, query: Query[PeopleQuery]
) -> dict[str, object]:
    asked = Asked(request, query)
    reach = request.auth.reach()
    narrowed: dict[str, str] = {
        name: value
        for name, value in (
            ("entity__code", query.entiteit),
            ("role__slug", query.rol),
        )
        if value
    }
    people = people_within(reach)
    if narrowed:
        holding = mandates_within(reach).filter(**narrowed)
        people = people.filter(pk__in=holding.order_by().values("person"))
    taken, following = take(people, asked)
    note_use(
        request.auth,
        TokenScope.PEOPLE_READ,
        reach=reach,
        rows=len(taken),
        question=asked.parameters,
    )
    linked(response, following)
    return {"items": [_person(each) for each in taken], "next": following}


@router.post(
    "/import",
    **needs(TokenScope.PEOPLE_WRITE),
    response=ImportResult,
    operation_id="import_people",
    summary=gettext_noop("Import people and mandates"),
    description=gettext_noop(
        "Creates and changes people, and gives, changes and ends mandates within reach. "
        "Lines that are right are carried out, all in one go; the others are told. "
        "Doing it again changes nothing. A mandate that stands on no line is left alone. "
        "Who is new within reach is told as new; what does not agree with what is known "
        "elsewhere, or would change an id or an address, waits for an administrator."
    ),
)
def import_people(request: ApiRequest, body: NewPeople) -> HttpResponse:
    refuse_unknown(request)
    return answered_once(request, lambda: _imported(request, body))


def _imported(request: ApiRequest, body: NewPeople) -> ImportResult:
    reach = request.auth.reach()
    lines = [
        PersonLine(
            number=number,
            key=line.persoon_id,
            first_name=line.voornaam,
            last_name=line.naam,
            email=line.email,
            entity=line.entiteit_code,
            role=line.rol,
            since=line.van,
            until=line.tot,
        )
        for number, line in enumerate(body.regels, start=1)
    ]
    try:
        report = organisation.import_people(
            lines, by=None, dry_run=body.proef, within=reach.entities
        )
    except IntegrityError as error:
        told = _("Somebody changed the same people meanwhile. Nothing was changed.")
        raise Conflict(told, headers={"Retry-After": "1"}) from error
    note_use(
        request.auth,
        TokenScope.PEOPLE_WRITE,
        reach=reach,
        rows=len(lines),
        question={"proef": YES} if body.proef else {},
    )
    return ImportResult.model_validate(
        {
            "proef": body.proef,
            "aantallen": {word: n for word, n in report.numbers.items() if n},
            "meldingen": [
                {
                    "regel": each.number,
                    "uitkomst": str(each.outcome.value),
                    "kolom": each.column,
                    "melding": each.text,
                }
                for each in report.findings
            ],
            "opmerkingen": report.notes,
        }
    )


@router.get(
    "/{persoon_id}",
    **needs(TokenScope.PEOPLE_READ),
    response=Person,
    operation_id="get_person",
    summary=gettext_noop("One person"),
    description=gettext_noop("Somebody with a mandate today within reach."),
)
def get_person(request: ApiRequest, persoon_id: Path[PersonKey]) -> dict[str, object]:
    refuse_unknown(request)
    reach = request.auth.reach()
    found = people_within(reach).filter(called([persoon_id])).first()
    if found is None:
        raise NotFound
    note_use(
        request.auth,
        TokenScope.PEOPLE_READ,
        reach=reach,
        rows=1,
        question={"persoon_id": persoon_id},
    )
    return _person(found)


def _person(person: User) -> dict[str, object]:
    held: list[Any] = person.held  # type: ignore[attr-defined]
    return {
        "persoon_id": person.person_key,
        "naam": person.last_name,
        "voornaam": person.first_name,
        "mandaten": [
            {
                "entiteit_code": mandate.entity.code,
                "entiteit_naam": mandate.entity.name,
                "rol": mandate.role.slug,
                "rol_naam": mandate.role.name,
                "van": mandate.valid_from,
                "tot": mandate.valid_to,
            }
            for mandate in held
        ],
    }
