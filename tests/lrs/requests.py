"""A request as it goes over the line, with nothing that a client library would mend."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus


@dataclass
class Request:
    """A request as it goes over the line."""

    method: str
    path: str
    parameters: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    valid: bool = False
    raw_query: bytes = b""
    chunked: bool = False
    claims: int = 0  # so many bytes more than there are

    @property
    def query(self) -> bytes:
        """The query string, percent-encoded unless it is a ``raw_query``."""
        if self.raw_query:
            return self.raw_query
        pairs = (
            f"{quote_plus(name, errors='surrogatepass')}="
            f"{quote_plus(value, errors='surrogatepass')}"
            for name, value in self.parameters
        )
        return "&".join(pairs).encode()

    @property
    def target(self) -> bytes:
        """The path, percent-encoded."""
        return quote(
            self.path, safe="/%:@!$&'()*+,;=~", errors="surrogatepass"
        ).encode()

    @property
    def sends_body(self) -> bool:
        return bool(self.body) or self.method in {"PUT", "POST"}

    def wire(self) -> bytes:
        """The bytes."""
        target = self.target + (b"?" + self.query if self.query else b"")
        lines = [
            self.method.encode() + b" " + target + b" HTTP/1.1",
            b"Host: 127.0.0.1",
        ]
        for name, value in self.headers.items():
            text = value.replace("\r", " ").replace("\n", " ")
            lines.append(name.encode() + b": " + text.encode("utf-8", "replace"))
        body = self.body
        if self.chunked:
            lines.append(b"Transfer-Encoding: chunked")
            body = (
                b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n"
            )
        elif self.sends_body:
            lines.append(b"Content-Length: %d" % (len(body) + self.claims))
        return b"\r\n".join(lines) + b"\r\n\r\n" + body
