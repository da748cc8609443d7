"""The context (part two, 2.4.6; IEEE 9274.1.1, 4.2.2.5)."""

import pytest

from lms.xapi.statements import Version, validate

from . import building as b

TYPES = ["https://example.com/roles/instructor", "urn:example:role"]
AGENTS = [{"objectType": "contextAgent", "agent": b.AGENT, "relevantTypes": TYPES}]
GROUPS = [{"objectType": "contextGroup", "group": b.GROUP, "relevantTypes": TYPES}]
PARTICIPANTS = {"contextAgents": AGENTS, "contextGroups": GROUPS}


@b.at(b.CONTEXTS)
@pytest.mark.parametrize(
    "context",
    [
        {},
        {"registration": b.UUID},
        {"registration": b.UUID.upper()},
        {"revision": "", "platform": "Campus"},
        {"language": "nl-BE"},
        {"statement": b.REFERENCE},
        {"contextActivities": {}},
        {"contextActivities": {"other": []}},
        {"contextActivities": {"parent": b.ACTIVITY, "category": [b.ACTIVITY]}},
    ],
    ids=str,
)
def test_a_context_may_have(place, version, context):
    assert validate(place.holding(context), version) == []


@b.at(b.CONTEXTS)
@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("registration", "x", ""),
        ("registration", b.UUID[:-1], ""),
        ("registration", 1, ""),
        ("instructor", "Anna", ""),
        ("team", "Team", ""),
        ("revision", 1, ""),
        ("platform", {}, ""),
        ("language", "n", ""),
        ("language", "nl_BE", ""),
        ("language", 1, ""),
        ("statement", b.UUID, ""),
        ("contextActivities", [], ""),
        ("contextActivities", {"Parent": []}, ".Parent"),
        ("contextActivities", {"parents": []}, ".parents"),
        ("contextActivities", {"parent": "x"}, ".parent"),
        ("contextActivities", {"parent": ["x"]}, ".parent[0]"),
        ("contextActivities", {"parent": b.AGENT}, ".parent.objectType"),
        ("contextActivities", {"other": [b.ACTIVITY, {}]}, ".other[1].id"),
        ("extensions", [], ""),
        ("mentor", b.AGENT, ""),
    ],
    ids=str,
)
def test_a_context_may_not_have(place, version, name, value, where):
    found = b.paths(place.holding({name: value}), version)

    assert f"{place}.{name}{where}" in found
    assert all(path.startswith(f"{place}.{name}{where[:-11]}") for path in found)


@b.in_both
@pytest.mark.parametrize("name", ["revision", "platform"])
@pytest.mark.parametrize("target", [b.AGENT, b.GROUP, b.REFERENCE], ids=str)
def test_revision_and_platform_are_of_activities(version, name, target):
    context = {name: "x"}

    assert b.paths(b.statement(object=target, context=context), version) == [
        f"$.context.{name}"
    ]
    assert b.paths(b.substatement(object=target, context=context), version) == [
        f"$.object.context.{name}"
    ]
    whole = b.substatement()
    whole["context"] = context
    assert b.paths(whole, version) == [f"$.context.{name}"]


# contextAgents and contextGroups, of 2.0 alone.


@b.at(b.CONTEXTS)
@pytest.mark.parametrize(("name", "value"), PARTICIPANTS.items())
def test_participants_are_of_two_alone(place, version, name, value):
    found = b.paths(place.holding({name: value}), version)

    assert found == ([] if version is Version.TWO else [f"{place}.{name}"])


@pytest.mark.parametrize("place", b.CONTEXTS, ids=str)
@pytest.mark.parametrize(("name", "value"), PARTICIPANTS.items())
def test_relevant_types_may_be_absent(place, name, value):
    item = {key: part for key, part in value[0].items() if key != "relevantTypes"}

    assert validate(place.holding({name: [item, item]}), Version.TWO) == []
    assert validate(place.holding({name: []}), Version.TWO) == []


@pytest.mark.parametrize("place", b.CONTEXTS, ids=str)
@pytest.mark.parametrize(("name", "value"), PARTICIPANTS.items())
@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"objectType": "Agent"}, "objectType"),
        ({"objectType": "contextagent"}, "objectType"),
        ({"objectType": None}, "objectType"),
        ({"objectType": ...}, "objectType"),
        ({"relevantTypes": []}, "relevantTypes"),
        ({"relevantTypes": TYPES[0]}, "relevantTypes"),
        ({"relevantTypes": ["instructor"]}, "relevantTypes[0]"),
        ({"relevantTypes": [TYPES[0], None]}, "relevantTypes[1]"),
        ({"role": "x"}, "role"),
    ],
    ids=str,
)
def test_every_participant_says_what_it_is(place, name, value, change, where):
    item = {k: v for k, v in (value[0] | change).items() if v is not ...}

    found = b.problems(place.holding({name: [value[0], item]}), Version.TWO)

    assert [path for path, _ in found] == [f"{place}.{name}[1].{where}"]
    assert found[0][1].endswith("(IEEE 9274.1.1, 4.2.2.5)")


@pytest.mark.parametrize(("name", "who"), [("contextAgents", "agent"),
                                           ("contextGroups", "group")])  # fmt: skip
@pytest.mark.parametrize("value", [..., "x", [], {"key": "x"}, {}], ids=repr)
def test_every_participant_is_somebody(name, who, value):
    item = dict(PARTICIPANTS[name][0])
    del item[who]
    if value is not ...:
        item[who] = value

    found = b.paths(b.statement(context={name: [item]}), Version.TWO)

    assert found
    assert all(path.startswith(f"$.context.{name}[0].{who}") for path in found)


@pytest.mark.parametrize("name", PARTICIPANTS)
@pytest.mark.parametrize("value", [{}, "x", {"0": AGENTS[0]}], ids=repr)
def test_participants_are_an_array(name, value):
    whole = b.statement(context={name: value})

    assert b.paths(whole, Version.TWO) == [f"$.context.{name}"]
