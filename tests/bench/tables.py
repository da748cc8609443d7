"""The tables of the statement store as the models have them, and their raw rows.

Read from Django's models of the site itself, so that benchmarks follow the schema.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.journeys.server import Site

DESCRIBE = """
from django.apps import apps
from django.db import models

def describe():
    return [
        {
            "name": model._meta.db_table,
            "columns": [field.column for field in model._meta.local_concrete_fields],
            "json": [
                field.column
                for field in model._meta.local_concrete_fields
                if isinstance(field, models.JSONField)
            ],
            "number": (
                model._meta.pk.column
                if isinstance(model._meta.pk, models.AutoField)
                else ""
            ),
        }
        for model in apps.get_app_config("xapi").get_models(include_auto_created=True)
    ]
"""
STATEMENTS = "xapi_storedstatement"

Row = Sequence[Any]


@dataclass(frozen=True)
class Table:
    """A table and what its columns are."""

    name: str
    columns: list[str]
    json: list[str]
    number: str  # the column that the database counts in; empty when there is none

    @property
    def order(self) -> str:
        """The column that tells what came later; empty when there is none."""
        return "seq" if self.of_statement else self.number

    @property
    def of_statement(self) -> bool:
        """Whether each row belongs to the statement at a place."""
        return "seq" in self.columns

    def place(self, column: str) -> int:
        """Where in a row a column stands."""
        return self.columns.index(column)


def tables(site: Site) -> list[Table]:
    """All tables of ``lms.xapi``."""
    return [Table(**one) for one in site.ask(DESCRIBE, "describe()")]


class Raw:
    """A connection of the plain driver, with the settings that the product has."""

    def __init__(self, site: Site) -> None:
        self.postgres = bool(site.url)
        if self.postgres:
            self.connection: Any = psycopg.connect(site.url, autocommit=True)
            return
        self.connection = sqlite3.connect(
            site.folder / "db.sqlite3", timeout=30, isolation_level=None
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self.connection.execute(f"PRAGMA {pragma}")

    def rows(self, sql: str) -> list[Row]:
        """What a query answers."""
        return self.connection.execute(sql).fetchall()

    def number(self, sql: str) -> int:
        """The one number that a query answers; 0 for NULL."""
        return self.rows(sql)[0][0] or 0

    def select(self, table: Table, where: str = "") -> list[Row]:
        """Whole rows, in the form in which ``insert`` takes them."""
        names = [
            f'"{name}"::text' if self.postgres and name in table.json else f'"{name}"'
            for name in table.columns
        ]
        order = f'ORDER BY "{table.order}"' if table.order else ""
        return self.rows(
            f'SELECT {", ".join(names)} FROM "{table.name}" {where} {order}'  # noqa: S608
        )

    def insert(self, table: Table, rows: Iterable[Row]) -> None:
        """Insert whole rows."""
        names = ", ".join(f'"{name}"' for name in table.columns)
        marks = ", ".join(["%s" if self.postgres else "?"] * len(table.columns))
        cursor = self.connection.cursor()
        cursor.executemany(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',  # noqa: S608
            rows,
        )

    def begin(self) -> None:
        """Begin a transaction that writes."""
        self.connection.execute("BEGIN" if self.postgres else "BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Commit; it is on the disk when this returns."""
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the database."""
        self.connection.close()
