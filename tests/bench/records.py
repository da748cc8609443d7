"""What HR's list and exports cost at volume: 30,000 people, 420,000 participations.

The measuring itself: tests/bench/taking_out.py, one process for each line, so that each
has a peak of memory of its own; the first byte is that of a server of its own.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.bench.filling import settle
from tests.journeys.server import Site, new_database, on_postgres
from tests.migrated import copy_on_sqlite, template_on_postgres
from tests.served import ROOT, Served

EXPORTS = (
    ("csv", 200_000, "10 s"),
    ("xlsx", 200_000, "60 s"),
    ("csv", 1_000_000, "works"),
)
WHOLE = "SYN-000"  # the entity that sees everybody
ONE = "SYN-111"  # an entity as there are many


class Serving(Served):
    """gunicorn as `make demo` runs it, on the site."""

    health = "/accounts/login/"

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.environment = {**site.environment, "PYTHONWARNINGS": "ignore"}


def measure(folder: Path, learners: int) -> str:
    """The lines of one database: SQLite, or that of the environment."""
    base = on_postgres()
    template = template_on_postgres(base) if base else ""
    site = Site(folder / "data", new_database(template=template))
    site.folder.mkdir()
    if not base:
        copy_on_sqlite(site.folder / "db.sqlite3")
    begin = time.monotonic()
    made = site.manage(
        "synthesize", "--learners", str(learners), "--statements", "0"
    ).strip()
    settle(site)
    filled = time.monotonic() - begin
    lines = [f"{made}; made in {filled:.0f} s", "", *on_site(site), ""]
    site.remove()
    return "\n".join([*lines, f"Load of the machine now: {os.getloadavg()[0]:.1f}"])


def on_site(site: Site) -> list[str]:
    """The lines of a site that is filled."""
    listed = {entity: _python(site, "list", entity) for entity in (WHOLE, ONE)}
    lines = [
        *(line for entity in listed for line in _list(entity, listed[entity]["lines"])),
        f"{'export':<20}{'rows':>10}{'s':>8}{'first s':>9}{'MB above rest':>15}  wanted",
    ]
    for file_format, rows, wanted in EXPORTS:
        told = _python(site, file_format, str(rows))
        lines.append(
            f"{file_format:<20}{told['rows']:>10}{told['seconds']:>8.1f}"
            f"{told['first']:>9.2f}{told['megabytes']:>15.0f}  {wanted}"
        )
    serving = Serving(site)
    serving.start()
    first, whole, size = _over_http(serving.port, listed[WHOLE]["session"])
    serving.stop()
    lines.append(
        f"csv over HTTP: first byte of the body after {first:.2f} s (wanted 1 s), "
        f"{size / 1e6:.0f} MB in {whole:.1f} s"
    )
    return lines


def _list(entity: str, measured: list[Any]) -> list[str]:
    """The list as HR of an entity asks it."""
    return [
        f"{'list of ' + entity:<44}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}  wanted 300 ms",
        *(
            f"{name[:42]:<44}{p50:>8.0f}{p95:>8.0f}{queries:>9}"
            for name, p50, p95, queries in measured
        ),
        "",
    ]


def _over_http(port: int, session: str) -> tuple[float, float, int]:
    """Seconds to the first byte of the body, and to the last; how many bytes."""
    ask = (
        "GET /hr/export/?format=csv HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: sessionid={session}\r\nConnection: close\r\n\r\n"
    )
    with closing(socket.create_connection(("127.0.0.1", port), timeout=300)) as line:
        begin = time.perf_counter()
        line.sendall(ask.encode())
        head = b""
        while b"persoon_id" not in head:
            piece = line.recv(65536)
            assert piece, head
            head += piece
        first, size = time.perf_counter() - begin, len(head)
        while piece := line.recv(65536):
            size += len(piece)
        return first, time.perf_counter() - begin, size


def _python(site: Site, *arguments: str) -> Any:
    result = site.folder / "result.json"
    subprocess.run(
        [sys.executable, "-m", "tests.bench.taking_out", str(result), *arguments],
        cwd=ROOT,
        env={**site.environment, "PYTHONWARNINGS": "ignore"},
        check=True,
    )
    return json.loads(result.read_text(encoding="utf-8"))
