"""Signed statements (part two, 2.6; IEEE 9274.1.1, 4.2.6)."""

import base64
import json
from copy import deepcopy

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from lms.xapi.statements import InvalidStatement, Version
from lms.xapi.statements.signatures import check_signatures

from . import building as b
from .deterministic import DETERMINISTIC
from .examples import read
from .signing import HASHES, STATEMENT, attachment, certificate, encode, jws, rsa_key


def judge(content, version=Version.ONE, *, whole=STATEMENT, **changes):
    """The rules that the statement breaks when ``content`` is its signature."""
    signed = whole | {
        "attachments": [*whole.get("attachments", []), attachment(content, **changes)]
    }
    before = deepcopy(signed)
    problems = []
    try:
        check_signatures(signed, {attachment(content)["sha2"]: content}, version)
    except InvalidStatement as error:
        problems = error.problems
    assert signed == before
    last = f"$.attachments[{len(signed['attachments']) - 1}]"
    assert {one.path for one in problems} <= {last}
    return problems[0].rule if problems else None


@b.in_both
def test_the_example_of_the_specification_is_well_formed(version):
    example = read("signed")
    content = example["signature"].encode()
    sha2 = example["statement"]["attachments"][0]["sha2"]

    check_signatures(example["statement"], {sha2: content}, version)


@b.in_both
@pytest.mark.parametrize("alg", HASHES)
@pytest.mark.parametrize("with_certificate", [True, False])
def test_a_signature_is_accepted(version, alg, with_certificate):
    header = {"x5c": [certificate(rsa_key())]} if with_certificate else {}

    assert judge(jws(alg=alg, **header), version) is None


@pytest.mark.parametrize(
    "change",
    [
        {"id": b.UUID.upper()},
        {"timestamp": "2026-11-18T11:17:00.123Z"},
        {"timestamp": "2026-11-18T11:17:00.1234567Z"},
        {"result": {"duration": "P1DT12H36M0.1237S"}},
        {"verb": b.VERB | {"display": {"nl": "deed"}}},
        {"stored": "2026-11-18T11:17:01Z", "authority": b.AGENT},
        {"version": "1.0.3"},
    ],
    ids=str,
)
def test_the_statement_may_differ_as_stores_may_change_it(change):
    assert judge(jws(), whole=STATEMENT | change) is None


def test_a_store_may_have_filled_in_what_was_not_signed():
    rest = {k: v for k, v in STATEMENT.items() if k not in {"id", "timestamp"}}

    assert judge(jws(rest), whole=STATEMENT) is None


@pytest.mark.parametrize(
    "change",
    [
        {"id": "16fd2706-8baf-433b-82eb-8c7fada847da"},
        {"timestamp": "2026-11-18T11:17:00.125Z"},
        {"result": {"duration": "P1DT12H36M0.13S"}},
        {"result": {}},
        {"actor": {"mbox": "mailto:bram@voorbeeld.test"}},
        {"object": b.REFERENCE},
        {"context": {}},
    ],
    ids=str,
)
def test_but_not_otherwise(change):
    assert "this very statement" in judge(jws(), whole=STATEMENT | change)


@pytest.mark.parametrize("name", ["id", "timestamp"])
def test_what_was_signed_is_still_there(name):
    rest = {key: value for key, value in STATEMENT.items() if key != name}

    assert "this very statement" in judge(jws(), whole=rest)


def test_other_attachments_are_signed_along():
    other = attachment(b"diploma", usageType="https://example.com/diploma")
    whole = STATEMENT | {"attachments": [other]}

    assert judge(jws(whole), whole=whole) is None
    assert "this very statement" in judge(jws(), whole=whole)


def test_two_may_sign_the_same_statement_or_one_after_the_other():
    first = jws()
    once = STATEMENT | {"attachments": [attachment(first)]}
    for second in (jws(key=rsa_key(1)), jws(once, key=rsa_key(1))):
        whole = once | {"attachments": [attachment(first), attachment(second)]}
        contents = {attachment(one)["sha2"]: one for one in (first, second)}
        check_signatures(whole, contents)


