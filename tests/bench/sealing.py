"""How long it takes to make certificates: render, seal and store them, in bulk.

The measuring itself: tests/bench/sealing_them.py, in processes and on a site of its own.
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

PROCESSES = 2


def measure(folder: Path, number: int) -> str:
    """The lines of one database: SQLite, or that of the environment."""
    site = migrated(folder / "data", new_database(template=""))
    environment = {**site.environment, "PYTHONWARNINGS": "ignore"}

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.bench.sealing_them", *arguments],
            cwd=ROOT,
            env=environment,
        )

    results = [folder / f"{share}.json" for share in range(PROCESSES)]
    filling = start("fill", str(number))
    if filling.wait():
        raise SystemExit("Certificates could not be filled in.")
    begin = time.monotonic()
    workers = [
        start("make", str(share), str(PROCESSES), str(result))
        for share, result in enumerate(results)
    ]
    if max(worker.wait() for worker in workers):
        raise SystemExit("Certificates could not be made.")
    passed = time.monotonic() - begin
    site.remove()
    found = [json.loads(result.read_text(encoding="utf-8")) for result in results]
    processor = max(one["processor"] for one in found)
    clock = max(one["clock"] for one in found)
    growth = max(one["last_mb"] - one["warm_mb"] for one in found)
    return (
        f"one certificate, median: {processor:.0f} ms of one processor (wanted: under "
        f"150), {clock:.0f} ms by the clock\n{number} in {PROCESSES} processes, their "
        f"start included: {passed:.0f} s ({5000 * passed / number / 60:.1f} minutes for "
        f"5,000; wanted: under 10)\nmemory of a process: {found[0]['last_mb']} MB, "
        f"{growth} MB more than after the first {found[0]['warm']}; "
        f"{found[0]['kilobytes']:.0f} kB each. Load of the machine now: "
        f"{os.getloadavg()[0]:.1f}"
    )
