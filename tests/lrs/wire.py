"""Sends what no client library would, and tells what came back.

usage: python -m tests.lrs.wire PORT SEED FIRST LAST     sends requests; prints JSON
       python -m tests.lrs.wire show SEED NUMBER         prints one of them
"""

from __future__ import annotations

import http.client
import json
import socket
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.lrs.fuzzing import request_of
from tests.lrs.requests import Request
from tests.lrs.serving import KEY

PATIENCE = 10  # seconds; whoever takes longer hangs
IDLE = 1.0
LARGE = 60_000  # bytes of body that a server may leave unread when it refuses
VERSION_HEADER = "X-Experience-API-Version"


class Hang(Exception):
    """No whole answer in time."""


@dataclass
class Outcome:
    """What a number of requests came to."""

    statuses: Counter[str] = field(default_factory=Counter)
    of_valid: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str]] = field(default_factory=list)
    unversioned: list[int] = field(default_factory=list)
    cut: int = 0
    slowest: float = 0

    def note(self, number: int, request: Request, status: int, seconds: float) -> None:
        """Count an answer; a 5xx is a failure."""
        self.statuses[str(status)] += 1
        if request.valid:
            self.of_valid[str(status)] += 1
        self.slowest = max(self.slowest, seconds)
        if status >= 500:
            self.failures.append((number, str(status)))

    def add(self, other: Outcome) -> None:
        """Add what another process saw."""
        self.statuses += other.statuses
        self.of_valid += other.of_valid
        self.failures += other.failures
        self.unversioned += other.unversioned
        self.cut += other.cut
        self.slowest = max(self.slowest, other.slowest)


class Wire:
    """A connection that is kept as long as the server keeps it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None
        self.last = 0.0

    def ask(self, request: Request) -> tuple[int, http.client.HTTPMessage] | None:
        """Status and headers; ``None`` when a large body was refused unread.

        Raises ``Hang``, or ``ConnectionError`` when no answer came twice.
        """
        for fresh in (False, True):
            if fresh or time.monotonic() - self.last > IDLE or request.claims:
                self.close()
            try:
                return self._once(request)
            except TimeoutError as error:
                self.close()
                raise Hang from error
            except (ConnectionError, http.client.HTTPException) as error:
                self.close()
                if len(request.body) > LARGE:
                    return None
                if fresh:
                    raise ConnectionError(repr(error)) from error
        return None

    def _once(self, request: Request) -> tuple[int, http.client.HTTPMessage]:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(request.wire())
        if request.claims:
            self.socket.shutdown(socket.SHUT_WR)
        response = http.client.HTTPResponse(self.socket, method=request.method)
        response.begin()
        response.read()
        self.last = time.monotonic()
        if response.will_close or request.claims:
            self.close()
        return response.status, response.headers

    def close(self) -> None:
        """Let go of the connection."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def send(port: int, seed: int, numbers: range) -> Outcome:
    """Send the requests with these numbers, one after another."""
    wire, outcome = Wire(port), Outcome()
    for number in numbers:
        request = request_of(seed, number, KEY)
        begin = time.monotonic()
        try:
            answer = wire.ask(request)
        except (Hang, ConnectionError) as error:
            outcome.failures.append((number, repr(error)))
            continue
        if answer is None:
            outcome.cut += 1
            continue
        status, headers = answer
        outcome.note(number, request, status, time.monotonic() - begin)
        # What gunicorn itself refuses it closes, without asking the application.
        if VERSION_HEADER not in headers and headers.get("Connection") != "close":
            outcome.unversioned.append(number)
    return outcome


def read(text: str) -> Outcome:
    """What ``main`` printed."""
    told = json.loads(text)
    for name in ("statuses", "of_valid"):
        told[name] = Counter(told[name])
    told["failures"] = [tuple(each) for each in told["failures"]]
    return Outcome(**told)


def main() -> None:
    if sys.argv[1] == "show":
        sys.stdout.buffer.write(request_of(*map(int, sys.argv[2:4]), KEY).wire())
        return
    port, seed, first, last = map(int, sys.argv[1:])
    sys.stdout.write(json.dumps(vars(send(port, seed, range(first, last)))))


if __name__ == "__main__":
    main()
