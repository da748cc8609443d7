"""What a camera writes beside a picture, taken out: where it was taken, when and with what.

The picture itself stays byte by byte as it was: nothing is decoded and nothing encoded
anew. Plain Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Final

from PIL import Image

SOI, EOI = b"\xff\xd8", b"\xff\xd9"
SOS: Final = 0xDA
# Exif and XMP, several pictures in one file (which hold Exif of their own), what
# agencies add, and comments (ISO/IEC 10918-1, B.2.4; CIPA DC-007).
APP0, APP1, APP2, APP13, COMMENT = 0xE0, 0xE1, 0xE2, 0xED, 0xFE
SEVERAL: Final = b"MPF\x00"
ORIENTATION: Final = 0x0112
PNG: Final = b"\x89PNG\r\n\x1a\n"
# ISO/IEC 15948, 11.3.3 and 11.3.5: text, the moment of the last change, and Exif.
TELLING: Final = {b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"}


def without_metadata(kind: str, content: IO[bytes]) -> bytes | None:
    """The picture without them; nothing for other kinds, and for what cannot be read."""
    strip = STRIPS.get(kind)
    if strip is None:
        return None
    content.seek(0)
    try:
        return b"".join(strip(content.read()))
    except (ValueError, IndexError):
        return None
    finally:
        content.seek(0)


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Segments up to the picture, then the picture; a way up that matters is kept."""
    yield SOI
    upright = _upright(data)
    at = len(SOI)
    while data[at + 1] != SOS:
        if data[at] != 0xFF:
            raise ValueError("no segment begins here")
        marker = data[at + 1]
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        segment, at = data[at:end], end
        if upright and marker != APP0:  # which comes first, when it is there
            yield upright
            upright = b""
        if not _tells(marker, segment):
            yield segment
    yield upright
    yield data[at : data.index(EOI, at) + len(EOI)]


def _tells(marker: int, segment: bytes) -> bool:
    if marker == APP2:
        return segment[4:8] == SEVERAL
    return marker in {APP1, APP13, COMMENT}


def _upright(data: bytes) -> bytes:
    """A segment that says how to turn the picture and nothing else; empty for not at all."""
    exif = Image.Exif()
    start = data.find(b"Exif\x00\x00")
    if start < 0:
        return b""
    try:
        exif.load(data[start:])
        turn = exif.get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a stranger wrote it: whatever it breaks
        return b""
    if turn not in range(2, 9):
        return b""
    alone = Image.Exif()
    alone[ORIENTATION] = turn
    told = alone.tobytes()
    return bytes([0xFF, APP1]) + (len(told) + 2).to_bytes(2) + told


def _png(data: bytes) -> Iterator[bytes]:
    """Chunks up to the end; what stands behind it is no part of the picture."""
    yield PNG
    at, kind = len(PNG), b""
    while kind != b"IEND":
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if len(kind) < 4:
            raise ValueError("it ends before its end")
        end = at + 12 + length
        if kind not in TELLING:
            yield data[at:end]
        at = end


STRIPS: Final[dict[str, Callable[[bytes], Iterator[bytes]]]] = {
    "jpg": _jpeg,
    "png": _png,
}
