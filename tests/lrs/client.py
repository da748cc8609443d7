"""A client that keeps its connection, and tells what it saw."""

from __future__ import annotations

import base64
import http.client
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import quote

from tests.lrs.saying import Json, as_text, ids, query

STATEMENTS = "/xapi/statements"
VERSION = "1.0.3"
IDLE = 1.0  # seconds after which the server may have closed the connection


@dataclass(frozen=True)
class Key:
    """A key of the store and its secret."""

    name: str
    secret: str

    @property
    def header(self) -> str:
        """The value of an Authorization header."""
        pair = f"{self.name}:{self.secret}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        """The body, which must be JSON."""
        return json.loads(self.body)

    def __str__(self) -> str:
        return f"{self.status} {self.body[:400].decode(errors='replace')}"


class Line:
    """One connection to the store; not for several threads at once."""

    def __init__(
        self, port: int, key: Key, *, version: str = VERSION, timeout: float = 60
    ) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        self.headers = {
            "Authorization": key.header,
            "X-Experience-API-Version": version,
        }
        self.last = 0.0

    def ask(
        self,
        method: str,
        path: str = STATEMENTS,
        content: Any = None,
        headers: dict[str, str] | None = None,
        **parameters: Any,
    ) -> Answer:
        """Ask and answer. ``content`` is bytes, or goes as JSON.

        Raises ``OSError`` or ``HTTPException`` when no whole answer came.
        """
        if time.monotonic() - self.last > IDLE:
            self.connection.close()
        if parameters:
            path = f"{path}?{query(**parameters)}"
        sent = {**self.headers, **(headers or {})}
        body = None
        if content is not None:
            body = content if isinstance(content, bytes) else as_text(content).encode()
            sent.setdefault("Content-Type", "application/json")
        try:
            self._open()
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise
        self.last = time.monotonic()
        return answer

    def _open(self) -> None:
        if self.connection.sock is None:
            self.connection.connect()
            # Head and body go in two pieces: the second must not wait for the first.
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def store(self, *statements: Json) -> Answer:
        """POST one statement, or several as a batch."""
        return self.ask(
            "POST", content=statements[0] if len(statements) == 1 else statements
        )

    def pages(self, **parameters: Any) -> Iterator[list[Json]]:
        """The pages of a list, followed through ``more``. Each must answer 200."""
        answer = self.ask("GET", **parameters)
        while True:
            assert answer.status == http.HTTPStatus.OK, answer
            page = answer.json
            yield page["statements"]
            if not page["more"]:
                return
            answer = self.ask("GET", quote(page["more"], safe="/?&=%:;,+~!$'()*@#-._"))

    def ids(self, **parameters: Any) -> list[str]:
        """The ids of all statements that match, in the order in which they came."""
        return [one for page in self.pages(**parameters) for one in ids(page)]

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        self.connection.close()
