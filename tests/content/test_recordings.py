"""What a file is and how long it lasts is read from its bytes, not from its name."""

from io import BytesIO

import pytest

from lms.content import recordings
from tests.factories.media import FILES


@pytest.mark.parametrize(
    ("name", "kind", "seconds"),
    [
        ("clip.webm", "webm", 12.008),
        ("clip.mp4", "mp4", 3.0),
        ("tone.m4a", "mp4", 2.0),
        ("tone.mp3", "mp3", 2.088),
        ("tone.ogg", "ogg", 2.0),
        ("tone.wav", "wav", 1.0),
        ("clip.mkv", None, None),  # Matroska, which browsers do not promise to play
    ],
)
def test_each_format_says_what_it_is_and_how_long(name, kind, seconds):
    with (FILES / name).open("rb") as file:
        assert recordings.format_of(file) == kind
        assert recordings.duration_of(file) == pytest.approx(seconds, abs=0.01)


@pytest.mark.parametrize("name", ["clip.webm", "clip.mp4", "tone.mp3", "tone.ogg"])
def test_a_file_that_ends_early_does_no_harm(name):
    whole = (FILES / name).read_bytes()
    for length in range(0, min(len(whole), 400), 3):
        seconds = recordings.duration_of(BytesIO(whole[:length]))
        assert seconds is None or seconds > 0


def test_what_is_neither_sound_nor_picture_is_nothing():
    assert recordings.format_of(BytesIO(b"<svg></svg>")) is None
    assert recordings.format_of(BytesIO(b"")) is None
    assert recordings.duration_of(BytesIO(b"MZ")) is None
