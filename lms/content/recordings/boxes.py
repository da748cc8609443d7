"""MP4 (ISO/IEC 14496-12): boxes within boxes; ``moov/mvhd`` says how long it lasts."""

from typing import BinaryIO, Final

MOST_BOXES: Final = 1000


def mp4_duration(file: BinaryIO) -> float | None:
    """Seconds by the movie header."""
    end = file.seek(0, 2)
    movie = _find(file, b"moov", 0, end)
    header = _find(file, b"mvhd", *movie) if movie else None
    if header is None:
        return None
    file.seek(header[0])
    content = _exactly(file, 32)
    if content[0] == 1:
        scale, length = content[20:24], content[24:32]
    else:
        scale, length = content[12:16], content[16:20]
    return _number(length) / _number(scale)


def _find(file: BinaryIO, name: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Where the content of a box begins and ends, among those from ``start``."""
    for _turn in range(MOST_BOXES):
        if start + 8 > end:
            return None
        file.seek(start)
        header = _exactly(file, 8)
        size, content = _number(header[:4]), start + 8
        if size == 1:
            size, content = _number(_exactly(file, 8)), start + 16
        stop = end if size == 0 else start + size
        if header[4:] == name:
            return content, min(stop, end)
        if stop <= start:
            return None
        start = stop
    return None


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _exactly(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) < count:
        raise EOFError
    return found
