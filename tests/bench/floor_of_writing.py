"""The floor of writing statements: the same rows, raw, in as large transactions."""

from __future__ import annotations

import itertools
import time

from tests.bench.tables import STATEMENTS, Raw, Row, Table, tables
from tests.journeys.server import Site


class Floor:
    """Writes what the store wrote into a copy of it from before, with the plain driver.

    The copy has the same tables, indexes, constraints, triggers and settings. What the
    store updates (its sequence, definitions that change) is left out.
    """

    def __init__(self, source: Site, copy: Site) -> None:
        self.tables = [table for table in tables(source) if table.order]
        self.source, self.copy = Raw(source), Raw(copy)
        self.marks: dict[str, int] = {}
        self.skip()

    def skip(self) -> None:
        """Leave out what the store wrote until now."""
        for table in self.tables:
            self.marks[table.name] = self.source.number(
                f'SELECT max("{table.order}") FROM "{table.name}"'  # noqa: S608
            )

    def write(self, size: int) -> float:
        """Write what the store wrote since, ``size`` statements at a time.

        Answers how many statements a second.
        """
        new = {table.name: self._new(table) for table in self.tables}
        (said,) = (table for table in self.tables if table.name == STATEMENTS)
        owners = [row[said.place("seq")] for row in new[STATEMENTS]]
        work = self._transactions(new, owners, size)
        self.skip()
        begin = time.perf_counter()
        for rows in work:
            self.copy.begin()
            for table in self.tables:
                if rows[table.name]:
                    self.copy.insert(table, rows[table.name])
            self.copy.commit()
        return len(owners) / (time.perf_counter() - begin)

    def close(self) -> None:
        """Let go of both databases."""
        self.source.close()
        self.copy.close()

    def _new(self, table: Table) -> list[Row]:
        mark = self.marks[table.name]
        return self.source.select(table, f'WHERE "{table.order}" > {mark}')

    def _transactions(
        self, new: dict[str, list[Row]], owners: list[int], size: int
    ) -> list[dict[str, list[Row]]]:
        count = -(-len(owners) // size)
        at = dict(zip(owners, (place // size for place in itertools.count())))  # noqa: B905
        work: list[dict[str, list[Row]]] = [
            {table.name: [] for table in self.tables} for _ in range(count)
        ]
        for table in self.tables:
            rows = new[table.name]
            for number, row in enumerate(rows):
                if table.of_statement:
                    turn = at[row[table.place("seq")]]
                else:  # an agent or an activity that is new: spread evenly
                    turn = number * count // len(rows)
                work[turn][table.name].append(row)
        return work
