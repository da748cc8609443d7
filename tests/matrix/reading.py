"""What an answer says, whatever it is: a page, JSON, a stream, a workbook, a zip."""

from __future__ import annotations

import io
import zipfile
from typing import Any

MARK = b"PK\x03\x04"


def text_of(answer: Any) -> str:
    """Everything that can be read in it: the body, what is packed in it, its headers."""
    body = b"".join(answer) if answer.streaming else answer.content
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return headers + "\n" + _unpacked(body)


def _unpacked(body: bytes) -> str:
    if not body.startswith(MARK):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(
            f"{name}\n{_unpacked(archive.read(name))}" for name in archive.namelist()
        )
