"""WebM (RFC 8794 and 9559): elements within elements; ``Segment/Info/Duration``."""

import struct
from typing import BinaryIO, Final

MOST_ELEMENTS: Final = 1000
SEGMENT: Final = 0x18538067
INFO: Final = 0x1549A966
SCALE: Final = 0x2AD7B1
DURATION: Final = 0x4489
NANOSECONDS: Final = 1_000_000_000
USUAL_SCALE: Final = 1_000_000


def webm_duration(file: BinaryIO) -> float | None:
    """Seconds by the information of the segment; a recording of a browser has none."""
    end = file.seek(0, 2)
    segment = _find(file, SEGMENT, 0, end)
    info = _find(file, INFO, *segment) if segment else None
    duration = _find(file, DURATION, *info) if info else None
    if info is None or duration is None:
        return None
    scale = _find(file, SCALE, *info)
    ticks = _float(_content(file, *duration))
    each = int.from_bytes(_content(file, *scale), "big") if scale else USUAL_SCALE
    return ticks * each / NANOSECONDS


def _find(file: BinaryIO, wanted: int, start: int, end: int) -> tuple[int, int] | None:
    """Where the content of an element begins and ends, among those from ``start``."""
    for _turn in range(MOST_ELEMENTS):
        if start >= end:
            return None
        file.seek(start)
        name = _variable(file, keep_marker=True)
        size = _variable(file, keep_marker=False)
        content = file.tell()
        stop = end if size is None else min(content + size, end)
        if name == wanted:
            return content, stop
        start = stop
    return None


def _variable(file: BinaryIO, *, keep_marker: bool) -> int | None:
    """A number of one to eight bytes; the first bit that is set says how many.

    A size with every bit set is not known: nothing.
    """
    first = file.read(1)
    if not first or not first[0]:
        raise EOFError
    length = 9 - first[0].bit_length()
    rest = file.read(length - 1)
    if len(rest) < length - 1:
        raise EOFError
    value = int.from_bytes(first + rest, "big")
    if keep_marker:
        return value
    unknown = (1 << 7 * length) - 1
    value &= unknown
    return None if value == unknown else value


def _content(file: BinaryIO, start: int, stop: int) -> bytes:
    file.seek(start)
    return file.read(min(stop - start, 8))


def _float(raw: bytes) -> float:
    return float(struct.unpack(">d" if len(raw) == 8 else ">f", raw)[0])
