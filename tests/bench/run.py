"""Print how fast the pages are, beside a bare Wagtail page on the same server.

usage: tests/bench/run.py [--database sqlite|postgres|all] [--rounds N]   (all, 5)
                          [--only pages|lrs|queries|answers|sealing|checks|records]
                          [--statements N] [--answers N] [--documents N] [--checks N]
                          [--learners N]

Serves what tests/bench/content.py makes with gunicorn as `make demo` does (two workers)
and asks for each page and, a moment later, for its floor: a page of Wagtail as it comes,
with session, person, a bare template and as many bytes of body. What counts is the
ratio of the two: it says little about the machine and much about us. Nothing here is
asserted; the exit status tells whether everything could be measured. Dilemmas of three
sizes follow, in milliseconds of one request after another (tests/bench/dilemmas.py),
and statements that are written to the LRS (tests/bench/writing.py). It takes six
to seven minutes; when SQLite alone takes four, PostgreSQL waits for a run of its own.

Queries of the LRS at 10,000 and at 1,000,000 statements (tests/bench/queries.py), and
its memory while somebody reads them all, are measured with `--only queries`, which
takes up to an hour; saving an answer with 100 to 1,000,000 answers stored
(tests/bench/answers.py) with `--only answers`; rendering, sealing and storing 5,000
certificates (tests/bench/sealing.py) with `--only sealing`; checking one among 1,000,000
(tests/bench/checked.py) with `--only checks`; HR's list and exports with 420,000
participations (tests/bench/records.py) with `--only records`.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import answers, checked, queries, records, sealing, writing  # noqa: E402
from tests.bench.load import CONNECTIONS  # noqa: E402
from tests.bench.pages import Bench  # noqa: E402
from tools.postgres import cluster, find_binaries  # noqa: E402

LIMIT = 480  # seconds for everything, on however slow a machine
ENOUGH = 225  # seconds after which the second database is left for another run
LRS_SECONDS = 75  # what the LRS takes of them on one database, at most
LONG_LIMIT = 2 * 3600  # for what is filled with very much
BY_NAME = {"queries", "answers", "sealing", "checks", "records"}


class Benches:
    """What was asked to be measured, on one database after the other."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.begin = time.monotonic()
        self.missing: list[str] = []

    def wants(self, what: str) -> bool:
        """Whether this is among what was asked; what takes long only by name."""
        return self.options.only == what or (
            self.options.only is None and what not in BY_NAME
        )

    def measure(self, name: str, *, url: str = "", safe_url: str = "") -> None:
        """Everything on one database."""
        if self.wants("pages"):
            with TemporaryDirectory(prefix="bench") as folder:
                Bench(name, Path(folder), url).run(self.options.rounds)
        for what, told in (
            ("lrs", self._written),
            ("queries", self._found),
            ("answers", self._saved),
            ("sealing", self._sealed),
            ("checks", self._checked),
            ("records", self._recorded),
        ):
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

    def _saved(self, folder: Path) -> str:
        lines = answers.measure(folder, self.options.answers)
        return f"answers of learners, whole requests in one process\n\n{lines}"

    def _sealed(self, folder: Path) -> str:
        lines = sealing.measure(folder, self.options.documents)
        return f"certificates rendered, sealed and stored\n\n{lines}"

    def _checked(self, folder: Path) -> str:
        lines = checked.measure(folder, self.options.checks)
        return f"checking a certificate, whole requests in one process\n\n{lines}"

    def _recorded(self, folder: Path) -> str:
        lines = records.measure(folder, self.options.learners)
        return f"what HR asks, at volume\n\n{lines}"

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
        # Pages write little; statements must be on the disk when they are answered. Its
        # memory as its manual advises for a server of 4 GB; the rest as it comes.
        with (
            cluster(binaries, memory="1GB") as url,
            cluster(binaries, safe=True, memory="1GB") as safe_url,
        ):
            self.measure("PostgreSQL", url=url, safe_url=safe_url)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    choices = ("sqlite", "postgres", "all")
    parser.add_argument("--database", choices=choices, default="all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=("pages", "lrs", *sorted(BY_NAME)))
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--checks", type=int, default=1_000_000)
    parser.add_argument("--learners", type=int, default=30_000)
    options = parser.parse_args()
    # Told to stop, or out of time, it stops what it started.
    for number in (signal.SIGTERM, signal.SIGALRM):
        signal.signal(
            number, lambda *_: sys.exit("Stopped before everything was measured.")
        )
    signal.alarm(LONG_LIMIT if options.only in BY_NAME else LIMIT)
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
