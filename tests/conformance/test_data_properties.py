"""Id, timestamp, stored, authority, version and attachments of a statement.

Part two, 2.4.1 and 2.4.7 to 2.4.11; IEEE 9274.1.1, 4.2.2.6, 4.2.4.2 and 4.2.4.3.
"""

import pytest

from lms.xapi.statements import Version, validate

from . import building as b

ACCOUNT = {"account": {"homePage": "https://example.com/token", "name": "app"}}


@b.in_both
@pytest.mark.parametrize("value", [b.UUID, b.UUID.upper()])
def test_an_id_is_a_uuid(version, value):
    assert validate(b.statement(id=value), version) == []


NO_UUIDS = ["", "x", b.UUID[:-1], b.UUID + "0", b.UUID.replace("-", ""),
            b.UUID.replace("6", "g"), f"{{{b.UUID}}}", f" {b.UUID}", f"{b.UUID}\n",
            1, {}, [b.UUID]]  # fmt: skip


@b.in_both
@pytest.mark.parametrize("value", NO_UUIDS, ids=repr)
def test_and_in_its_standard_form(version, value):
    """2.4.1 and 4.4."""
    assert b.paths(b.statement(id=value), version) == ["$.id"]
    context = {"registration": value}
    assert b.paths(b.statement(context=context), version) == ["$.context.registration"]


@b.in_both
def test_a_timestamp_may_be_in_the_future(version):
    """2.4.7; IEEE 9274.1.1, 4.2.4.1."""
    assert validate(b.statement(timestamp="2999-01-01T00:00:00Z"), version) == []


@b.in_both
@pytest.mark.parametrize("value", ["gisteren", "", 1368855154, "2013-05-18"], ids=repr)
def test_stored_is_a_timestamp_though_it_is_overwritten(version, value):
    """2.4.8."""
    assert b.paths(b.statement(stored=value), version) == ["$.stored"]


@b.in_both
@pytest.mark.parametrize(
    "authority",
    [
        b.AGENT,
        ACCOUNT,
        {"objectType": "Group", "member": [ACCOUNT, b.AGENT]},
        {"objectType": "Group", "member": [b.AGENT, ACCOUNT]},
    ],
    ids=str,
)
def test_an_authority_is_an_agent_or_an_oauth_pair(version, authority):
    """2.4.9."""
    assert validate(b.statement(authority=authority), version) == []


@b.in_both
@pytest.mark.parametrize(
    ("authority", "where"),
    [
        ({"objectType": "Group", "member": [ACCOUNT]}, ".member"),
        ({"objectType": "Group", "member": [ACCOUNT, b.AGENT, ACCOUNT]}, ".member"),
        ({"objectType": "Group", "member": [b.AGENT, b.AGENT]}, ".member"),
        ({"objectType": "Group", "member": []}, ".member"),
        ({"objectType": "Group", "member": [ACCOUNT, b.AGENT]} | ACCOUNT, ""),
        (b.GROUP, ".member"),
        ("app", ""),
        (b.ACTIVITY, ""),
    ],
    ids=str,
)
def test_an_authority_is_nothing_else(version, authority, where):
    assert f"$.authority{where}" in b.paths(b.statement(authority=authority), version)


@pytest.mark.parametrize(
    ("value", "editions"),
    [
        ("1.0", b.BOTH),
        ("1.0.0", b.BOTH),
        ("1.0.9", b.BOTH),
        ("1.0.32", b.BOTH),
        ("1.0.3-beta.1", b.BOTH),
        ("2.0", b.TWO),
        ("2.0.0", b.TWO),
        ("2.0.1", b.TWO),
        ("0.9.9", ()),
        ("0.95", ()),
        ("1", ()),
        ("1.0.", ()),
        ("1.1.0", ()),
        ("1.00", ()),
        ("2.1.0", ()),
        ("3.0.0", ()),
        ("v1.0.0", ()),
        ("1.0.0 ", ()),
        ("1.0.0\n", ()),
        ("1.0.x", ()),
        ("", ()),
        (1.0, ()),
        (["1.0.0"], ()),
    ],
    ids=repr,
)
def test_a_version_is_one_of_the_edition(value, editions):
    """2.4.10 and part three, 3.3; a store of 2.0 takes statements of 1.0.x too."""
    for version in Version:
        expected = [] if version in editions else ["$.version"]
        assert b.paths(b.statement(version=value), version) == expected


ATTACHMENT = {
    "usageType": "https://example.com/attachment-usage/test",
    "display": {"en-US": "A test attachment"},
    "contentType": "text/plain; charset=utf-8",
    "length": 27,
    "sha2": "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a",
}


@b.at(b.ATTACHMENTS)
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"description": {"nl": "Uitleg"}},
        {"fileUrl": "https://example.com/1"},
        {"length": 0},
        {"contentType": "application/octet-stream"},
        {"contentType": 'multipart/x.y+json; a="b; c"'},
        {"sha2": "A" * 56},
        {"sha2": "0" * 96},
        {"sha2": "f" * 128},
    ],
    ids=str,
)
def test_an_attachment(place, version, change):
    assert validate(place.holding([ATTACHMENT | change]), version) == []


@b.at(b.ATTACHMENTS)
@pytest.mark.parametrize(
    "name", ["usageType", "display", "contentType", "length", "sha2"]
)
def test_an_attachment_has(place, version, name):
    rest = {key: value for key, value in ATTACHMENT.items() if key != name}

    assert b.paths(place.holding([rest]), version) == [f"{place}[0].{name}"]


@b.at(b.ATTACHMENTS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("usageType", "test"),
        ("usageType", ""),
        ("display", "Bijlage"),
        ("description", ["x"]),
        ("contentType", "text"),
        ("contentType", ""),
        ("contentType", 1),
        ("length", "27"),
        ("length", -1),
        ("length", 1.5),
        ("length", True),
        ("sha2", "abc"),
        ("sha2", "g" * 64),
        ("sha2", "a" * 40),
        ("sha2", 1),
        ("fileUrl", "example.com/1"),
        ("fileUrl", ""),
        ("content", "x"),
    ],
)
def test_an_attachment_is_well_formed(place, version, name, value):
    whole = place.holding([ATTACHMENT, ATTACHMENT | {name: value}])

    assert b.paths(whole, version) == [f"{place}[1].{name}"]


@b.at(b.ATTACHMENTS)
@pytest.mark.parametrize("value", [ATTACHMENT, "x", 1, {}], ids=str)
def test_attachments_are_an_array(place, version, value):
    assert b.paths(place.holding(value), version) == [str(place)]
