"""Completions: the rows of the export, a page at a time."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Query, Router

from lms.api.enums import TokenScope
from lms.api.operations import note_use
from lms.common import clock
from lms.reporting.filters import PARAMETERS, YES, RecordFilter
from lms.reporting.records import completion_records, is_provisional
from lms.reporting.rows import written

from .access import ApiRequest, needs
from .pages import Asked, linked
from .schemas import CompletionPage, CompletionQuery

router = Router(tags=["completions"])


@router.get(
    "",
    **needs(TokenScope.COMPLETIONS_READ),
    response=CompletionPage,
    operation_id="list_completions",
    summary=gettext_noop("Completions"),
    description=gettext_noop(
        "The rows of the export of completions: what was asked of people, belongs to a "
        "trajectory that they follow, or was shared; never what they chose in a dilemma. "
        "Rows come in an order that does not change, each once."
    ),
)
def list_completions(
    request: ApiRequest, response: HttpResponse, query: Query[CompletionQuery]
) -> dict[str, object]:
    peildatum = query.peildatum or clock.today()
    asked = Asked(request, query, peildatum=peildatum.isoformat())
    reach = request.auth.reach()
    records = completion_records(reach, peildatum, filter_of(query))
    # By participation: that never changes, and its index needs no sorting. The rows
    # themselves are then written by the one serialiser.
    found = list(
        records.filter(participation_id__gt=asked.after)
        .order_by("participation_id")
        .values_list("participation_id", "pk")[: asked.limit + 1]
    )
    taken = found[: asked.limit]
    following = asked.link(taken[-1][0] if len(found) > asked.limit else None)
    ids = [pk for _, pk in taken]
    items = [each.row._asdict() for each in written(ids, peildatum)]
    note_use(
        request.auth,
        TokenScope.COMPLETIONS_READ,
        reach=reach,
        rows=len(items),
        question=asked.parameters,
    )
    linked(response, following)
    return {
        "items": items,
        "next": following,
        "peildatum": peildatum,
        "voorlopig": is_provisional(peildatum),
    }


def filter_of(query: CompletionQuery) -> RecordFilter:
    """The filter of the pages of HR, from the same names."""
    asked = query.model_dump(by_alias=True)
    given: dict[str, Any] = {
        field: True if value == YES else value
        for field, name in PARAMETERS.items()
        if (value := asked.get(name))
    }
    return RecordFilter(**given)
