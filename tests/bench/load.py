"""The load: a few connections that ask as fast as they are answered.

Bare sockets and threads that wait: the client takes a few hundredths of a processor
(the report says how much), the same for a page as for its floor.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

CONNECTIONS = 8  # as many as the threads of the server's two workers
PATIENCE = 30


class UnexpectedAnswer(Exception):
    """The server did not answer what the line is about, so it has no speed."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as it goes over the line, and the status that it is worth."""

    raw: bytes
    status: int

    @classmethod
    def get(cls, path: str, *, session: str = "") -> Ask:
        cookie = f"Cookie: sessionid={session}\r\n" if session else ""
        return cls(f"GET {path} HTTP/1.1\r\n{FIXED}{cookie}\r\n".encode(), 200)

    @classmethod
    def post(cls, path: str, *, session: str) -> Ask:
        """A form without fields, by somebody who is signed in; it answers a redirect."""
        token = "b" * 32
        body = f"csrfmiddlewaretoken={token}"
        head = (
            f"POST {path} HTTP/1.1\r\n{FIXED}"
            f"Cookie: sessionid={session}; csrftoken={token}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return cls(f"{head}{body}".encode(), 302)


FIXED = "Host: 127.0.0.1\r\nAccept-Language: nl\r\n"


@dataclass(slots=True)
class Measured:
    """What a stretch of load gave."""

    seconds: float = 0
    waits: list[float] = field(default_factory=list)
    bytes_each: int = 0
    client_seconds: float = 0

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds if self.seconds else 0


def drive(
    port: int, asks: Iterator[Ask], *, seconds: float, connections: int = CONNECTIONS
) -> Measured:
    """Ask for so many seconds, or until there is nothing left to ask.

    Raises ``UnexpectedAnswer`` at the first answer with another status.
    """
    measured = Measured()
    before = time.process_time()
    begin = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        lines = [
            pool.submit(_ask, port, asks, begin + seconds, measured)
            for _ in range(connections)
        ]
        for line in lines:
            line.result()
    measured.seconds = time.perf_counter() - begin
    measured.client_seconds = time.process_time() - before
    return measured


def _ask(port: int, asks: Iterator[Ask], end: float, measured: Measured) -> None:
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for ask in asks:
            begin = time.perf_counter()
            line.sendall(ask.raw)
            status, size = _answer(line)
            now = time.perf_counter()
            if status != ask.status:
                first = ask.raw.split(b"\r\n", 1)[0].decode()
                raise UnexpectedAnswer(f"{first}: {status} instead of {ask.status}")
            measured.waits.append(now - begin)
            measured.bytes_each = size
            if now >= end:
                return


def _answer(line: socket.socket) -> tuple[int, int]:
    """Status and bytes of body. Raises ``UnexpectedAnswer`` when no length is stated."""
    received = bytearray()
    while (head := received.find(b"\r\n\r\n")) < 0:
        received += _more(line)
    fields = bytes(received[:head]).lower()
    if b"\r\ncontent-length:" not in fields:
        raise UnexpectedAnswer(f"no length: {fields[:300].decode(errors='replace')}")
    length = int(fields.split(b"\r\ncontent-length:", 1)[1].split(b"\r\n", 1)[0])
    missing = length - (len(received) - head - 4)
    while missing > 0:
        missing -= len(_more(line))
    return int(fields.split(b" ", 2)[1]), length


def _more(line: socket.socket) -> bytes:
    piece = line.recv(1 << 16)
    if not piece:
        raise UnexpectedAnswer("the server closed the connection")
    return piece
