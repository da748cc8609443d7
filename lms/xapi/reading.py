"""What our own code may read back of the record store: what was told of a participation."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from .enums import Kind, Store
from .models import IndexRow, StoredStatement

__all__ = ["told_of"]


def told_of(registrations: Iterable[UUID]) -> list[dict[str, Any]]:
    """The statements of the record store about these, first to last, as they were stored.

    One query. Those that a later statement voided are left out.
    """
    found = (
        StoredStatement.objects.in_store(Store.RECORD)
        .standing()
        .at(
            IndexRow.objects.of(
                Store.RECORD, Kind.REGISTRATION, *registrations
            ).themselves()
        )
        .order_by("seq")
        .values_list("payload", flat=True)
    )
    return [json.loads(payload) for payload in found]
