"""Statements with their attachments in one body: multipart/mixed (part three, 1.5.2).

Written here, for who asks them of us and for who gets them from us. Reading what a
client sent is for ``lms.xapi.lrs.multipart``.
"""

import secrets
from collections.abc import Mapping

from .attachments import Part


def encode(statements: bytes, parts: Mapping[str, Part]) -> tuple[bytes, str]:
    """The body of JSON with attachments by their SHA-2, and its content type."""
    boundary = secrets.token_hex(16)
    pieces = [_piece(boundary, {"Content-Type": "application/json"}, statements)]
    pieces += [
        _piece(
            boundary,
            {
                "Content-Type": part.content_type,
                "Content-Transfer-Encoding": "binary",
                "X-Experience-API-Hash": sha2,
            },
            part.content,
        )
        for sha2, part in parts.items()
    ]
    pieces.append(f"--{boundary}--\r\n".encode())
    return b"".join(pieces), f"multipart/mixed; boundary={boundary}"


def _piece(boundary: str, headers: Mapping[str, str], content: bytes) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"--{boundary}\r\n{lines}\r\n".encode() + content + b"\r\n"
