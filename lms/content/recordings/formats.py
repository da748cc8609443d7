"""The formats that browsers play, told apart by their first bytes."""

import struct
from collections.abc import Callable
from typing import BinaryIO, Final

from .boxes import mp4_duration
from .ebml import webm_duration
from .frames import mp3_duration, ogg_duration, wav_duration

HEAD: Final = 4096

# Which names of files each format goes by.
VIDEO: Final = {"mp4": ("mp4",), "webm": ("webm",)}
AUDIO: Final = {
    "mp3": ("mp3",),
    "mp4": ("m4a",),
    "ogg": ("ogg", "opus"),
    "wav": ("wav",),
}

_DURATIONS: Final[dict[str, Callable[[BinaryIO], float | None]]] = {
    "mp4": mp4_duration,
    "webm": webm_duration,
    "ogg": ogg_duration,
    "wav": wav_duration,
    "mp3": mp3_duration,
}


def format_of(file: BinaryIO) -> str | None:
    """What a file is by its first bytes: a key of ``VIDEO`` or ``AUDIO``, or nothing."""
    file.seek(0)
    head = file.read(HEAD)
    if head[4:8] == b"ftyp":
        return "mp4"
    # Matroska begins in the same way; its document type tells them apart.
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return "webm"
    if head.startswith(b"OggS"):
        return "ogg"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"ID3") or _begins_with_a_frame(head):
        return "mp3"
    return None


def _begins_with_a_frame(head: bytes) -> bool:
    """Whether an MPEG audio frame of layer III begins here."""
    return len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2


def duration_of(file: BinaryIO) -> float | None:
    """How many seconds it lasts; nothing when the file does not say or is broken."""
    found = format_of(file)
    if found is None:
        return None
    file.seek(0)
    try:
        seconds = _DURATIONS[found](file)
    except (
        IndexError,
        KeyError,
        ValueError,
        ZeroDivisionError,
        EOFError,
        struct.error,
    ):
        return None
    return seconds if seconds and 0 < seconds < 7 * 24 * 3600 else None
