"""Agents and Groups, wherever they stand (part two, 2.4.2; IEEE 9274.1.1, 4.2.2.1)."""

import itertools

import pytest

from lms.xapi.statements import validate, validate_agent

from . import building as b

ACCOUNT = {"homePage": "https://example.com", "name": "8f3c"}
IDENTIFIERS = {
    "mbox": b.MAIL,
    "mbox_sha1sum": "cd9b00a5611f94eaa7b1661edab976068e364975",
    "openid": "https://openid.example/noor",
    "account": ACCOUNT,
}
EACH = [{name: value} for name, value in IDENTIFIERS.items()]
PAIRS = [dict(pair) for pair in itertools.combinations(IDENTIFIERS.items(), 2)]
name_of = "+".join


@b.at(b.AGENTS)
@pytest.mark.parametrize("identifier", EACH, ids=name_of)
def test_an_agent_has_one_identifier(place, version, identifier):
    assert validate(place.holding({"objectType": "Agent"} | identifier), version) == []


@b.at([*b.ACTOR, *b.INSTRUCTOR, *b.CONTEXT_AGENT, b.AUTHORITY])
def test_an_agent_needs_no_object_type(place, version):
    assert validate(place.holding({"mbox": b.MAIL, "name": "Noor"}), version) == []


@b.at(b.OBJECT)
def test_as_object_it_needs_one(place, version):
    """2.4.4.2; without it, it would be an Activity."""
    assert f"{place}.mbox" in b.paths(place.holding({"mbox": b.MAIL}), version)


@b.at(b.AGENTS)
def test_an_agent_without_identifier_is_refused(place, version):
    agent = {"objectType": "Agent", "name": "Noor"}

    assert b.paths(place.holding(agent), version) == [str(place)]


@b.at(b.AGENTS)
@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_an_agent_with_two_identifiers_is_refused(place, version, pair):
    agent = {"objectType": "Agent"} | pair

    assert b.paths(place.holding(agent), version) == [str(place)]


@b.at(b.AGENTS)
def test_an_agent_has_no_members(place, version):
    agent = b.AGENT | {"member": [b.AGENT]}

    assert b.paths(place.holding(agent), version) == [f"{place}.member"]


BAD_VALUES = [
    ("name", 1),
    ("mbox", "noor@voorbeeld.test"),
    ("mbox", "mailto:noor"),
    ("mbox", "mailto:noor@een@twee.test"),
    ("mbox", "http://voorbeeld.test"),
    ("mbox", "MAILTO:"),
    ("mbox", ""),
    ("mbox", ["mailto:noor@voorbeeld.test"]),
    ("mbox_sha1sum", "cd9b00a5611f94eaa7b1661edab976068e36497"),
    ("mbox_sha1sum", "xd9b00a5611f94eaa7b1661edab976068e364975"),
    ("mbox_sha1sum", 12345),
    ("openid", "openid.example/noor"),
    ("openid", ""),
    ("openid", {}),
    ("account", "noor"),
    ("account", {"homePage": "https://example.com"}),
    ("account", {"name": "8f3c"}),
    ("account", {"homePage": "example.com", "name": "8f3c"}),
    ("account", {"homePage": 1, "name": "8f3c"}),
    ("account", {"homePage": "https://example.com", "name": 8}),
    ("account", ACCOUNT | {"mail": "x"}),
]


@b.at([*b.AGENTS, *(place for place in b.GROUPS if place not in b.AGENTS)])
def test_what_identifies_is_well_formed(place, version):
    """2.4.2.3 and 2.4.2.4."""
    kind = "Agent" if place in b.AGENTS else "Group"
    for name, value in BAD_VALUES:
        actor = {"objectType": kind, name: value}
        if name == "name":
            actor["mbox"] = b.MAIL

        (where,) = b.paths(place.holding(actor), version)

        assert where.startswith(f"{place}.{name}"), value


@b.at(b.GROUPS)
@pytest.mark.parametrize("identifier", EACH, ids=name_of)
@pytest.mark.parametrize("members", [{}, {"member": []}, {"member": [b.AGENT]}])
def test_an_identified_group_may_list_members(place, version, identifier, members):
    group = {"objectType": "Group", "name": "Team"} | identifier | members

    assert validate(place.holding(group), version) == []


@b.at(b.GROUPS)
def test_an_anonymous_group_lists_its_members(place, version):
    group = {"objectType": "Group", "member": [b.AGENT, EACH[3]]}

    assert validate(place.holding(group), version) == []


@b.at(b.GROUPS)
@pytest.mark.parametrize("members", [{}, {"member": []}])
def test_an_anonymous_group_without_members_is_refused(place, version, members):
    group = {"objectType": "Group", "name": "Team"} | members

    assert b.paths(place.holding(group), version) == [f"{place}.member"]


@b.at(b.GROUPS)
@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_a_group_with_two_identifiers_is_refused(place, version, pair):
    assert b.paths(place.holding({"objectType": "Group"} | pair), version) == [
        str(place)
    ]


@b.at(b.GROUPS)
@pytest.mark.parametrize("identifier", [{}, {"mbox": b.MAIL}], ids=name_of)
@pytest.mark.parametrize(
    "member",
    [b.GROUP, {"objectType": "Group", "member": [b.AGENT]}, {"name": "x"}, "x", None],
    ids=str,
)
def test_members_are_agents_and_no_groups(place, version, identifier, member):
    group = {"objectType": "Group", "member": [b.AGENT, member]} | identifier

    found = b.paths(place.holding(group), version)

    assert found
    assert all(path.startswith(f"{place}.member[1]") for path in found)


@b.at(b.GROUPS)
def test_members_are_an_array(place, version):
    group = {"objectType": "Group", "member": b.AGENT}

    assert f"{place}.member" in b.paths(place.holding(group), version)


@b.at([*b.ACTOR, *b.INSTRUCTOR, *b.CONTEXT_AGENT, b.AUTHORITY])
@pytest.mark.parametrize("kind", ["agent", "AGENT", "Person", "Activity", "", 1])
def test_the_object_type_of_an_agent_is_agent(place, version, kind):
    agent = {"objectType": kind, "mbox": b.MAIL}

    assert f"{place}.objectType" in b.paths(place.holding(agent), version)


@b.at([*b.TEAM, *b.CONTEXT_GROUP])
@pytest.mark.parametrize("kind", ["group", "GROUP", "Agent", b.ABSENT])
def test_a_team_is_a_group(place, version, kind):
    """2.4.6; IEEE 9274.1.1, 4.2.2.5."""
    group = {"objectType": kind, "mbox": b.MAIL}
    if kind is b.ABSENT:
        del group["objectType"]

    assert f"{place}.objectType" in b.paths(place.holding(group), version)


@b.at(b.CONTEXT_AGENT)
def test_a_context_agent_is_no_group(place, version):
    """IEEE 9274.1.1, 4.2.2.5."""
    assert f"{place}.objectType" in b.paths(place.holding(b.GROUP), version)


@pytest.mark.parametrize(
    ("agent", "valid"),
    [
        (b.AGENT, True),
        (b.GROUP, True),
        ({"mbox": b.MAIL}, True),
        ({"objectType": "Group", "member": [b.AGENT]}, False),
        ({"mbox": b.MAIL, "openid": "https://x.example"}, False),
        ({"objectType": "Agent"}, False),
        ({}, False),
        ("x", False),
        (None, False),
        ([b.AGENT], False),
    ],
    ids=str,
)
def test_an_agent_in_a_query_is_identified(agent, valid):
    """Part three, 2.1.3: an Agent or an Identified Group."""
    assert (validate_agent(agent) == []) == valid
