"""How fast the store takes statements over HTTP, beside the same rows written raw.

One worker, a few clients that keep their connections, our own kind of statements. The
share is what counts: it says little about the machine and much about us.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.floor_of_writing import Floor
from tests.bench.load import Ask, Measured, drive
from tests.journeys.server import new_database
from tests.lrs.client import STATEMENTS, VERSION
from tests.lrs.saying import Voice, as_text
from tests.lrs.serving import KEY, Lrs, migrated

CLIENTS = 4  # as many as the worker has threads
SECONDS, WARM_SECONDS = 2.0, 1.0
HEAD = (
    f"{'':<18}{'statements/s':>13}{'raw':>9}{'share':>7}{'p50 ms':>8}{'p95 ms':>8}"
    f"{'kB each':>9}  wanted"
)


@dataclass
class Line:
    """One line of the table, and what was measured for it."""

    name: str
    size: int
    wanted: str
    stretches: list[Measured] = field(default_factory=list)
    floors: list[float] = field(default_factory=list)

    def measure(self, port: int, voice: Voice, floor: Floor) -> None:
        """One stretch over HTTP, and the same rows raw right after it."""
        asks = list(_asks(voice, self.size, seconds=SECONDS))
        self.stretches.append(
            drive(port, iter(asks), seconds=SECONDS, connections=CLIENTS)
        )
        self.floors.append(floor.write(self.size))

    def row(self) -> str:
        share = statistics.median(
            self.size * each.rate / floor
            for each, floor in zip(self.stretches, self.floors, strict=True)
        )
        seconds = sum(each.seconds for each in self.stretches)
        count = self.size * sum(len(each.waits) for each in self.stretches)
        waits = sorted(1000 * wait for each in self.stretches for wait in each.waits)
        return (
            f"{self.name:<18}{count / seconds:>13.0f}{statistics.median(self.floors):>9.0f}"
            f"{share:>7.2f}{statistics.median(waits):>8.1f}"
            f"{waits[int(len(waits) * 0.95)]:>8.1f}{_kilobytes():>9.1f}  {self.wanted}"
        )


def _kilobytes() -> float:
    return len(as_text(Voice().statement())) / 1000


def _asks(voice: Voice, size: int, *, seconds: float) -> Iterator[Ask]:
    """More than can be asked in that time, made before the clock runs."""
    for _ in range(int(seconds * (1000 if size == 1 else 8000 / size))):
        said = voice.statements(size)
        yield _ask(as_text(said[0] if size == 1 else said).encode())


def _ask(body: bytes) -> Ask:
    head = (
        f"POST {STATEMENTS} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: {KEY.header}\r\nX-Experience-API-Version: {VERSION}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return Ask(head.encode() + body, 200)


def measure(folder: Path, rounds: int) -> str:
    """The table of one database: SQLite, or that of the environment."""
    site = migrated(folder / "data", new_database(template=""))
    lrs = Lrs(site, workers=1)
    lrs.make_key()
    copy = site.copy(folder / "floor")
    lines = [
        Line("one by one", 1, "150, share 0.25"),
        Line("batches of 50", 50, "1500, share 0.25"),
        Line("batches of 100", 100, "1500, share 0.25"),
    ]
    voice = Voice()
    with lrs.serving():
        floor = Floor(site, copy)
        for line in lines:
            asks = list(_asks(voice, line.size, seconds=WARM_SECONDS))
            drive(lrs.port, iter(asks), seconds=WARM_SECONDS, connections=CLIENTS)
        floor.skip()
        for _ in range(rounds):
            for line in lines:
                line.measure(lrs.port, voice, floor)
        floor.close()
    stretches = [each for line in lines for each in line.stretches]
    share = sum(each.client_seconds for each in stretches) / sum(
        each.seconds for each in stretches
    )
    copy.remove()
    site.remove()
    rows = "\n".join(line.row() for line in lines)
    return f"{HEAD}\n{rows}\n\nthe load took {share:.0%} of a processor"
