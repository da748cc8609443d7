"""A page of a list, and the link to the next one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema

from lms.api.exceptions import Fault, Invalid

from .access import ApiRequest
from .cursors import cursor_after, place_of
from .schemas import PageQuery

M = TypeVar("M", bound=Model)


class Asked:
    """What a list was asked: its filters, from which place on, how many at most."""

    def __init__(self, request: ApiRequest, query: PageQuery, **settled: str) -> None:
        """``settled`` is what the client left open, and the next pages keep.

        Raises ``Invalid`` for a parameter that is not known, or that comes twice, and for
        a cursor of another question.
        """
        refuse_unknown(request, query)
        self.path = request.path
        self.limit = query.limit
        given = query.model_dump(
            mode="json", by_alias=True, exclude={"cursor", "limit"}
        )
        self.parameters: dict[str, str] = {
            **{name: str(value) for name, value in given.items() if value},
            **settled,
        }
        self._question = {
            **self.parameters,
            "path": self.path,
            "token": request.auth.key,
        }
        self.after = place_of(query.cursor, self._question)

    def link(self, place: int | None) -> str | None:
        """The address of the next page; none after the last one."""
        if place is None:
            return None
        cursor = cursor_after(place, self._question)
        query = {**self.parameters, "limit": str(self.limit), "cursor": cursor}
        return f"{settings.BASE_URL}{self.path}?{urlencode(query)}"


def take(found: QuerySet[M], asked: Asked) -> tuple[list[M], str | None]:
    """The rows of a page, by their own key, and the link to the next page."""
    rows = list(found.filter(pk__gt=asked.after)[: asked.limit + 1])
    more = len(rows) > asked.limit
    rows = rows[: asked.limit]
    return rows, asked.link(rows[-1].pk if more else None)


def refuse_unknown(request: ApiRequest, query: Schema | None = None) -> None:
    """Raise ``Invalid`` for a parameter that would be passed over in silence.

    A filter with a spelling mistake would otherwise answer everything.
    """
    fields: Mapping[str, Any] = type(query).model_fields if query else {}
    known = {field.alias or name for name, field in fields.items()}
    faults = [
        Fault(f"query.{name[:50]}", _("There is no parameter of this name."))
        for name in request.GET
        if name not in known
    ] + [
        Fault(f"query.{name}", _("This parameter comes more than once."))
        for name in request.GET
        if name in known and len(request.GET.getlist(name)) > 1
    ]
    if faults:
        raise Invalid(faults=faults)


def linked(response: HttpResponse, address: str | None) -> None:
    """Tell the next page in a header too (RFC 8288)."""
    if address:
        response["Link"] = f'<{address}>; rel="next"'
