"""Values that break what did not expect them."""

from __future__ import annotations

from random import Random

LONG = 3000
TEXTS = (
    *("", " ", "\t", "\x00", "a\x00b", "null", "true", "[]", "{}", '""', "undefined"),
    *("-1", "0", "1.5", "1e999", "NaN", "9" * 30, "9" * 5000, "0x10", "\u0661\u0662"),
    *("😀", "e\u0301", "\u202e", "\ufeff", "\ud800", "\uffff", "\u017f", "\u0130"),
    *("../../etc/passwd", "%00", "%", "%zz", "a" * LONG, "é" * LONG, "'\";--"),
    *(
        "http://",
        "http:",
        ":",
        "urn:",
        "a:b",
        "http://[::1",
        "http://a b",
        "http://a\\b",
    ),
    *("http://example.com/" + "a" * LONG, "HTTP://EXAMPLE.COM", "mailto:", "mailto:@"),
    *("mailto:a@b@c.example", "https://é.example/é", "javascript:alert(1)"),
    *("00000000-0000-0000-0000-000000000000", "{6690e6c9-3ef0-4ed3-8b37-7f3964730bee}"),
    *(
        "6690E6C93EF04ED38B377F3964730BEE",
        "urn:uuid:6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
    ),
    *(
        "6690e6c9-3ef0-4ed3-8b37-7f3964730be",
        "\uff16690e6c9-3ef0-4ed3-8b37-7f3964730bee",
    ),
    *("2026-01-01", "2026-13-45T99:99:99Z", "0000-00-00T00:00:00Z", "2026-W01-1"),
    *("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999999-14:00"),
    *("9999-12-31T24:00:00Z", "2016-12-31T23:59:60Z", "2026-01-01T00:00:00-00:00"),
    *("10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z"),
    *(
        "20260101T000000Z",
        "2026-01-01T00:00:00." + "1" * 400 + "Z",
        "2026-01-01t00:00:00z",
    ),
    *("1969-12-31T23:59:59.9999999Z", "2026-001T00:00:00Z", "now"),
    *("P", "PT", "P99999999999999999999Y", "PT0.00000000001S", "P1W1D", "-P1D", "pt1s"),
    *("P1Y2M3DT4H5M6.7S", "PT1E5S", "PT\u0661S"),
    *("x", "en-", "-en", "en_US", "nl-x-" + "a" * 300, "i-klingon", "*"),
    *('{"mbox":"mailto:a@b.example"}', '{"mbox":', '{"account":{}}', '{"mbox":null}'),
    *('{"objectType":"Group","member":[]}', '[{"mbox":"mailto:a@b.example"}]'),
    *('{"openid":"x"}', '{"mbox_sha1sum":"' + "A" * 40 + '"}', '{"name":"x"}'),
    *("[" * 500, "[" * 20_000, '{"a":' * 5000),
)
NUMBERS = (
    *(0, -0.0, 1, -1, 0.1, 1.0000001, 1e308, -1e308, 5e-324, 10**18, 10**19, 2**63),
    *(10**400, float("inf"), float("nan"), 100, -100),
)
VERSIONS = (
    *(
        "1.0",
        "1.0.0",
        "1.0.1",
        "1.0.3",
        "1.0.9",
        "2.0.0",
        "2.0",
        "2.0.1",
        "0.9",
        "0.95",
    ),
    *(
        "1.1.0",
        "3.0.0",
        "",
        " 1.0.3",
        "1.0.3, 2.0.0",
        "1.0." + "9" * 400,
        "x",
        "\uff11.0.3",
    ),
    *("1.0.-1", "1", "2", "2.0.0.0", "1.0.3\x00"),
)
TYPES = (
    *(
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset",
    ),
    *("application/json; charset=utf-16", "application/json; charset=klingon", "json"),
    *("text/plain", "text/html; charset=latin-1", "application/octet-stream", "", "/"),
    *(
        "application/x-www-form-urlencoded",
        "multipart/mixed",
        "multipart/mixed; boundary=",
    ),
    *('multipart/mixed; boundary="x"', "multipart/mixed; boundary=x; boundary=y"),
    *("multipart/form-data; boundary=x", "multipart/mixed; boundary=" + "b" * 500),
    *("application/" + "x" * 400, "é/é", "a/b; c*=utf-8''%ff", "APPLICATION/JSON"),
    *("image/png", "application/json; charset=\x00", "a/b; c*=klingon''x"),
)
ETAGS = (
    *("*", '"*"', "", '""', '"abc"', "abc", 'W/"abc"', '"a", "b"', '"' + "a" * 3000),
    *("da39a3ee5e6b4b0d3255bfef95601890afd80709", '"é"', ",,,", '*, "a"'),
)
RAW = (
    b"statementId",
    b"&&&&",
    b"====",
    b"%",
    b"statementId=%ff%fe",
    b"agent=%ed%a0%80",
    b"agent={%22mbox%22:%22mailto:a@b.example%22}",
    b"verb=\xff\xfe",
    b"limit=1;limit=2",
    b"&".join([b"limit=1"] * 60),
    b"&".join(b"a%d=1" % number for number in range(2000)),
    b"method=GET",
    b"method=PUT&method=PUT",
    b"method=%00",
    b"more=" + b"A" * 3000,
    b"more=.eJx9.x:y:z",
)


def text(draw: Random) -> str:
    """An odd text."""
    if draw.random() < 0.15:
        length = draw.choice((1, 5, 50, 500))
        return "".join(chr(draw.randrange(1, 0x3000)) for _ in range(length))
    return draw.choice(TEXTS)


def raw(draw: Random) -> bytes:
    """An odd query string."""
    if draw.random() < 0.3:
        return bytes(draw.choices(range(0x21, 0x7F), k=draw.randrange(1, 200)))
    return draw.choice(RAW)


def twisted(draw: Random, value: str) -> str:
    """A text that was good, with a letter less, more or other."""
    place = draw.randrange(len(value) + 1)
    added = draw.choice(("", "", " ", "\x00", "é", "A", "+", "%", '"', "}", "\ud800"))
    cut = draw.choice((0, 1, 1, 5))
    return value[:place] + added + value[place + cut :]


def value(draw: Random) -> object:
    """An odd value for JSON."""
    return draw.choice(
        (
            lambda: None,
            lambda: draw.random() < 0.5,
            lambda: draw.choice(NUMBERS),
            lambda: text(draw),
            lambda: text(draw),
            list,
            dict,
            lambda: [text(draw)],
            lambda: {text(draw)[:100]: text(draw)},
            lambda: [[[[draw.choice(NUMBERS)]]]],
            lambda: {"objectType": draw.choice(("Agent", "Group", "Activity", "X"))},
        )
    )()
