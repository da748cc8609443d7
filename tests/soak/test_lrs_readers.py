"""Whoever polls for what is new misses nothing while others write.

Three readers poll by the last ``stored`` that they saw: in small pages through ``more``,
in large ones, and only up to what the store says is consistent. All see every statement
once, in one order.
"""

from __future__ import annotations

import threading
import time
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from tests.lrs.client import Line
from tests.lrs.saying import Voice, ids
from tests.soak.conftest import times

pytestmark = pytest.mark.soak

WRITERS = 4
SECONDS = 60
PATIENCE = 60
SIZES = (1, 1, 1, 5, 50)
CONSISTENT = "X-Experience-API-Consistent-Through"
FIRST = "2020-01-01T00:00:00Z"


class Reader:
    """Polls, and notes ids and moments in the order in which they came."""

    def __init__(self, limit: int, *, consistent: bool = False) -> None:
        self.limit = limit
        self.consistent = consistent
        self.seen: list[tuple[str, str]] = []
        self.polls = 0
        self.wanted = 0
        self.error = ""

    def read(self, line: Line, stop: threading.Event) -> None:
        """Poll until told to stop, and on to what is wanted."""
        try:
            while not stop.is_set():
                self.poll(line)
            deadline = time.monotonic() + PATIENCE
            while len(self.seen) < self.wanted and time.monotonic() < deadline:
                self.poll(line)
        except BaseException as error:  # noqa: BLE001 (a thread's error belongs to the test)
            self.error = repr(error)

    def poll(self, line: Line) -> None:
        """Read what is new, through ``more``."""
        self.polls += 1
        question: dict[str, Any] = {
            "since": self.seen[-1][1] if self.seen else FIRST,
            "ascending": True,
            "limit": self.limit,
        }
        if self.consistent:
            answer = line.ask("GET", "/xapi/statements", limit=1)
            question["until"] = answer.headers[CONSISTENT]
        for page in line.pages(**question):
            self.seen += [(one["id"], one["stored"]) for one in page]


class Writer:
    """Writes, and notes the ids that were accepted."""

    def __init__(self, number: int) -> None:
        self.voice = Voice(seed=number + 20)
        self.said: list[str] = []
        self.error = ""

    def write(self, line: Line, stop: threading.Event) -> None:
        while not stop.is_set():
            batch = self.voice.statements(self.voice.random.choice(SIZES))
            answer = line.store(*batch)
            if answer.status != 200:
                self.error = str(answer)
                return
            self.said += ids(batch)


def test_readers_that_poll_miss_nothing_and_see_one_order(lrs, report):
    writers = [Writer(number) for number in range(WRITERS)]
    readers = [Reader(7), Reader(500), Reader(100, consistent=True)]
    stops = threading.Event(), threading.Event()
    threads = [
        [
            threading.Thread(target=each.write, args=(lrs.line(), stops[0]))
            for each in writers
        ],
        [
            threading.Thread(target=each.read, args=(lrs.line(), stops[1]))
            for each in readers
        ],
    ]
    for thread in threads[0] + threads[1]:
        thread.start()
    time.sleep(times(SECONDS))
    stops[0].set()
    for thread in threads[0]:
        thread.join(60)
    said = [one for writer in writers for one in writer.said]
    for reader in readers:
        reader.wanted = len(said)
    stops[1].set()
    for thread in threads[1]:
        thread.join(120)

    polls = ", ".join(str(reader.polls) for reader in readers)
    report(f"{len(said)} statements while readers polled {polls} times")
    assert [each.error for each in (*writers, *readers) if each.error] == []
    order = lrs.line().ids(ascending=True, limit=500)
    assert sorted(order) == sorted(said)
    for reader in readers:
        assert [one for one, _ in reader.seen] == order
        moments = [datetime.fromisoformat(stored) for _, stored in reader.seen]
        assert all(one < other for one, other in pairwise(moments))
