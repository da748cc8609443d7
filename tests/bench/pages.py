"""How fast the pages are, beside a bare Wagtail page on the same server."""

from __future__ import annotations

import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.load import Ask, Measured, drive
from tests.bench.sizes import table
from tests.served import ROOT, Served

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


class Bench(Served):
    """One database: filled, served, measured, printed."""

    health = "/aanbod/"

    def __init__(self, name: str, folder: Path, url: str) -> None:
        super().__init__()
        self.name = name
        self.folder = folder
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "BASE_URL": self.address,
            "PYTHONWARNINGS": "ignore",
        }
        self.environment.pop("DATABASE_URL", None)
        if url:
            self.environment["DATABASE_URL"] = url

    def run(self, rounds: int) -> None:
        """Measure and print. Raises what makes a line impossible to measure."""
        (self.folder / "static").mkdir()
        begin = time.monotonic()
        plan = self._python("tests.bench.content")
        lines = [Line.of(name, each) for name, each in plan.items()]
        made = time.monotonic() - begin
        with self.serving():
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
            env=self.environment,
            check=True,
        )
        return json.loads(result.read_text(encoding="utf-8"))
