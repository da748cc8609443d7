"""What stands in a PDF of a stranger, read without following its structure.

Plain Python. A PDF parser would do what the file tells it to: follow references in
circles, unpack bombs, count to two thousand million. Everything here is one pass over
bounded bytes instead: signatures where their byte range says, streams that unpack to a
bounded size, and the codes and the facts that stand in them.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_SIGNATURES = 4
MOST_CODES = 4
MOST_STREAMS = 1000
MOST_UNPACKED = 256 * 1024
MOST_UNPACKED_IN_ALL = 8 * 1024 * 1024
MOST_CMS = 64 * 1024

_BYTE_RANGE = re.compile(
    rb"/ByteRange\s{0,9}\[\s{0,9}0\s{1,9}(\d{1,9})\s{1,9}(\d{1,9})\s{1,9}(\d{1,9})\s{0,9}\]"
)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# A code in the alphabet of certification.codes, as it is printed. In the literal strings
# of a PDF a dash may be written \055 (ISO 32000-1, 7.3.4.2).
_DASH = rb"(?:-|\\055)"
_FOUR = rb"[0-9A-HJKMNP-TV-Z]{4}"
_CODE = re.compile(
    rb"(?<![0-9A-Z-])"
    + _FOUR
    + (rb"(?:" + _DASH + _FOUR + rb"){3}")
    + rb"(?![0-9A-Z-])"
)
_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature that stands in a PDF: its CMS, and what it says that it covers."""

    cms: bytes
    digest: bytes
    """The SHA-256 of the bytes that it covers."""

    end: int
    """Where the last byte that it covers ends."""


def looks_like_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does; readers forgive something in front of it."""
    return _HEADER in content[:_HEADER_WITHIN]


def signatures(content: bytes) -> tuple[Signature, ...]:
    """The signatures that have all their bytes here, the last one first."""
    found = []
    for match in list(_BYTE_RANGE.finditer(content))[-MOST_SIGNATURES:]:
        begin, again, length = (int(number) for number in match.groups())
        gap = content[begin:again]
        if not begin < again <= again + length <= len(content):
            continue
        if not (
            gap.startswith(b"<") and gap.endswith(b">") and len(gap) < 2 * MOST_CMS
        ):
            continue
        try:
            cms = bytes.fromhex(gap[1:-1].decode("ascii"))
        except ValueError:
            continue
        digest = hashlib.sha256(content[:begin])
        digest.update(content[again : again + length])
        found.append(Signature(cms=cms, digest=digest.digest(), end=again + length))
    return tuple(reversed(found))


def is_cut_off(content: bytes) -> bool:
    """Whether a signature says that it covers more than there is."""
    return any(
        int(match[2]) + int(match[3]) > len(content)
        for match in _BYTE_RANGE.finditer(content)
    )


def codes(content: bytes) -> tuple[str, ...]:
    """The first few verification codes in it, packed or not."""
    found: dict[str, None] = {}
    for text in (content, *unpacked(content)):
        for match in _CODE.finditer(text):
            found[match[0].replace(b"\\055", b"-").decode()] = None
            if len(found) == MOST_CODES:
                return tuple(found)
    return tuple(found)


def attached_facts(content: bytes, kind: str) -> dict[str, Any] | None:
    """The first JSON object in it of this kind."""
    for text in unpacked(content):
        start = text.lstrip()[:1]
        if start == b"{" and kind.encode() in text:
            try:
                facts = json.loads(text)
            except (ValueError, RecursionError):
                continue
            if isinstance(facts, dict) and facts.get("kind") == kind:
                return facts
    return None


def unpacked(content: bytes) -> Iterator[bytes]:
    """What stands in its streams, as far as it is of bounded size and not encrypted."""
    left = MOST_UNPACKED_IN_ALL
    view = memoryview(content)
    for number, match in enumerate(_STREAM.finditer(content)):
        if number == MOST_STREAMS or left <= 0:
            return
        packed = view[match.end() : match.end() + MOST_UNPACKED]
        text = _inflated(packed) if bytes(packed[:1]) == b"\x78" else _plain(packed)
        left -= len(text)
        yield text


def _inflated(packed: memoryview) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MOST_UNPACKED)
    except zlib.error:
        return b""


def _plain(packed: memoryview) -> bytes:
    text, end, _rest = bytes(packed).partition(b"endstream")
    return text if end else b""
