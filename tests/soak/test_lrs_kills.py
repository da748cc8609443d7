"""Kill -9 while clients write: what was acknowledged is there once, what was refused not.

Every round the whole server dies at a moment that nobody chose. A batch whose answer
never came is there wholly or not at all; sent again, it is accepted and there once.
"""

from __future__ import annotations

import http
import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

import pytest

from tests.lrs.client import STATEMENTS, Line
from tests.lrs.saying import Json, Voice, agent, ids
from tests.lrs.serving import Lrs
from tests.soak.conftest import times

pytestmark = pytest.mark.soak

KILLS = 20
WRITERS = 4
BATCHES = (1, 1, 3, 25)
REFUSED = 0.15  # of the batches hold a statement that is none


@dataclass
class Writer:
    """Writes until the connection breaks, and remembers what it was told."""

    number: int
    voice: Voice = field(init=False)
    acknowledged: list[list[str]] = field(default_factory=list)
    refused: list[list[str]] = field(default_factory=list)
    unknown: list[list[Json]] = field(default_factory=list)
    error: str = ""

    def __post_init__(self) -> None:
        self.voice = Voice(seed=self.number + 10)

    @property
    def agent(self) -> Json:
        """The one who acts in all that this writer says."""
        return agent(f"writer-{self.number}")

    def write(self, line: Line) -> None:
        """Write batches of several sizes, some of which must be refused."""
        draw = self.voice.random
        while not self.error:
            batch = self._batch(draw)
            broken = draw.random() < REFUSED
            if broken:
                batch[draw.randrange(len(batch))]["verb"] = {"id": "no IRI"}
            try:
                answer = self._send(line, batch, put=draw.random() < 0.3)
            except (OSError, http.client.HTTPException):
                self.unknown.append(batch)
                return
            self._note(batch, answer.status, broken=broken)

    def _batch(self, draw: Random) -> list[Json]:
        batch = self.voice.statements(draw.choice(BATCHES))
        for one in batch:
            one["actor"] = self.agent
        return batch

    @staticmethod
    def _send(line: Line, batch: list[Json], *, put: bool):
        if put and len(batch) == 1:
            return line.ask(
                "PUT", STATEMENTS, content=batch[0], statementId=batch[0]["id"]
            )
        return line.store(*batch)

    def _note(self, batch: list[Json], status: int, *, broken: bool) -> None:
        if status in {http.HTTPStatus.OK, http.HTTPStatus.NO_CONTENT} and not broken:
            self.acknowledged.append(ids(batch))
        elif status == http.HTTPStatus.BAD_REQUEST and broken:
            self.refused.append(ids(batch))
        else:
            self.error = (
                f"{status} for a batch that is {'broken' if broken else 'good'}"
            )

    def settle(self, line: Line, there: set[str]) -> tuple[int, int]:
        """Look what became of batches without an answer, and send half of them again.

        Answers how many were there, and how many were not.
        """
        lost = kept = 0
        for number, batch in enumerate(self.unknown):
            found = there & set(ids(batch))
            broken = any(one["verb"]["id"] == "no IRI" for one in batch)
            assert not found or len(found) == len(batch), "a batch is there in part"
            assert not (found and broken), "a broken batch is there"
            kept, lost = kept + bool(found), lost + (not found)
            if broken or number % 2:
                (self.acknowledged if found else self.refused).append(ids(batch))
                continue
            answer = line.store(*batch)
            assert answer.status == http.HTTPStatus.OK, answer
            self.acknowledged.append(ids(batch))
        self.unknown.clear()
        return kept, lost


def one_kill(lrs: Lrs, writers: list[Writer], draw: Random) -> None:
    """Let them write for a moment, and kill the server."""
    threads = [
        threading.Thread(target=writer.write, args=(lrs.line(timeout=20),))
        for writer in writers
    ]
    for thread in threads:
        thread.start()
    time.sleep(draw.uniform(0.4, 2))
    lrs.kill()
    for thread in threads:
        thread.join(30)
    assert [writer.error for writer in writers if writer.error] == []


def test_what_was_acknowledged_is_there_once_and_what_was_refused_is_not(lrs, report):
    writers = [Writer(number) for number in range(WRITERS)]
    draw = Random(7)  # noqa: S311 (a draw, no secret)
    kept = lost = 0
    for _ in range(kills := times(KILLS)):
        one_kill(lrs, writers, draw)
        lrs.start()
        line = lrs.line()
        there = set(line.ids(limit=500))
        for writer in writers:
            found = writer.settle(line, there)
            kept, lost = kept + found[0], lost + found[1]
        line.close()

    counts = Counter(lrs.line().ids(limit=500, ascending=True))
    good = {one for w in writers for batch in w.acknowledged for one in batch}
    bad = {one for w in writers for batch in w.refused for one in batch}
    report(
        f"{kills} kills: {len(good)} statements acknowledged, {len(bad)} refused or lost "
        f"unanswered; of {kept + lost} batches without an answer {kept} were there"
    )
    assert {one for one, count in counts.items() if count > 1} == set()
    assert good - set(counts) == set()
    assert set(counts) - good == set()
    for writer in writers:  # the index tells the same
        mine = {one for batch in writer.acknowledged for one in batch}
        assert set(lrs.line().ids(agent=writer.agent, limit=500)) == mine
