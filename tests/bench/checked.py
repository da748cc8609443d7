"""How long checking a certificate takes among very many, and whether time tells.

The measuring itself: tests/bench/checks.py, in a process and on a site of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.journeys.server import Site, new_database, on_postgres
from tests.migrated import copy_on_sqlite, template_on_postgres
from tests.served import ROOT


def measure(folder: Path, most: int) -> str:
    """The lines of one database: SQLite, or that of the environment."""
    base = on_postgres()
    template = template_on_postgres(base) if base else ""
    site = Site(folder / "data", new_database(template=template))
    site.folder.mkdir()
    if not base:
        copy_on_sqlite(site.folder / "db.sqlite3")
    result = folder / "result.json"
    begin = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "tests.bench.checks", str(result), str(most)],
        cwd=ROOT,
        env={**site.environment, "PYTHONWARNINGS": "ignore"},
        check=True,
    )
    passed = time.monotonic() - begin
    site.remove()
    told = json.loads(result.read_text(encoding="utf-8"))
    return (
        f"{_table(told['medians'])}\n\n"
        f"medians of 2,000 among {most} certificates, of other ways to stand of 500 "
        f"(wanted: 20 ms at\nmost, known and unknown 5 % apart at most); filled in "
        f"{told['filled']:.0f} s, all of it took {passed:.0f} s. Load of the\nmachine "
        f"now: {os.getloadavg()[0]:.1f}"
    )


def _table(medians: dict[str, list[float]]) -> str:
    """By the clock, and of the processor alone: what other work disturbs less."""
    lines = [
        f"{'':22}{'by the clock':>24}{'processor':>24}",
        f"{'':22}{'ms':>12}{'to known':>12}{'ms':>12}{'to known':>12}",
    ]
    for name, found in medians.items():
        known = medians[f"{name.partition(',')[0]}, known"]
        cells = (
            f"{own:12.2f}{100 * (own - usual) / usual:+10.1f} %"
            for own, usual in zip(found, known, strict=True)
        )
        lines.append(f"{name:22}{''.join(cells)}")
    return "\n".join(lines)
