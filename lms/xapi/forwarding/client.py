"""tincan's RemoteLRS with what it lacks: a time-out, one lasting connection, raw bytes.

It follows no redirect, so key and secret reach no host but the one that was named, and
it refuses a certificate that the system does not trust.
"""

import base64
import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from tincan.http_request import HTTPRequest
from tincan.lrs_response import LRSResponse
from tincan.remote_lrs import RemoteLRS

from lms.xapi.enums import Trouble
from lms.xapi.statements.versions import Version

SECONDS: Final = 20.0
MOST_OF_AN_ANSWER: Final = 256 * 1024


class NoAnswer(Exception):
    """The request got no answer; ``trouble`` says what kind of failure that is."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        self.trouble = trouble
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an LRS answered: the start of its body, and when it wants to be asked again."""

    status: int
    text: str
    retry_after: str | None


class RawRequest(HTTPRequest):
    """A request whose content goes out byte for byte; tincan's own takes text alone."""

    @property
    def content(self) -> bytes | None:
        """The body."""
        return self._content

    @content.setter
    def content(self, value: bytes | None) -> None:
        self._content = value


class OutsideLRS(RemoteLRS):
    """An outside LRS, over one connection that lasts until ``close``.

    ``seconds`` bounds a whole request, not each read of it: a server that drips an
    answer byte by byte takes no longer than one that is silent.
    """

    _props = [*RemoteLRS._props, "seconds", "connection"]  # noqa: SLF001

    def __init__(
        self,
        endpoint: str,
        *,
        version: Version,
        key: str,
        secret: str,
        seconds: float = SECONDS,
    ) -> None:
        pair = base64.b64encode(f"{key}:{secret}".encode()).decode()
        self._seconds = seconds
        self._connection: http.client.HTTPConnection | None = None
        super().__init__(endpoint=endpoint, version=version.value, auth=f"Basic {pair}")

    @property
    def version(self) -> str:
        """The version of the specification that is spoken; tincan's own stops at 1.0.3."""
        return self._version

    @version.setter
    def version(self, value: str | None) -> None:
        self._version = Version(value).value if value else Version.ONE.value

    def post_statements(self, body: bytes, content_type: str) -> Answer:
        """Send statements as they are (part three, 2.1.2).

        Raises ``NoAnswer``; whether the LRS has them is then unknown.
        """
        request = RawRequest(
            method="POST",
            resource="statements",
            headers={"Content-Type": content_type},
            content=body,
        )
        reply = self._send_request(request)
        return Answer(
            reply.response.status, reply.data, reply.response.headers["Retry-After"]
        )

    def close(self) -> None:
        """Let go of the connection; a later request makes a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _send_request(self, request: HTTPRequest) -> LRSResponse:
        """Send a request without parameters in its address. Raises ``NoAnswer``."""
        lasting = self._connection is not None
        try:
            return self._exchange(request)
        except NoAnswer as failure:
            # A server may have closed a connection that was idle: that is no failure.
            if not lasting or failure.trouble != Trouble.UNREACHABLE:
                raise
        return self._exchange(request)

    def _exchange(self, request: HTTPRequest) -> LRSResponse:
        connection = self._connect()
        with self._in_time(connection):
            connection.request(
                request.method,
                self._path(request),
                body=request.content,
                headers=self._headers(request),
            )
            response = connection.getresponse()
            data = response.read(MOST_OF_AN_ANSWER)
        if not response.isclosed() or response.will_close:
            self.close()
        return LRSResponse(
            success=200 <= response.status < 300,
            request=request,
            response=response,
            data=data.decode("utf-8", "replace"),
        )

    def _connect(self) -> http.client.HTTPConnection:
        if self._connection is None:
            try:
                address = urlsplit(self.endpoint)
                where = (address.hostname or "", address.port)
            except ValueError as error:  # a port past 65535
                raise NoAnswer(Trouble.UNREACHABLE, str(error)) from error
            if address.scheme == "https":
                self._connection = http.client.HTTPSConnection(
                    *where, timeout=self._seconds, context=ssl.create_default_context()
                )
            else:
                self._connection = http.client.HTTPConnection(
                    *where, timeout=self._seconds
                )
        return self._connection

    def _path(self, request: HTTPRequest) -> str:
        return urlsplit(self.endpoint).path + str(request.resource)

    def _headers(self, request: HTTPRequest) -> dict[str, Any]:
        return {
            "X-Experience-API-Version": self.version,
            "Authorization": self.auth,
            **request.headers,
        }

    @contextlib.contextmanager
    def _in_time(self, connection: http.client.HTTPConnection) -> Iterator[None]:
        """Cut the connection when the time is over; turns every failure into ``NoAnswer``."""
        late = threading.Event()

        def cut() -> None:
            late.set()
            with contextlib.suppress(OSError, AttributeError):
                connection.sock.shutdown(socket.SHUT_RDWR)

        watch = threading.Timer(self._seconds, cut)
        watch.daemon = True
        watch.start()
        try:
            yield
            if late.is_set():
                raise TimeoutError
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise _no_answer(error, late=late.is_set()) from error
        finally:
            watch.cancel()


def _no_answer(error: Exception, *, late: bool) -> NoAnswer:
    detail = f"{type(error).__name__}: {error}"[:1000]
    if late or isinstance(error, TimeoutError):
        return NoAnswer(Trouble.TIMEOUT, detail)
    if isinstance(error, ssl.SSLCertVerificationError):
        return NoAnswer(Trouble.INSECURE, detail)
    if isinstance(error, (OSError, http.client.RemoteDisconnected)):
        return NoAnswer(Trouble.UNREACHABLE, detail)
    return NoAnswer(Trouble.GARBAGE, detail)
