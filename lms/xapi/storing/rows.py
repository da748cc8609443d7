"""Many rows in one statement of SQL.

A statement of ours brings some ten rows. Making a model instance of each took as long as
everything else together, so these tables are written by values: on SQLite by one prepared
statement, on PostgreSQL by one INSERT from arrays. What a write must know first is read
the same way: making SQL of a queryset took longer than running it. However many values
are asked for, they are one parameter.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.expressions import Col

Row = Sequence[Any]


def insert(
    model: type[models.Model],
    names: tuple[str, ...],
    rows: Iterable[Row],
    *,
    once: bool = False,
) -> None:
    """Insert ``rows``, each with the values of the fields ``names``, in that order.

    With ``once``, a row that breaks a unique constraint is left out; without it, it
    raises ``IntegrityError``. Values are what the fields hold in Python (aware moments
    in UTC); JSON is given as text.
    """
    values = list(rows)
    if not values:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql = _postgresql(model, names, once=once)
            cursor.execute(sql, [list(column) for column in zip(*values, strict=True)])
        else:
            adapt = _adapters(model, names)
            cursor.executemany(
                _sqlite(model, names, once=once),
                [
                    [turn(value) for turn, value in zip(adapt, row, strict=True)]
                    for row in values
                ],
            )


def select(
    model: type[models.Model],
    names: tuple[str, ...],
    *,
    where: str,
    among: Iterable[Any],
    store: str | None = None,
) -> list[Any]:
    """The values of the fields ``names`` of rows whose field ``where`` is ``among`` these.

    Only those of ``store``, when that is given. One query, none without values; the
    values are what the fields hold in Python.
    """
    values = list(among)
    if not values:
        return []
    parameters: list[Any] = [] if store is None else [store]
    if connection.vendor == "postgresql":
        parameters.append(values)
    else:
        (adapt,) = _adapters(model, (where,))
        parameters.append(json.dumps([adapt(value) for value in values]))
    with connection.cursor() as cursor:
        cursor.execute(
            _select(model, names, where, in_store=store is not None), parameters
        )
        rows = cursor.fetchall()
    turns = _converters(model, names)
    return [
        [turn(value) for turn, value in zip(turns, row, strict=True)] for row in rows
    ]


def delete(
    model: type[models.Model], names: tuple[str, ...], rows: Iterable[Row]
) -> None:
    """Delete the rows of which the fields ``names`` have these values, none of them null.

    Row by row through the index: a million other rows make it no slower.
    """
    values = list(rows)
    if not values:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql = _delete_postgresql(model, names)
            cursor.execute(sql, [list(column) for column in zip(*values, strict=True)])
        else:
            adapt = _adapters(model, names)
            cursor.executemany(
                _delete_sqlite(model, names),
                [
                    [turn(value) for turn, value in zip(adapt, row, strict=True)]
                    for row in values
                ],
            )


@cache
def _select(
    model: type[models.Model], names: tuple[str, ...], where: str, *, in_store: bool
) -> str:
    column, *columns = _columns(model, (where, *names))
    given = (
        f"= ANY(%s::{_type(model, where)}[])"
        if connection.vendor == "postgresql"
        else "IN (SELECT value FROM json_each(%s))"
    )
    table = connections[DEFAULT_DB_ALIAS].ops.quote_name(model._meta.db_table)  # noqa: SLF001
    store = "store = %s AND " if in_store else ""
    return f"SELECT {', '.join(columns)} FROM {table} WHERE {store}{column} {given}"  # noqa: S608


@cache
def _converters(
    model: type[models.Model], names: tuple[str, ...]
) -> tuple[Callable[[Any], Any], ...]:
    return tuple(_converter(model._meta.get_field(name)) for name in names)  # noqa: SLF001


def _converter(field: Any) -> Callable[[Any], Any]:
    """From what the driver gives to what the field holds, as a queryset does it."""
    column = Col(field.model._meta.db_table, field)  # noqa: SLF001
    steps = [
        *connection.ops.get_db_converters(column),
        *column.get_db_converters(connection),
    ]
    if not steps:
        return _as_it_is

    def turn(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return turn


@cache
def _delete_postgresql(model: type[models.Model], names: tuple[str, ...]) -> str:
    arrays = ", ".join(f"%s::{_type(model, name)}[]" for name in names)
    columns = _columns(model, names)
    given = ", ".join(f"given_{number}" for number in range(len(columns)))
    same = " AND ".join(
        f"{column} = given_{number}" for number, column in enumerate(columns)
    )
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    return f"DELETE FROM {table} USING unnest({arrays}) AS given({given}) WHERE {same}"  # noqa: S608


@cache
def _delete_sqlite(model: type[models.Model], names: tuple[str, ...]) -> str:
    same = " AND ".join(f"{column} = %s" for column in _columns(model, names))
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    return f"DELETE FROM {table} WHERE {same}"  # noqa: S608


@cache
def _postgresql(
    model: type[models.Model], names: tuple[str, ...], *, once: bool
) -> str:
    arrays = ", ".join(f"%s::{_type(model, name)}[]" for name in names)
    return f"INSERT INTO {_table(model, names)} SELECT * FROM unnest({arrays}){_end(once=once)}"  # noqa: S608


@cache
def _sqlite(model: type[models.Model], names: tuple[str, ...], *, once: bool) -> str:
    marks = ", ".join(["%s"] * len(names))
    return f"INSERT INTO {_table(model, names)} VALUES ({marks}){_end(once=once)}"  # noqa: S608


def _end(*, once: bool) -> str:
    return " ON CONFLICT DO NOTHING" if once else ""


def _table(model: type[models.Model], names: tuple[str, ...]) -> str:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = ", ".join(_columns(model, names))
    return f"{quote(model._meta.db_table)} ({columns})"  # noqa: SLF001


def _columns(model: type[models.Model], names: tuple[str, ...]) -> list[str]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = {field.name: field for field in model._meta.local_concrete_fields}  # noqa: SLF001
    return [quote(str(fields[name].column)) for name in names]


def _type(model: type[models.Model], name: str) -> str:
    kind = model._meta.get_field(name).db_type(connection)  # noqa: SLF001
    return str(kind)


@cache
def _adapters(
    model: type[models.Model], names: tuple[str, ...]
) -> tuple[Callable[[Any], Any], ...]:
    return tuple(_adapter(model._meta.get_field(name)) for name in names)  # noqa: SLF001


def _adapter(field: Any) -> Callable[[Any], Any]:
    if isinstance(field, models.UUIDField):
        return _hexadecimal
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    return _as_it_is


def _hexadecimal(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _as_it_is(value: Any) -> Any:
    return value
