"""Special data types (part two, 4; IEEE 9274.1.1, 4.2.7)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.xapi.statements import Version, formats, validate

from . import building as b
from .deterministic import DETERMINISTIC

# Extensions (4.1).


@b.at(b.EXTENSIONS)
@pytest.mark.parametrize(
    "value", [None, "", {}, [], 0, False, {"iets": [None, {"x": None}]}], ids=repr
)
def test_an_extension_holds_anything(place, version, value):
    extensions = {"https://example.com/e": value, "urn:example:e": value}

    assert validate(place.holding(extensions), version) == []
    assert validate(place.holding({}), version) == []


@b.at(b.EXTENSIONS)
@pytest.mark.parametrize("key", ["e", "", "example.com/e", "https://exa mple.com"])
def test_its_key_is_an_iri(place, version, key):
    assert b.paths(place.holding({key: 1}), version) == [f"{place}.{key}"]


# Language maps (4.2), by the lengths of subtags of RFC 5646.

TAGS = ["nl", "NL-be", "en-US", "zh-Hant-TW", "sl-rozaj-biske", "de-CH-1996", "es-419",
        "x-private", "en-a-bbb-x-ccc", "i-klingon", "und", "zh-cmn-Hans-CN", "tlh",
        "en-Latn-GB-oxendict", "sgn-BE-FR", "de-1901-1996"]  # fmt: skip
NO_TAGS = ["", "n", "nl_BE", "nl-", "-nl", "nl--BE", "abcdefghi", "nl-BE-BE", "één",
           "a12345", "nl BE", "*", "en-a", "nl-BE\n"]  # fmt: skip


@b.at(b.LANGUAGE_MAPS)
def test_a_language_map(place, version):
    assert validate(place.holding(dict.fromkeys(TAGS, "tekst")), version) == []
    assert validate(place.holding({}), version) == []


@b.at(b.LANGUAGE_MAPS)
@pytest.mark.parametrize("tag", NO_TAGS, ids=repr)
def test_its_keys_are_language_tags(place, version, tag):
    assert b.paths(place.holding({tag: "tekst"}), version) == [f"{place}.{tag}"]


@b.at(b.LANGUAGE_MAPS)
@pytest.mark.parametrize("value", [1, None, {}, ["tekst"], True], ids=repr)
def test_its_values_are_strings(place, version, value):
    assert b.paths(place.holding({"nl": value}), version) == [f"{place}.nl"]


@b.at(b.LANGUAGE_MAPS)
@pytest.mark.parametrize("value", ["tekst", [], 1], ids=repr)
def test_a_language_map_is_an_object(place, version, value):
    assert b.paths(place.holding(value), version) == [str(place)]


# IRIs (4.3).


@pytest.mark.parametrize(
    "iri",
    ["https://example.com/é?q=1#x", "urn:uuid:" + b.UUID, "tag:example.com,2026:x",
     "mailto:a@b.test", "http://[::1]/", "act:campus.example/x", "x:y"],
)  # fmt: skip
def test_iris(iri):
    assert formats.is_iri(iri)


@pytest.mark.parametrize(
    "text",
    ["", "x", "example.com", "//example.com/x", "/x", "1x:y", "http:", ":x",
     "http://a b", "http://a\n", "http://a<b>", "http://a\x00b", 'http://"', "x:\\"],
    ids=repr,
)  # fmt: skip
def test_no_iris(text):
    assert not formats.is_iri(text)


# Timestamps (4.5): RFC 3339 in both editions, other forms of ISO 8601 in 1.0.3 alone.

RFC_3339 = ["2013-05-18T05:32:34Z", "2013-05-18T05:32:34.804Z",
            "2013-05-18T05:32:34.804+00:00", "2013-05-18T05:32:34.123456789+05:30",
            "2013-05-18T05:32:34-00:30", "2012-02-29T23:59:59.9-11:00",
            "0001-01-02T00:00:00Z"]  # fmt: skip
ISO_8601 = ["2013-05-18T05:32:34+02", "2013-05-18T05:32:34.804+0200",
            "2013-05-18T05:32:34,804Z", "20130518T053234Z",
            "20130518T053234.804+0200"]  # fmt: skip
NO_TIMESTAMPS = ["", "gisteren", "01/011/2015", "2013-05-18", "2013-05-18T05:32:34",
                 "2013-05-18 05:32:34Z", "2013-02-30T05:32:34Z", "2013-05-18T25:00:00Z",
                 "2013-13-18T05:32:34Z", "2013-05-18T05:60:34Z", "2013-05-18T05:32Z",
                 "2013-05-18T05:32:34-00", "2013-05-18T05:32:34-0000",
                 "2013-05-18T05:32:34.601-00:00", "2013-05-18T05:32:34+25:00",
                 "2013-05-18T05:32:34.Z", "2013-05-18T05:32:34ZZ", "2013-W20-6T05:32:34Z",
                 "2013-05-18T05:32:34Z\n", " 2013-05-18T05:32:34Z", "\u0662013-05-18T05:32:34Z",
                 "0000-01-01T00:00:00Z", 1368855154, {}, ["2013-05-18T05:32:34Z"]]  # fmt: skip


@b.at(b.TIMESTAMPS)
@pytest.mark.parametrize("value", RFC_3339)
def test_timestamps_of_rfc_3339(place, version, value):
    assert validate(place.holding(value), version) == []


@b.at(b.TIMESTAMPS)
@pytest.mark.parametrize("value", ISO_8601)
def test_other_timestamps_of_iso_8601(place, version, value):
    expected = [str(place)] if version is Version.TWO else []

    assert b.paths(place.holding(value), version) == expected


@pytest.mark.parametrize("value", ISO_8601)
def test_what_two_asks_more_is_said_to_be_of_two(value):
    [(_, rule)] = b.problems(b.statement(timestamp=value), Version.TWO)

    assert rule.endswith("(IEEE 9274.1.1, 4.2.7)")


@b.at(b.TIMESTAMPS)
@pytest.mark.parametrize("value", NO_TIMESTAMPS, ids=repr)
def test_no_timestamps(place, version, value):
    assert b.paths(place.holding(value), version) == [str(place)]


@DETERMINISTIC
@given(st.datetimes(timezones=st.timezones()))
def test_every_aware_moment_reads_back(moment):
    if moment.utcoffset().seconds % 60:
        return  # offsets of seconds are not ISO 8601
    text = moment.isoformat()
    read = formats.to_moment(text)

    assert read is None or read == datetime.fromisoformat(text)
    assert read is None or read.tzinfo is UTC


# Durations (4.6): ISO 8601:2004, 4.4.3.2.


@b.at(b.RESULTS)
@pytest.mark.parametrize(
    "value",
    ["PT4H35M59.14S", "PT16559.14S", "P3Y1M29DT4H35M59.14S", "P3Y", "P4W", "P0.5W",
     "PT0S", "P1DT12H36M0.12567S", "PT1,5H", "P1M", "PT1M", "P1Y2M3DT4H5M6S"],
)  # fmt: skip
def test_durations(place, version, value):
    assert validate(place.holding({"duration": value}), version) == []


@b.at(b.RESULTS)
@pytest.mark.parametrize(
    "value",
    ["", "P", "PT", "1 uur", "PT1.5H2M", "P1Y2", "P1YT", "P4W1D", "P1D4W", "PT1D",
     "P1H", "P0001-01-01T00:00:00", "-PT1H", "pt1h", "PT1h", "PT1S1M", "P1.5Y2M",
     "PT1H ", "PT1H\n", "PT\u0661H", 60, {}],
    ids=repr,
)  # fmt: skip
def test_no_durations(place, version, value):
    assert b.paths(place.holding({"duration": value}), version) == [f"{place}.duration"]
