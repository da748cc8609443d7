"""JSON from outside: what Python's parser lets through, or breaks on."""

import json
import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.xapi.statements import InvalidJson, parse
from lms.xapi.statements.parsing import MAX_BYTES, JsonTooLarge

REFUSED = {
    "NUL": b'{"a": "\\u0000"}',
    "NUL in a key": b'{"\\u0000": 1}',
    "a raw NUL": b'{"a": "\x00"}',
    "not a number": b"[NaN]",
    "infinity": b"[Infinity]",
    "minus infinity": b"[-Infinity]",
    "a number that overflows": b"[1e400]",
    "a number of 5,000 digits": b"9" * 5000,
    "1,100 levels": b"[" * 1100 + b"]" * 1100,
    "100,000 levels": b"[" * 100_000,
    "100,000 levels of objects": b'{"a":' * 100_000,
    "65 levels": b"[" * 65 + b"]" * 65,
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "UTF-32": '{"a": 1}'.encode("utf-32"),
    "Latin-1": '{"a": "é"}'.encode("latin-1"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a key twice": b'{"a": 1, "a": 2}',
    "a key twice, once escaped": b'{"a": 1, "\\u0061": 2}',
    "half a surrogate pair": b'"\\ud800"',
    "the other half": b'{"\\udc00": 1}',
    "an encoded surrogate": b'"\xed\xa0\x80"',
    "nothing": b"",
    "two values": b"1 2",
    "a trailing comma": b"[1,]",
    "single quotes": b"{'a': 1}",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_refuses(body):
    with pytest.raises(InvalidJson):
        parse(body)


def test_refuses_more_than_the_limit_apart_from_the_rest():
    with pytest.raises(JsonTooLarge):
        parse(b'"' + b"a" * MAX_BYTES + b'"')


@pytest.mark.parametrize("value", [b"1,", b"[],", b'{"a":1},'])
def test_refuses_more_values_than_are_worth_the_memory(value):
    with pytest.raises(JsonTooLarge, match="values"):
        parse(b"[" + value * 1_000_000 + b"1]")


@pytest.mark.parametrize("escape", ["\\ud800", "\\uDFFF", "\\u0000"])
@pytest.mark.parametrize(
    "place", ['["%s"]', '{"a": ["%s"]}', '{"%s": 1}', '[{"a": {"b%s": 1}}]']
)
def test_refuses_such_text_wherever_it_stands(place, escape):
    with pytest.raises(InvalidJson, match=r"^Text holds"):
        parse((place % escape).encode())


def test_an_escaped_backslash_before_zeros_is_text():
    assert parse(rb'["C:\\u0000", "\u00e9", "\\ud800"]') == [
        "C:\\u0000",
        "é",
        "\\ud800",
    ]


def test_reads_what_json_is():
    body = '{"naam": "Noël \\ud83d\\ude00", "n": [1, -2.5e3, null, true]}'.encode()

    assert parse(body) == {"naam": "Noël 😀", "n": [1, -2500.0, None, True]}


def test_reads_64_levels():
    assert parse(b"[" * 64 + b"]" * 64)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_value_or_a_refusal(body):
    with suppress(InvalidJson):
        parse(body)


storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | storable,
    lambda inner: st.lists(inner) | st.dictionaries(storable, inner),
    max_leaves=20,
)


@given(values, st.booleans())
def test_keeps_every_finite_value_as_it_is(value, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only)
    finite = all(map(math.isfinite, _floats(value)))

    if finite:
        assert parse(text.encode()) == value
    else:
        with pytest.raises(InvalidJson):
            parse(text.encode())


def _floats(value):
    if isinstance(value, float):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _floats(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _floats(item)
