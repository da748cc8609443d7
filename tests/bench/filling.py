"""Very many statements, fast: rows that the store made for a sample, again and again.

Each copy of the sample has new ids and places. What more than one in two hundred
statements of the sample are found by is in every copy, so that a few people, courses
and verbs end up with hundreds of thousands of statements; the others are somebody new
in each copy, so that most keep a few.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from tests.bench.tables import STATEMENTS, Raw, Row, Table, tables
from tests.journeys.server import Site

HEAVY = 1 / 200
STEP = timedelta(milliseconds=1)  # between one statement and the next
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEW_EACH_TIME = ("statement_id", "target")
TAIL = ("key", "registration")
PLACES = ("seq", "source")
KNOWN = ("xapi_agent", "xapi_activityrecord")
LAYOUT = "%Y-%m-%d %H:%M:%S.%f"  # of Django on SQLite


@dataclass
class Sample:
    """What a site holds of one table, and which of its keys are in every copy."""

    table: Table
    rows: list[Row]
    heavy: set[str]

    @property
    def span(self) -> int:
        """How far the numbers of a copy are from those of the one before."""
        place = self.table.place(self.table.number)
        return max((row[place] for row in self.rows), default=0)


class Filling:
    """Fills an empty site with copies of what another one holds."""

    def __init__(self, sample: Site, target: Site) -> None:
        source = Raw(sample)
        described = tables(sample)
        (said,) = (table for table in described if table.name == STATEMENTS)
        self.size = source.number(f'SELECT count(*) FROM "{STATEMENTS}"')  # noqa: S608
        self.samples = [self._sample(source, table) for table in described]
        source.close()
        self.spans = {
            one.table.name: one.span for one in self.samples if one.table.number
        }
        (rows,) = (one.rows for one in self.samples if one.table is said)
        self.places = max(row[said.place("seq")] for row in rows)
        self.target = Raw(target)
        self.begin = datetime.now(UTC) - timedelta(days=2)

    def _sample(self, source: Raw, table: Table) -> Sample:
        rows = source.select(table)
        heavy: set[str] = set()
        for column in TAIL:
            if column in table.columns:
                place = table.place(column)
                counts = Counter(str(row[place]) for row in rows)
                heavy |= {
                    key for key, count in counts.items() if count > HEAVY * self.size
                }
        return Sample(table, rows, heavy)

    def fill(self, copies: int) -> int:
        """Insert so many copies; answers how many statements there are then."""
        keys = self._heavy_keys()
        random = Random(5)  # noqa: S311 (a draw, no secret)
        masks = [self._mask(random) if copy else 0 for copy in range(copies)]
        if not self.target.postgres:
            for pragma in (
                "synchronous=OFF",
                "cache_size=-2000000",
                "foreign_keys=OFF",
            ):
                self.target.connection.execute(f"PRAGMA {pragma}")
        self.target.begin()
        for sample in self.samples:
            table = sample.table
            if table.of_statement or table.name in KNOWN:
                self._insert(table, self._copies(sample, keys, masks))
        self._raise_sequence(copies)
        self.target.commit()
        self.target.close()
        return copies * self.size

    def _heavy_keys(self) -> set[str]:
        """Of the rows of statements; those of agents and activities are unique."""
        return {
            key for one in self.samples if one.table.of_statement for key in one.heavy
        }

    @staticmethod
    def _mask(random: Random) -> int:
        """Turns one UUID into another and leaves its version and variant as they are."""
        fixed = (0xF << 76) | (0xC << 60)
        return random.getrandbits(128) & ~fixed

    def _copies(
        self, sample: Sample, heavy: set[str], masks: list[int]
    ) -> Iterator[list[Any]]:
        table = sample.table
        unique = not table.of_statement  # an agent or an activity: heavy ones once
        place = table.place("key") if unique else 0
        for copy, mask in enumerate(masks):
            for row in sample.rows:
                if not (unique and copy and str(row[place]) in heavy):
                    yield self._copy(table, row, copy, mask, heavy)

    def _copy(
        self, table: Table, row: Row, copy: int, mask: int, heavy: set[str]
    ) -> list[Any]:
        new = list(row)
        for place, column in enumerate(table.columns):
            value = new[place]
            if column == table.number:
                new[place] = value + copy * self.spans[table.name]
            elif column in PLACES:
                new[place] = value + copy * self.places
            elif column in NEW_EACH_TIME or (
                column in TAIL and str(value) not in heavy
            ):
                new[place] = value and _masked(value, mask)
        if table.name == STATEMENTS:
            self._say(table, row, new)
        return new

    def _say(self, table: Table, old: Row, new: list[Any]) -> None:
        """Bring the moment and the text of a statement in step with its id and place."""
        moment = self.begin + new[table.place("seq")] * STEP
        column, id_, text = map(table.place, ("stored", "statement_id", "payload"))
        sqlite = isinstance(old[column], str)
        new[column] = moment.strftime(LAYOUT) if sqlite else moment
        told = moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
        new[text] = re.sub(
            r'"stored":\s*"[^"]*"',
            f'"stored":"{told}"',
            old[text].replace(_dashed(old[id_]), _dashed(new[id_])),
        )

    def _insert(self, table: Table, rows: Iterator[list[Any]]) -> None:
        if not self.target.postgres:
            self.target.insert(table, rows)
            return
        names = ", ".join(f'"{name}"' for name in table.columns)
        cursor = self.target.connection.cursor()
        with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def _raise_sequence(self, copies: int) -> None:
        """The store goes on where the copies end."""
        (sample,) = (one for one in self.samples if "last" in one.table.columns)
        last = copies * self.places
        moment = (self.begin + last * STEP - EPOCH) // timedelta(microseconds=1)
        table = sample.table
        self.target.connection.execute(f'DELETE FROM "{table.name}"')  # noqa: S608
        rows = [list(row) for row in sample.rows]
        for row in rows:
            row[table.place("last")] = last
            row[table.place("moment")] = moment
        self.target.insert(table, rows)


def settle(site: Site) -> None:
    """What the database does by itself after a while; what counts rows goes on there."""
    raw = Raw(site)
    if not raw.postgres:
        raw.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for table in tables(site) if raw.postgres else ():
        if table.number:
            raw.rows(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608
                f'greatest(max("id"), 1)) FROM "{table.name}"'
            )
        raw.connection.execute(f'VACUUM ANALYZE "{table.name}"')
    raw.close()


def _masked(value: Any, mask: int) -> Any:
    """Another UUID, in the form in which the database gave it."""
    if isinstance(value, UUID):
        return UUID(int=value.int ^ mask)
    return UUID(int=UUID(value).int ^ mask).hex


def _dashed(value: Any) -> str:
    return str(value if isinstance(value, UUID) else UUID(value))
