"""Office files: zip archives whose parts are bounded before anybody opens them.

Plain Python. A document or a workbook is a zip archive (ISO/IEC 29500-2, OPC;
OpenDocument 1.3, part two), so what it would become when it is opened is bounded: in
itself, and by its size, so that a small file never costs much to judge.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import IO, Final

MOST_UNPACKED: Final = 100 * 1024 * 1024
# What a document can grow to whatever its size, and else by how much. Text of offices
# packs to a twentieth; a bomb to a thousandth.
FREELY_UNPACKED: Final = 10 * 1024 * 1024
MOST_TIMES: Final = 100
MOST_PARTS: Final = 2_000
CHUNK: Final = 256 * 1024
# What tells a DTD: an office document has none, and entities can grow without end.
DTD: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
LISTED: Final = b"PK\x01\x02"  # how each part of a package is listed (APPNOTE 4.3.12)

Content = IO[bytes]


def parts_of(content: Content) -> set[str]:
    """The names of the parts of a package.

    None for what is damaged or encrypted, has too many parts or a DTD, or grows too
    large. Every part is unpacked once, piece by piece and into nothing, because a package
    can lie about how large its parts are.
    """
    size = _size_of_a_package(content)
    if not size:
        return set()
    try:
        with zipfile.ZipFile(content) as archive:
            parts = archive.infolist()
            if not _is_bounded(parts, size) or _has_a_dtd(archive, parts):
                return set()
    except (
        *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
        *(RuntimeError, NotImplementedError, ValueError),
    ):
        return set()
    return {part.filename for part in parts}


def _size_of_a_package(content: Content) -> int:
    """How large it is; nothing for what begins as no package, or lists too many parts.

    They are counted before anything reads the list: that of a hostile file of 20 MB names
    half a million, and takes six seconds and 200 MB to read.
    """
    if content.read(4) != b"PK\x03\x04":
        return 0
    listed, before = 0, b""
    while chunk := content.read(CHUNK):
        listed += (before + chunk).count(LISTED)
        if listed > MOST_PARTS:
            return 0
        before = chunk[1 - len(LISTED) :]
    return content.tell()


def _is_bounded(parts: list[zipfile.ZipInfo], size: int) -> bool:
    plain = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    most = min(MOST_UNPACKED, max(FREELY_UNPACKED, MOST_TIMES * size))
    return sum(part.file_size for part in parts) <= most and all(
        not part.flag_bits & 0x1 and part.compress_type in plain for part in parts
    )


def _has_a_dtd(archive: zipfile.ZipFile, parts: Iterable[zipfile.ZipInfo]) -> bool:
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        with archive.open(part) as unpacked:
            before = b""
            while chunk := unpacked.read(CHUNK):
                if is_xml and DTD.search(before + chunk):
                    return True
                before = chunk[-16:]
    return False
