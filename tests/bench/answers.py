"""How long an answer takes to be saved, from few stored answers to very many.

The measuring itself: tests/bench/answering.py, in a process and on a site of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.sizes import table
from tests.journeys.server import new_database
from tests.lrs.serving import migrated
from tests.served import ROOT


def measure(folder: Path, most: int) -> str:
    """The table of one database: SQLite, or that of the environment."""
    site = migrated(folder / "data", new_database(template=""))
    result = folder / "result.json"
    sizes = sorted({100, min(10_000, most), most})
    begin = time.monotonic()
    subprocess.run(
        [
            *(sys.executable, "-m", "tests.bench.answering", str(result)),
            *map(str, sizes),
        ],
        cwd=ROOT,
        env={**site.environment, "PYTHONWARNINGS": "ignore"},
        check=True,
    )
    passed = time.monotonic() - begin
    site.remove()
    found = json.loads(result.read_text(encoding="utf-8"))
    stored = ", ".join(f"{stored}" for stored, _ in found["told"].values())
    queries = max(queries for _, queries in found["told"].values())
    return (
        f"{table(found['lines'], unit='answers')}\n\n"
        f"a lesson with a test of 20 questions takes {queries} queries (wanted: 12 at "
        f"most); answers stored: {stored};\nit took {passed:.0f} s. Load of the machine "
        f"now: {os.getloadavg()[0]:.1f}"
    )
