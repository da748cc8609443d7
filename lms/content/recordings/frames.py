"""Sound alone: WAV says it in its header, Ogg on its last page, MP3 in its first frame."""

import struct
from typing import BinaryIO, Final

TAIL: Final = 65_536 * 2
OPUS_RATE: Final = 48_000

# MPEG audio, layer III (ISO/IEC 11172-3 and 13818-3), by the bits of a frame's header.
_BIT_RATES_ONE: Final = (
    0,
    32,
    40,
    48,
    56,
    64,
    80,
    96,
    112,
    128,
    160,
    192,
    224,
    256,
    320,
)
_BIT_RATES_TWO: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLE_RATES: Final = {
    3: (44100, 48000, 32000),
    2: (22050, 24000, 16000),
    0: (11025, 12000, 8000),
}


def wav_duration(file: BinaryIO) -> float | None:
    """Bytes of sound, by how many of them make a second."""
    file.seek(12)
    per_second = 0
    while len(header := file.read(8)) == 8:
        name, size = header[:4], int.from_bytes(header[4:], "little")
        if name == b"fmt ":
            per_second = int.from_bytes(file.read(16)[8:12], "little")
            file.seek(size - 16 + size % 2, 1)
        elif name == b"data":
            return size / per_second
        else:
            file.seek(size + size % 2, 1)
    return None


def ogg_duration(file: BinaryIO) -> float | None:
    """The moment at which the last page ends, by the rate of what is in it."""
    head = file.read(512)
    if (place := head.find(b"OpusHead")) >= 0:
        rate = OPUS_RATE
        skipped = int.from_bytes(head[place + 10 : place + 12], "little")
    elif (place := head.find(b"\x01vorbis")) >= 0:
        rate = int.from_bytes(head[place + 12 : place + 16], "little")
        skipped = 0
    else:
        return None
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    page = tail.rfind(b"OggS")
    moment: int = struct.unpack("<q", tail[page + 6 : page + 14].ljust(8, b"\0"))[0]
    return (moment - skipped) / rate


def mp3_duration(file: BinaryIO) -> float | None:
    """By the number of frames where the first one tells, else by the bit rate."""
    size = file.seek(0, 2)
    start = _after_tags(file)
    file.seek(start)
    frame = file.read(256)
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE6 != 0xE2:
        return None
    version = frame[1] >> 3 & 3
    rate = _SAMPLE_RATES[version][frame[2] >> 2 & 3] if version != 1 else 0
    samples = 1152 if version == 3 else 576
    for mark in (b"Xing", b"Info"):
        place = frame.find(mark)
        if place >= 0 and frame[place + 7] & 1:
            frames = int.from_bytes(frame[place + 8 : place + 12], "big")
            return frames * samples / rate
    rates = _BIT_RATES_ONE if version == 3 else _BIT_RATES_TWO
    return (size - start) * 8 / (rates[frame[2] >> 4] * 1000)


def _after_tags(file: BinaryIO) -> int:
    """Where the sound begins: after an ID3v2 tag, whose size has seven bits a byte."""
    file.seek(0)
    head = file.read(10)
    if not head.startswith(b"ID3"):
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return size + 10
