"""Print how fast the pages are, beside a bare Wagtail page on the same server.

usage: tests/bench/run.py [--database sqlite|postgres|all] [--rounds N]   (all, 5)
                          [--only pages|lrs|queries] [--statements N]

Serves what tests/bench/content.py makes with gunicorn as `make demo` does (two workers)
and asks for each page and, a moment later, for its floor: a page of Wagtail as it comes,
with session, person, a bare template and as many bytes of body. What counts is the
ratio of the two: it says little about the machine and much about us. Nothing here is
asserted; the exit status tells whether everything could be measured. Dilemmas of three
sizes follow, in milliseconds of one request after another (tests/bench/dilemmas.py),
and statements that are written to the LRS (tests/bench/writing.py). It takes five to
six minutes; when SQLite alone takes three, PostgreSQL waits for a run of its own.

Queries of the LRS at 10,000 and at 1,000,000 statements (tests/bench/queries.py), and
its memory while somebody reads them all, are measured with `--only queries`, which
takes up to an hour.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import queries, writing  # noqa: E402
from tests.bench.load import CONNECTIONS, Ask, Measured, drive  # noqa: E402
from tests.bench.sizes import table  # noqa: E402
from tools.postgres import cluster, find_binaries  # noqa: E402
from tools.processes import ending_with_parent  # noqa: E402

LIMIT = 480  # seconds for everything, on however slow a machine
ENOUGH = 170  # seconds after which the second database is left for another run
LRS_SECONDS = 75  # what the LRS takes of them on one database, at most
LONG_LIMIT = 2 * 3600  # for the queries
START_SECONDS = 60
PAGE_SECONDS, FLOOR_SECONDS, WARM_SECONDS = 0.6, 0.4, 0.4
WANTED = {
    "catalogue, anonymous": "ratio 0.50",
    "catalogue": "ratio 0.50",
    "lesson": "ratio 0.50",
    "course of 64 lessons": "44/s, aim 110",
}


@dataclass
class Line:
    """One line of the table, and what was measured for it."""

    name: str
    asks: Iterator[Ask]
    floor_asks: Iterator[Ask]
    queries: int
    completes: bool
    pages: list[Measured] = field(default_factory=list)
    floors: list[Measured] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, plan: dict[str, Any]) -> Line:
        floor = Ask.get(plan["floor"], session=plan["reader"])
        if "steps" in plan:
            asks = (Ask.post(path, session=who) for path, who in plan["steps"])
        else:
            asks = itertools.repeat(Ask.get(plan["path"], session=plan["session"]))
        floors = itertools.repeat(floor)
        return cls(name, asks, floors, plan["queries"], completes="steps" in plan)

    def measure(self, port: int) -> None:
        """One stretch of the page and one of its floor, one right after the other."""
        self.pages.append(drive(port, self.asks, seconds=PAGE_SECONDS))
        self.floors.append(drive(port, self.floor_asks, seconds=FLOOR_SECONDS))

    @property
    def ratio(self) -> float:
        """The median of the ratios of the rounds: what disturbs one disturbs both."""
        return statistics.median(
            page.rate / floor.rate
            for page, floor in zip(self.pages, self.floors, strict=True)
            if page.waits  # whoever completes may run out of lessons
        )

    def row(self) -> str:
        rate = _rate(self.pages)
        waits = sorted(wait for page in self.pages for wait in page.waits)
        late = waits[int(len(waits) * 0.95)] * 1000 if waits else 0
        size = self.pages[-1].bytes_each / 1000
        return (
            f"{self.name:<26}{rate:>8.1f}{_rate(self.floors):>8.1f}{self.ratio:>7.2f}"
            f"{late:>8.0f}{size:>7.1f}{self.queries or '':>9}  {WANTED.get(self.name, '')}"
        )


HEAD = f"{'':<26}{'req/s':>8}{'floor':>8}{'ratio':>7}{'p95 ms':>8}{'kB':>7}{'queries':>9}  wanted"


def _rate(measured: list[Measured]) -> float:
    seconds = sum(each.seconds for each in measured)
    return sum(len(each.waits) for each in measured) / seconds if seconds else 0


class Bench:
    """One database: filled, served, measured, printed."""

    def __init__(self, name: str, folder: Path, url: str) -> None:
        self.name = name
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.env = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "PORT": str(self.port),
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "PYTHONWARNINGS": "ignore",
        }
        self.env.pop("DATABASE_URL", None)
        if url:
            self.env["DATABASE_URL"] = url

    def run(self, rounds: int) -> None:
        """Measure and print. Raises what makes a line impossible to measure."""
        (self.folder / "static").mkdir()
        begin = time.monotonic()
        plan = self._python("tests.bench.content")
        lines = [Line.of(name, each) for name, each in plan.items()]
        made = time.monotonic() - begin
        with self._server():
            warm = [self._warm(line) for line in lines]
            for _ in range(rounds):
                for line in lines:
                    line.measure(self.port)
        inside = self._python("tests.bench.inside")
        dilemmas = self._python("tests.bench.dilemmas")
        done = sum(
            len(each.waits)
            for line, first in zip(lines, warm, strict=True)
            for each in (first, *line.pages)
            if line.completes
        )
        self._print(lines, inside, made=made, done=done)
        print(f"\ndilemmas\n\n{table(dilemmas)}", flush=True)

    def _warm(self, line: Line) -> Measured:
        drive(self.port, line.floor_asks, seconds=WARM_SECONDS)
        return drive(self.port, line.asks, seconds=WARM_SECONDS)

    def _print(
        self, lines: list[Line], inside: dict[str, Any], *, made: float, done: int
    ) -> None:
        stretches = [each for line in lines for each in (*line.pages, *line.floors)]
        share = sum(each.client_seconds for each in stretches) / sum(
            each.seconds for each in stretches
        )
        print(f"\n{self.name}\n\n{HEAD}")
        for line in lines:
            print(line.row())
        print(
            f"\nlessons completed: {done} answered, {inside['completions']} in the records"
            f"\nstatements recorded, one per transaction: {inside['statements']:.0f}/s"
            f"\ncertificate as PDF: {inside['paper'] * 1000:.0f} ms"
            f"\nthe load took {share:.0%} of a processor; making the content {made:.0f} s",
            flush=True,
        )

    def _python(self, module: str) -> Any:
        """Run a module on this database; what it wrote."""
        result = self.folder / "result.json"
        subprocess.run(
            [sys.executable, "-m", module, str(result)],
            cwd=ROOT,
            env=self.env,
            check=True,
        )
        return json.loads(result.read_text(encoding="utf-8"))

    @contextlib.contextmanager
    def _server(self) -> Iterator[None]:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "tools/gunicorn_conf.py"],
            cwd=ROOT,
            env=self.env,
            start_new_session=True,
            preexec_fn=ending_with_parent(signal.SIGTERM),  # noqa: PLW1509
        )
        try:
            self._wait(server)
            yield
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and server.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                line.request("GET", "/aanbod/")
                if line.getresponse().status == http.HTTPStatus.OK:
                    return
            time.sleep(0.2)
        raise RuntimeError("The server did not start.")


class Benches:
    """What was asked to be measured, on one database after the other."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.begin = time.monotonic()
        self.missing: list[str] = []

    def wants(self, what: str) -> bool:
        """Whether this is among what was asked; the queries only by name."""
        return self.options.only in {what, None} and (
            what != "queries" or self.options.only == "queries"
        )

    def measure(self, name: str, *, url: str = "", safe_url: str = "") -> None:
        """Everything on one database."""
        if self.wants("pages"):
            with TemporaryDirectory(prefix="bench") as folder:
                Bench(name, Path(folder), url).run(self.options.rounds)
        for what, told in (("lrs", self._written), ("queries", self._found)):
            if not self.wants(what):
                continue
            left = LIMIT - (time.monotonic() - self.begin)
            if self.options.only is None and left < LRS_SECONDS:
                self.missing.append(f"the LRS on {name} (--only lrs)")
                continue
            os.environ["DATABASE_URL"] = safe_url
            with TemporaryDirectory(prefix="bench") as folder:
                print(f"\n{name}: {told(Path(folder))}", flush=True)

    def _written(self, folder: Path) -> str:
        lines = writing.measure(folder, self.options.rounds)
        return f"statements over HTTP to one worker\n\n{lines}"

    def _found(self, folder: Path) -> str:
        lines = queries.measure(folder, self.options.statements)
        return f"questions over HTTP to one worker\n\n{lines}"

    def measure_postgres(self) -> None:
        """The same on PostgreSQL, when it is there and there is time."""
        binaries = find_binaries()
        late = (
            self.options.database == "all"
            and self.wants("pages")
            and time.monotonic() - self.begin > ENOUGH
        )
        if late or not binaries:
            reason = "--database postgres, the machine is busy" if late else "not found"
            self.missing.append(f"PostgreSQL ({reason})")
            return
        # Pages write little; statements must be on the disk when they are answered.
        with cluster(binaries) as url, cluster(binaries, safe=True) as safe_url:
            self.measure("PostgreSQL", url=url, safe_url=safe_url)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    choices = ("sqlite", "postgres", "all")
    parser.add_argument("--database", choices=choices, default="all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=("pages", "lrs", "queries"))
    parser.add_argument("--statements", type=int, default=1_000_000)
    options = parser.parse_args()
    # Told to stop, or out of time, it stops what it started.
    for number in (signal.SIGTERM, signal.SIGALRM):
        signal.signal(
            number, lambda *_: sys.exit("Stopped before everything was measured.")
        )
    signal.alarm(LONG_LIMIT if options.only == "queries" else LIMIT)
    print(
        f"gunicorn with 2 workers of 4 threads, {os.cpu_count()} processors, "
        f"{CONNECTIONS} connections from a client of our own; the floor is a bare page "
        f"of Wagtail as it comes,\nlogged in, with as many bytes. "
        f"Load of the machine before we began: {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    benches = Benches(options)
    if options.database != "postgres":
        benches.measure("SQLite")
    if options.database != "sqlite":
        benches.measure_postgres()
    if benches.missing:
        print(f"\n!!! NOT MEASURED: {'; '.join(benches.missing)} !!!")
    return int(options.database == "postgres" and bool(benches.missing))


if __name__ == "__main__":
    sys.exit(main())
