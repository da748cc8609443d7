"""How PostgreSQL plans: once for a connection, or anew for what is asked this time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def planned_by_values() -> Iterator[None]:
    """Have every query within planned for its own values.

    What is prepared soon has one plan for all values (docs/decisions/0037). Where a reader
    filters very many rows, the plan that finds a common name in no time reads everything
    for a rare one. Nothing changes on other databases.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.execute_wrapper(_unprepared):
        yield


def _unprepared(
    execute: Any, sql: str, params: Any, many: Any, context: dict[str, Any]
) -> Any:
    cursor = context["cursor"].cursor
    if many or getattr(cursor, "name", ""):  # of an iterator: it is never prepared
        return execute(sql, params, many, context)
    with connection.wrap_database_errors:
        return cursor.execute(sql, params, prepare=False)