@b.in_both
@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "compact serialization (2.6; IEEE 9274.1.1, 4.2.6)"),
        (b"iets", "compact"),
        (b"a.b", "compact"),
        (b"a.b.", "compact"),
        (b"a.b.c.d", "compact"),
        (jws() + b"\n", "compact"),
        (jws().replace(b".", b"=."), "compact"),
        (b'{"payload":"e30","signatures":[]}', "compact"),
        (b"a.b.c", "base64url"),
        (b"YQ.YQ.YQ", "JSON as header"),
        (b"W10.e30.YQ", "object as header"),
        (b"e30.e30.YQ", "RS256 or RS384 or RS512"),
        (jws(alg="HS256"), "RS256 or RS384 or RS512"),
        (jws(alg="none"), "RS256 or RS384 or RS512"),
        (jws(alg="rs256", key=rsa_key()), "RS256 or RS384 or RS512"),
        (encode(b'{"alg":["RS256"]}') + b".e30.YQ", "RS256 or RS384 or RS512"),
        (encode(b'{"alg":"RS256","alg":"none"}') + b".e30.YQ", "occurs twice"),
        (encode(b"[" * 5000 + b"]" * 5000) + b".e30.YQ", "nested"),
        (jws(crit=["exp"], exp=1), "critical"),
        (jws(b"{'id'"), "JSON as payload"),
        (jws(b"\xff"), "JSON as payload"),
        (jws(b"[1]"), "valid statement as payload"),
        (jws(b"{}"), "valid statement as payload"),
        (jws(STATEMENT | {"extra": 1}), "valid statement as payload"),
    ],
)  # fmt: skip
def test_a_malformed_signature_is_refused(version, content, rule):
    found = judge(content, version)

    assert rule in found
    assert "2.6" in found or "RFC 7515" in found


@pytest.mark.parametrize(
    ("chain", "rule"),
    [
        ([], "X.509"),
        ("x", "X.509"),
        (None, "X.509"),
        ({}, "X.509"),
        ([None], "X.509"),
        ([1], "X.509"),
        (["é"], "X.509"),
        (["!"], "X.509"),
        (["YQ=="], "X.509"),
        ([certificate(rsa_key())[:200]], "X.509"),
        ([certificate(rsa_key(1))], "first certificate"),
        ([certificate(rsa_key(1)), certificate(rsa_key())], "first certificate"),
        ([certificate(ec.generate_private_key(ec.SECP256R1()))], "RSA key"),
    ],
)
def test_a_certificate_that_did_not_sign_is_refused(chain, rule):
    assert rule in judge(jws(x5c=chain))


def test_only_the_first_certificate_matters():
    chain = [certificate(rsa_key()), certificate(rsa_key(1))]

    assert judge(jws(x5c=chain)) is None


def test_a_signature_by_another_algorithm_than_it_says_is_refused():
    _, payload, signature = jws(x5c=[certificate(rsa_key())]).split(b".")
    head = encode(
        json.dumps({"alg": "RS512", "x5c": [certificate(rsa_key())]}).encode()
    )

    assert "first certificate" in judge(b".".join((head, payload, signature)))


@b.in_both
def test_the_content_type_is_octet_stream(version):
    assert judge(jws(), version, contentType="Application/Octet-Stream") is None
    rule = judge(jws(), version, contentType="text/plain; charset=ascii")
    assert rule == "must have the contentType application/octet-stream (2.6)"


def test_a_signature_comes_along():
    whole = STATEMENT | {
        "attachments": [attachment(jws(), fileUrl="https://example.com/signature")]
    }

    with pytest.raises(InvalidStatement, match="must come with its signature"):
        check_signatures(whole, {})


def test_every_bad_signature_is_said():
    whole = STATEMENT | {"attachments": [attachment(b"a"), attachment(b"b")]}

    with pytest.raises(InvalidStatement) as caught:
        check_signatures(whole, {attachment(b"a")["sha2"]: b"a"})

    assert [one.path for one in caught.value.problems] == [
        "$.attachments[0]",
        "$.attachments[1]",
    ]


def test_what_is_not_signed_passes():
    check_signatures(STATEMENT, {})
    other = attachment(b"x", usageType="https://example.com/usage")
    check_signatures(STATEMENT | {"attachments": [other]}, {})


@DETERMINISTIC
@given(st.data())
def test_any_bytes_are_a_signature_or_a_refusal(data):
    good = jws(x5c=[certificate(rsa_key())])
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(start + 40, len(good))))
    patch = data.draw(st.binary(max_size=40) | st.text("AZaz09-_.", max_size=40).map(
        str.encode))  # fmt: skip

    judge(good[:start] + patch + good[end:])


@DETERMINISTIC
@given(st.integers(0, 800), st.binary(min_size=1, max_size=4))
def test_any_certificate_is_one_or_a_refusal(place, patch):
    der = base64.b64decode(certificate(rsa_key()))
    broken = der[:place] + patch + der[place + len(patch) :]

    judge(jws(x5c=[base64.b64encode(broken).decode()]))
