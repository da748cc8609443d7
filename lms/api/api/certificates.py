"""Certificates of trajectories, within the reach of a token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router
from pydantic import StringConstraints

from certification.enums import Standing
from lms.api.enums import TokenScope
from lms.api.exceptions import NotFound
from lms.api.operations import note_use
from lms.api.reading import certificates_within, records_behind
from lms.common import clock

from .access import ApiRequest, needs
from .pages import Asked, linked, refuse_unknown, take
from .schemas import Certificate, CertificatePage, PageQuery

if TYPE_CHECKING:
    from certification.models import Certificate as Issued
    from lms.organisation.visibility import Scope

router = Router(tags=["certificates"])
WORDS: Final = {
    Standing.VALID: "geldig",
    Standing.EXPIRED: "vervallen",
    Standing.REVOKED: "ingetrokken",
    Standing.SUPERSEDED: "vervangen",
}
Number = Annotated[str, StringConstraints(max_length=20, pattern=r"^[^\x00]*$")]


@router.get(
    "",
    **needs(TokenScope.CERTIFICATES_READ),
    response=CertificatePage,
    operation_id="list_certificates",
    summary=gettext_noop("Certificates"),
    description=gettext_noop(
        "Certificates of trajectories that were earned within reach, with how they stand "
        "today. The code that opens the public page of a certificate is its holder’s."
    ),
)
def list_certificates(
    request: ApiRequest, response: HttpResponse, query: Query[PageQuery]
) -> dict[str, object]:
    asked = Asked(request, query)
    reach = request.auth.reach()
    taken, following = take(certificates_within(reach), asked)
    items = _told(taken, reach)
    note_use(
        request.auth,
        TokenScope.CERTIFICATES_READ,
        reach=reach,
        rows=len(items),
        question=asked.parameters,
    )
    linked(response, following)
    return {"items": items, "next": following}


@router.get(
    "/{certificaatnummer}",
    **needs(TokenScope.CERTIFICATES_READ),
    response=Certificate,
    operation_id="get_certificate",
    summary=gettext_noop("One certificate"),
    description=gettext_noop("By its printed number, when it was earned within reach."),
)
def get_certificate(
    request: ApiRequest, certificaatnummer: Path[Number]
) -> dict[str, object]:
    refuse_unknown(request)
    reach = request.auth.reach()
    found = certificates_within(reach).filter(number=certificaatnummer)
    items = _told(list(found), reach)
    if not items:
        raise NotFound
    note_use(
        request.auth,
        TokenScope.CERTIFICATES_READ,
        reach=reach,
        rows=1,
        question={"certificaatnummer": certificaatnummer},
    )
    return items[0]


def _told(issued: Sequence[Issued], reach: Scope) -> list[dict[str, object]]:
    """Whose each is stands in the record behind it, which an erasure empties."""
    today = clock.today()
    behind = {
        record.participation_id: record
        for record in records_behind(issued, reach, today)
    }
    return [
        {
            "certificaatnummer": each.number,
            "persoon_id": record.person_key,
            "naam": record.last_name,
            "voornaam": record.first_name,
            "opleiding_code": each.trajectory_code,
            "opleiding_titel": each.trajectory_title,
            "voltooid_op": each.completed_on,
            "uitgereikt_op": each.issued_on,
            "geldig_tot": each.valid_until,
            "status": WORDS[each.standing_on(today)],
        }
        for each in issued
        if (record := behind.get(each.award.completion.participation_id))
    ]
