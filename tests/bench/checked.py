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

from tests.journeys.server import new_database
from tests.lrs.serving import migrated
from tests.served import ROOT


def measure(folder: Path, most: int) -> str:
    """The lines of one database: SQLite, or that of the environment."""
    site = migrated(folder / "data", new_database(template=""))
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
    medians = json.loads(result.read_text(encoding="utf-8"))
    lines = [f"{'':12}{'known':>12}{'unknown':>12}{'difference':>12}"]
    for what in dict.fromkeys(name.partition(",")[0] for name in medians):
        known, unknown = medians[f"{what}, known"], medians[f"{what}, unknown"]
        difference = 100 * (unknown - known) / known
        lines.append(f"{what:12}{known:9.2f} ms{unknown:9.2f} ms{difference:+10.1f} %")
    return (
        "\n".join(lines)
        + f"\n\nmedians of 2,000 among {most} certificates (wanted: 20 "
        f"ms at most, 5 % apart at most);\nit took {passed:.0f} s. Load of the machine "
        f"now: {os.getloadavg()[0]:.1f}"
    )
