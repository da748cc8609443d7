"""Statements with their attachments in one body: multipart/mixed (part three, 1.5.2).

Read as RFC 2046 has it, without decoding: attachments are binary.
"""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from lms.xapi.statements import formats
from lms.xapi.storing import Part

from .asking import content_type_of, media_type
from .errors import BadRequest

MAX_PARTS: Final = 1000
_MAX_HEAD: Final = 8 * 1024
_HASH: Final = "x-experience-api-hash"
_ENCODING: Final = "content-transfer-encoding"
_BOUNDARY: Final = re.compile(
    r"[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]"
)
# By the number of hexadecimal digits (part two, 2.4.11: SHA-2).
_DIGESTS: Final = {56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}


@dataclass(frozen=True, slots=True)
class Multipart:
    """The statements as JSON, and the attachments by their SHA-2 in lower case."""

    statements: bytes
    parts: Mapping[str, Part] = field(default_factory=dict)

    def require(self, *, declared: Collection[str], needed: Collection[str]) -> None:
        """Raise ``BadRequest`` unless parts and attachments match by their SHA-2.

        ``declared`` are those of all attachments in the statements; ``needed`` those
        of the attachments without ``fileUrl``. Lower case both.
        """
        for sha2 in self.parts:
            if sha2 not in declared:
                msg = f"A part has the hash {sha2}, which no attachment names (part three, 1.5.2)."
                raise BadRequest(msg)
        for sha2 in needed:
            if sha2 not in self.parts:
                msg = f"The attachment {sha2} has no fileUrl, and no part is it (part three, 1.5.2)."
                raise BadRequest(msg)


def read(content_type: str, body: bytes) -> Multipart:
    """The parts of ``body``, of which every hash was checked.

    Raises ``BadRequest``, saying what does not follow the specification.
    """
    kind, parameters = media_type(content_type)
    if kind != "multipart/mixed":
        msg = "Statements with attachments come as multipart/mixed (part three, 1.5.2)."
        raise BadRequest(msg)
    boundary = parameters.get("boundary", "")
    if not _BOUNDARY.fullmatch(boundary):
        msg = "The Content-Type multipart/mixed needs a boundary (RFC 2046, 5.1.1)."
        raise BadRequest(msg)
    first, *others = _split(body, boundary.encode())
    headers, statements = _headers(first)
    if media_type(headers.get("content-type", ""))[0] != "application/json":
        msg = "The first part holds the statements, as application/json (part three, 1.5.2)."
        raise BadRequest(msg)
    return Multipart(statements, dict(map(_attachment, others)))


def _split(body: bytes, boundary: bytes) -> list[bytes]:
    """The parts between the delimiters, one at least."""
    delimiter = re.compile(
        rb"(?:\A|\r\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r\n|\Z)"
    )
    parts: list[bytes] = []
    start: int | None = None
    for found in delimiter.finditer(body):
        if start is not None:
            parts.append(body[start : found.start()])
        if len(parts) > MAX_PARTS:
            msg = f"The body has more than {MAX_PARTS} parts."
            raise BadRequest(msg)
        if found[1]:
            if not parts:
                break
            return parts
        start = found.end() + 2
    msg = "The body has no parts between its boundaries, or does not end with one (RFC 2046, 5.1.1)."
    raise BadRequest(msg)


def _headers(part: bytes) -> tuple[dict[str, str], bytes]:
    """The headers of a part, by name in lower case, and its content."""
    head, blank, content = part.partition(b"\r\n\r\n")
    if not blank or len(head) > _MAX_HEAD:
        msg = "A part has no headers that an empty line ends (RFC 2046, 5.1)."
        raise BadRequest(msg)
    headers: dict[str, str] = {}
    for line in head.split(b"\r\n"):
        name, colon, value = line.partition(b":")
        key = name.decode("latin-1").lower()
        if not colon or not key or key != key.strip() or key in headers:
            msg = "A header of a part cannot be read, or occurs twice."
            raise BadRequest(msg)
        headers[key] = value.decode("latin-1").strip()
    return headers, content


def _attachment(part: bytes) -> tuple[str, Part]:
    headers, content = _headers(part)
    sha2 = headers.get(_HASH, "").lower()
    if not formats.is_sha2(sha2):
        msg = "Every part after the first needs its SHA-2 in X-Experience-API-Hash (part three, 1.5.2)."
        raise BadRequest(msg)
    # An encoding that is not told is binary (part three, 1.5.2).
    if headers.get(_ENCODING, "binary").lower() != "binary":
        msg = "Every part after the first has the Content-Transfer-Encoding binary (part three, 1.5.2)."
        raise BadRequest(msg)
    if hashlib.new(_DIGESTS[len(sha2)], content).hexdigest() != sha2:
        msg = f"The part with the hash {sha2} has another one (part three, 1.5.2)."
        raise BadRequest(msg)
    return sha2, Part(content_type_of(headers.get("content-type", "")), content)
