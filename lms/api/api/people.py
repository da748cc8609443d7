"""People with a mandate today, within the reach of a token."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router

from lms.accounts.models import User
from lms.api.enums import TokenScope
from lms.api.exceptions import NotFound
from lms.api.operations import note_use
from lms.api.reading import called, mandates_within, people_within

from .access import ApiRequest, needs
from .pages import Asked, linked, refuse_unknown, take
from .schemas import PeoplePage, PeopleQuery, Person, PersonKey

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
