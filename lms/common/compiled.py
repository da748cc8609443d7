"""Querysets that are asked very often: their SQL is made once.

Of a small question, found by an index, Django spends some ten times as long on writing
the SQL as the database does on answering it. Where one request asks many of these
(docs/decisions/0042), the SQL is kept, and only the values differ.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from django.utils.functional import cached_property

Row = TypeVar("Row")


class Given(models.Expression):
    """Stands in a queryset for a value of ``field`` that is known when it is asked."""

    def __init__(self, name: str, field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, *_for: Any) -> tuple[str, tuple[Any, ...]]:
        """A mark in the SQL, and itself where its value will stand."""
        return "%s", (self,)


@dataclass(frozen=True, slots=True)
class _Made:
    """What Django made of a queryset."""

    queryset: models.QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]


class Compiled(Generic[Row]):
    """A queryset with gaps; called with a value for each, it answers the rows.

    ``build`` makes the queryset from a ``Given`` for each of the fields in ``given``. It
    runs once, so it takes nothing from the moment (no date of today, no setting that
    changes) and no list of values: each gap is one value, never ``None``.
    """

    def __init__(
        self,
        build: Callable[..., models.QuerySet[Any, Row]],
        **given: models.Field[Any, Any],
    ) -> None:
        self._build = build
        self._gaps = {name: Given(name, field) for name, field in given.items()}

    def __call__(self, **values: Any) -> list[Row]:
        """The rows for these values, in one query.

        Raises ``TransactionManagementError`` for rows to lock outside a transaction.
        """
        made = self._made
        if made.queryset.query.select_for_update and connection.get_autocommit():
            msg = "Rows are locked in the transaction that changes them."
            raise TransactionManagementError(msg)
        filled = tuple(
            each.field.get_db_prep_value(values[each.name], connection)
            if isinstance(each, Given)
            else each
            for each in made.parameters
        )
        compiler: Any = copy(made.compiler)
        compiler.connection = connection  # of this thread
        compiler.as_sql = lambda *_args, **_options: (made.sql, filled)
        asked: Any = made.queryset.all()
        asked.query.get_compiler = lambda *_args, **_options: compiler
        return list(asked)

    def first(self, **values: Any) -> Row | None:
        """The row, of what has one at most."""
        return next(iter(self(**values)), None)

    def get(self, **values: Any) -> Row:
        """The row, of what has one. Raises ``DoesNotExist`` of its model."""
        row = self.first(**values)
        if row is None:
            raise self._made.queryset.model.DoesNotExist
        return row

    @cached_property
    def _made(self) -> _Made:
        queryset = self._build(**self._gaps)
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        return _Made(queryset, compiler, sql, tuple(parameters))
