"""What questions to the store cost at two sizes, and its memory while all is read.

One worker, one client that asks one question after another. The sample that fills the
store was written over HTTP; how it becomes a million: tests/bench/filling.py.
"""

from __future__ import annotations

import http
import statistics
import time
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.filling import Filling, settle
from tests.journeys.server import Site, new_database
from tests.lrs.client import Line
from tests.lrs.saying import PROFILE, Json, Voice, agent, as_text, course, lesson, verb
from tests.lrs.serving import Lrs, migrated

SAMPLE = 10_000
BATCH = 100
LIMIT = 25
ROUNDS = 12
PAGE = 500
PATIENCE = 20  # milliseconds
MARKS = (10, 50, 100)  # per cent of the way
NEVER = "https://example.com/verbs/never"

Asked = dict[str, list[Json]]
Times = dict[str, list[tuple[float, Json]]]


def measure(folder: Path, count: int) -> str:
    """The table of one database: SQLite, or that of the environment."""
    empty = migrated(folder / "empty", new_database(template=""))
    Lrs(empty).make_key()
    sample, full = (
        Lrs(empty.copy(folder / name), workers=1) for name in ("sample", "full")
    )
    with sample.serving():
        _say(sample.line())
        settle(sample)
        asked = _asked(sample.line())
        small = _time(sample.line(), asked)
    begin = time.monotonic()
    number = Filling(sample, full).fill(count // SAMPLE)
    settle(full)
    filled = time.monotonic() - begin
    with full.serving():
        asked = _asked(full.line())
        large = _time(full.line(), asked)
        reading = _read_all(full, number)
    for site in (empty, sample, full):
        Site(site.folder, site.url).remove()
    return f"{_table(small, large, number)}\n\n{reading}\nfilling took {filled:.0f} s"


def _say(line: Line) -> None:
    voice = Voice(skewed=True)
    for _ in range(SAMPLE // BATCH):
        answer = line.store(*voice.statements(BATCH))
        assert answer.status == http.HTTPStatus.OK, answer


def _asked(line: Line) -> Asked:
    """What is asked: heavy and rare, together and alone, and what finds nothing."""
    newest, oldest = (
        next(line.pages(ascending=ascending, limit=200)) for ascending in (False, True)
    )
    draw = Random(3)  # noqa: S311 (a draw, no secret)
    some = draw.sample(oldest, 6)
    heavy = [agent(name) for name in Voice().actors[:3]]
    agents = [*heavy, *(one["actor"] for one in some[:5])]
    verbs = [verb("progressed"), verb("failed"), verb("registered"), NEVER]
    activities = [lesson(0, 1), lesson(0, 2), lesson(1, 3), lesson(40, 5), NEVER]
    wide = [PROFILE, course(0), course(1), course(40), NEVER]
    moments = [newest[20]["stored"], newest[-1]["stored"], oldest[-1]["stored"]]
    return {
        "unfiltered": [{}],
        f"a page of {PAGE}": [{"limit": PAGE}],
        "statementId": [{"statementId": one["id"]} for one in (*some, newest[0])],
        "agent": [{"agent": one} for one in agents],
        "verb": [{"verb": one} for one in verbs],
        "activity": [{"activity": one} for one in activities],
        "related activity": [
            {"activity": one, "related_activities": True} for one in wide
        ],
        "related agent": [
            {"agent": one, "related_agents": True}
            for one in (*agents, oldest[0]["authority"])
        ],
        "registration": [
            {"registration": one["context"]["registration"]} for one in some
        ],
        "since": [{"since": at, "ascending": True} for at in moments],
        "until": [{"until": at} for at in moments],
        "agent + verb": _pairs(agent=agents, verb=verbs),
        "agent + activity": _pairs(agent=agents, activity=activities),
        "agent + related": [
            {**pair, "related_activities": True}
            for pair in _pairs(agent=agents, activity=wide)
        ],
        "activity + verb": _pairs(activity=activities, verb=verbs),
        "related + verb": [
            {**pair, "related_activities": True}
            for pair in _pairs(activity=wide, verb=verbs)
        ],
        "agent + since": _pairs(agent=agents, since=moments),
        "verb + since": _pairs(verb=verbs, since=moments),
        "verb + until": _pairs(verb=verbs, until=moments),
        "registration + verb": [
            {"registration": one["context"]["registration"], "verb": each}
            for one in some[:3]
            for each in verbs
        ],
    }


def _pairs(**lists: list[Any]) -> list[Json]:
    (one, first), (other, second) = lists.items()
    return [{one: a, other: b} for a in first for b in second]


def _time(line: Line, asked: Asked) -> Times:
    """Milliseconds of every question, each as often as makes a dozen of its kind."""
    times: Times = defaultdict(list)
    for warm in (True, False):
        for kind, questions in asked.items():
            rounds = 1 if warm else -(-ROUNDS // len(questions)) + 2
            for question in questions * rounds:
                limit = (
                    {} if {"limit", "statementId"} & {*question} else {"limit": LIMIT}
                )
                begin = time.perf_counter()
                answer = line.ask("GET", **question, **limit)
                wait = time.perf_counter() - begin
                assert answer.status == http.HTTPStatus.OK, (question, answer)
                if not warm:
                    times[kind].append((1000 * wait, question))
    return times


def _table(small: Times, large: Times, number: int) -> str:
    rows = [
        f"{'ms':<22}{f'{SAMPLE} statements':^24}{f'{number} statements':^24}",
        f"{'':<22}{'     p50     p95   worst' * 2}{'growth':>8}  wanted: p95 < 20, "
        "growth < 2",
    ]
    slow = []
    for kind, measured in large.items():
        cells = [_figures(each[kind]) for each in (small, large)]
        growth = cells[1][1] / cells[0][1]
        told = "".join(f"{figure:>8.1f}" for cell in cells for figure in cell)
        rows.append(f"{kind:<22}{told}{growth:>8.1f}")
        slow += _slowest(measured)
    return "\n".join([*rows, *(["\nthe slowest:"] if slow else []), *slow])


def _slowest(measured: list[tuple[float, Json]]) -> list[str]:
    """The question of a kind that is too slow, if there is one, by its median."""
    of_question = defaultdict(list)
    for wait, question in measured:
        of_question[as_text(question)].append(wait)
    worst, question = max(
        (statistics.median(waits), question) for question, waits in of_question.items()
    )
    return [f"  {worst:.0f} ms: {question}"] if worst > PATIENCE else []


def _figures(times: list[tuple[float, Json]]) -> tuple[float, float, float]:
    waits = sorted(wait for wait, _ in times)
    late = waits[min(int(len(waits) * 0.95), len(waits) - 1)]
    return statistics.median(waits), late, waits[-1]


def _read_all(lrs: Lrs, number: int) -> str:
    """Read everything through ``more``; the memory of the worker on the way."""
    seen: set[str] = set()
    memory = {0: lrs.memory}
    begin = time.monotonic()
    for page in lrs.line().pages(limit=PAGE, ascending=True):
        seen.update(one["id"] for one in page)
        for mark in MARKS:
            if mark not in memory and len(seen) >= number * mark / 100:
                memory[mark] = lrs.memory
    passed = time.monotonic() - begin
    assert len(seen) == number, f"{len(seen)} of {number} were read"
    told = ", ".join(
        f"{size / 1000:.0f} MB at {mark} %" for mark, size in memory.items()
    )
    return (
        f"read through more: {number / passed:.0f} statements/s; the worker held {told}"
    )
