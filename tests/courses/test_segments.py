"""What was seen is a set of seconds: seen twice is seen once."""

import json
from uuid import uuid4

import pytest

from courses.watching import (
    Unreadable,
    Watchable,
    bounded,
    merged,
    read_report,
    told,
    total,
)


def test_half_watched_twice_is_half():
    assert total(merged([(0, 6), (0, 6)])) == 6
    assert merged([(0, 4), (3, 6), (6, 7), (9, 9), (8, 7)]) == ((0, 7),)
    assert merged([(8, 9), (0, 1)]) == ((0, 1), (8, 9))


def test_nothing_lies_outside_a_recording():
    assert bounded([(-4, 3), (10, 99)], 12) == ((0, 3), (10, 12))
    assert bounded([(13, 14)], 12) == ()


def test_segments_are_told_as_the_video_profile_has_them():
    assert told([(0, 5.5), (12, 22)]) == "0[.]5.5[,]12[.]22"
    assert told([]) == ""


def test_what_is_enough():
    block = Watchable.from_block(
        {"id": str(uuid4()), "type": "video", "value": {"video": 3}}
    )
    assert (block.part, block.counts, block.recording) == (90, True, 3)
    assert block.is_enough(10.6, 12)
    assert not block.is_enough(6, 12)
    assert not block.is_enough(0, 0)


def a_report(**changes):
    return {"session": str(uuid4()), "segments": [[0, 1.234]], "position": 1} | changes


def test_a_report_is_read():
    event = {"number": 3, "verb": "seeked", "time": 9, "start": 2.5, "ago": 4}

    report = read_report(json.dumps(a_report(events=[event])))

    assert report.segments == ((0, 1.23),)
    assert (report.events[0].start, report.events[0].ago) == (2.5, 4)


@pytest.mark.parametrize(
    "change",
    [
        {"session": "x"},
        {"session": 4},
        {"segments": [[0]]},
        {"segments": [["0", 1]]},
        {"segments": [[True, 1]]},
        {"segments": [[0, -1]]},
        {"segments": 5},
        {"segments": [[0, 1]] * 501},
        {"position": None},
        {"position": 1e9},
        {"events": [{"number": 0, "verb": "voided", "time": 0}]},
        {"events": [{"number": -1, "verb": "played", "time": 0}]},
        {"events": [{"number": 0, "verb": "played"}]},
        {"events": [7]},
        {"events": [{"number": 0, "verb": "played", "time": 0}] * 51},
    ],
    ids=str,
)
def test_what_no_player_sends_is_unreadable(change):
    with pytest.raises(Unreadable):
        read_report(json.dumps(a_report(**change)))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"segments": NaN}', "x" * 70_000, "7"]
)
def test_what_is_no_report_is_unreadable(text):
    with pytest.raises(Unreadable):
        read_report(text)


def test_of_more_pieces_than_a_person_makes_the_longest_are_kept():
    crumbs = [(number, number + 0.1) for number in range(1, 3000)]

    kept = bounded([*crumbs, (5000.0, 5100.0)], 6000.0)

    assert len(kept) == 500
    assert kept[-1] == (5000.0, 5100.0)
    assert list(kept) == sorted(kept)
