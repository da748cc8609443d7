"""Captions are read, or refused with the line and what to do there."""

import time

import pytest
from django.utils import translation

from lms.content.captions import (
    MOST_BYTES,
    BrokenCaptions,
    Cue,
    on_the_clock,
    read_captions,
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


HEAD = "WEBVTT - van Nadia\nKind: captions\n\n"
FIRST = "00:01.000 --> 00:04.000\nEerst dit.\n\n"


def read(text, **known):
    return read_captions(text.encode(), **known)


def test_what_is_said_is_read_with_its_times():
    cues = read(
        "\ufeffWEBVTT - van Nadia\r\nKind: captions\r\n\r\n"
        "NOTE wie dit leest\r\n  --  hoort niets\r\n\r\n"
        "STYLE\r\n::cue { color: red }\r\n\r\n"
        "1\r\n00:01.000 --> 00:04.000 align:start\r\n<v Nadia>Mag <i>dat</i></v>\r\nwel?\r\n\r\n"
        "01:00:00.250\t-->\t01:00:02.000\r\nJa &amp; nee."
    )

    assert cues == (
        Cue(1.0, 4.0, "Mag dat wel?"),
        Cue(3600.25, 3602.0, "Ja & nee."),
    )


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("1\n00:01,000 --> 00:02,000\nx", 1, "WebVTT"),
        ("WEBVTTx\n\n" + FIRST, 1, "WEBVTT"),
        (HEAD, 4, "no caption"),
        (HEAD + "00:01,000 --> 00:02,000\nx", 4, "point"),
        (HEAD + "00:01.000 -> 00:02.000\nx", 4, "no times"),
        (HEAD + "00:61.000 --> 00:62.000\nx", 4, "00:01.000"),
        (HEAD + FIRST + "00:05.000 --> 00:05.000\nx", 7, "before it begins"),
        (HEAD + FIRST + "00:00.500 --> 00:02.000\nx", 7, "in order"),
        (HEAD + FIRST + "00:05.000 --> 00:20.000\nx", 7, "0:12"),
        (HEAD + FIRST + "00:05.000 --> 00:06.000\n\n", 7, "empty"),
        (HEAD + FIRST.rstrip() + "\n00:05.000 --> 00:06.000\nx", 6, "blank line"),
        (HEAD + FIRST + "los\neindje\n00:05.000 --> 00:06.000\nx", 9, "blank line"),
        (HEAD + FIRST + "x\0y", 7, "no text has"),
    ],
)
def test_what_is_broken_is_told_by_its_line(text, line, hint):
    with pytest.raises(BrokenCaptions) as refused:
        read(text, duration=12)

    assert refused.value.line == line
    assert str(refused.value).startswith(f"Line {line}: ")
    assert hint in str(refused.value)


def test_another_encoding_is_told_by_its_line():
    with pytest.raises(BrokenCaptions, match=r"Line 5: .*UTF-8"):
        read_captions((HEAD + "00:01.000 --> 00:02.000\nCaf\u00e9").encode("latin-1"))


def test_a_file_that_is_no_captions_by_its_size_is_not_read():
    with pytest.raises(BrokenCaptions, match="1 MB"):
        read_captions(b"WEBVTT\n\n" + b"x" * MOST_BYTES)


def test_captions_may_overlap_and_end_with_the_recording():
    cues = read(HEAD + FIRST + "00:02.000 --> 00:12.400\nEn dat.", duration=12)

    assert [cue.start for cue in cues] == [1.0, 2.0]


def test_a_moment_as_on_a_clock():
    assert [on_the_clock(s) for s in (0, 59.9, 192, 3792)] == [
        "0:00",
        "0:59",
        "3:12",
        "1:03:12",
    ]


@pytest.mark.parametrize("hours", ["9" * 5000, "\u0661\u0662"])
def test_hours_that_no_recording_has_are_refused(hours):
    with pytest.raises(BrokenCaptions):
        read(HEAD + f"{hours}:00:01.000 --> {hours}:00:02.000\nx")


def test_a_line_of_nothing_but_brackets_costs_no_more_than_another():
    begin = time.monotonic()

    (cue,) = read(HEAD + "00:01.000 --> 00:04.000\n" + "<" * 300_000)

    assert cue.text
    assert time.monotonic() - begin < 2
