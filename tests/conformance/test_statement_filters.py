"""What a query finds (part three, 2.1.3; IEEE 9274.1.1, 4.1.6.1)."""

import pytest

from . import building as b
from .statement_resource import (
    activity,
    agent,
    found,
    get,
    ids,
    post,
    said,
    store,
    verb,
)

pytestmark = [pytest.mark.rules, pytest.mark.django_db]

ANNA, BRAM = agent("anna"), agent("bram")
TEAM = {"objectType": "Group", "mbox": "mailto:team@voorbeeld.test"}
COURSE = activity("course")
FIRST, SECOND = b.UUID, "16fd2706-8baf-433b-82eb-8c7fada847da"


# One condition


def within(**parts):
    """A statement about a SubStatement with these parts."""
    return b.substatement(**parts)


DIRECT_AGENT = {
    "actor": {"actor": ANNA},
    "object": {"object": ANNA},
    "member of an identified group": {"actor": TEAM | {"member": [BRAM, ANNA]}},
    "member of an anonymous group": {
        "actor": {"objectType": "Group", "member": [ANNA]}
    },
    "member of a group as object": {"object": TEAM | {"member": [ANNA]}},
}
RELATED_AGENT = {
    "instructor": {"context": {"instructor": ANNA}},
    "member of a group of instructors": {
        "context": {"instructor": TEAM | {"member": [ANNA]}}
    },
    "team": {"context": {"team": TEAM | {"member": [ANNA]}}},
    "actor of a SubStatement": within(actor=ANNA),
    "object of a SubStatement": within(object=ANNA),
    "instructor in a SubStatement": within(context={"instructor": ANNA}),
    "member in a SubStatement": within(actor=TEAM | {"member": [ANNA]}),
}
TWO_ALONE = {
    "context agent": {
        "context": {"contextAgents": [{"objectType": "contextAgent", "agent": ANNA}]}
    },
    "member of a context group": {
        "context": {
            "contextGroups": [
                {"objectType": "contextGroup", "group": TEAM | {"member": [ANNA]}}
            ]
        }
    },
    "context agent in a SubStatement": within(
        context={"contextAgents": [{"objectType": "contextAgent", "agent": ANNA}]}
    ),
}


def of(parts):
    return said(**{name: part for name, part in parts.items() if name != "id"})


@pytest.mark.parametrize("parts", DIRECT_AGENT.values(), ids=DIRECT_AGENT)
def test_agent_finds_the_actor_and_the_object(lrs, parts):
    wanted = of(parts)
    store(lrs, wanted, said(actor=BRAM))

    assert ids(lrs, agent=ANNA) == [wanted["id"]]
    assert ids(lrs, agent=ANNA, related_agents=False) == [wanted["id"]]
    assert ids(lrs, agent=ANNA, related_agents=True) == [wanted["id"]]


@pytest.mark.parametrize("parts", RELATED_AGENT.values(), ids=RELATED_AGENT)
def test_related_agents_finds_every_other_place_too(lrs, parts):
    wanted = of(parts)
    store(lrs, wanted, said(actor=BRAM))

    assert ids(lrs, agent=ANNA) == []
    assert ids(lrs, agent=ANNA, related_agents=True) == [wanted["id"]]


@pytest.mark.parametrize("parts", TWO_ALONE.values(), ids=TWO_ALONE)
def test_related_agents_finds_those_that_two_brought(two, parts):
    """IEEE 9274.1.1, 4.2.2.5: contextAgents and contextGroups."""
    wanted = of(parts)
    store(two, wanted, said(actor=BRAM))

    assert ids(two, agent=ANNA) == []
    assert ids(two, agent=ANNA, related_agents=True) == [wanted["id"]]


def test_related_agents_finds_the_authority(lrs):
    wanted = said()
    store(lrs, wanted)
    authority = get(lrs, wanted)["authority"]

    assert ids(lrs, agent=authority) == []
    assert ids(lrs, agent=authority, related_agents=True) == [wanted["id"]]


@pytest.mark.parametrize(
    "asked", [TEAM, TEAM | {"objectType": "Agent"}, TEAM | {"member": [BRAM]},
              TEAM | {"name": "x"}],
    ids=str,
)  # fmt: skip
def test_agent_may_be_an_identified_group(lrs, asked):
    wanted = said(actor=TEAM | {"member": [ANNA]})
    store(lrs, wanted, said(actor=BRAM))

    assert ids(lrs, agent=asked) == [wanted["id"]]


IDENTIFIED = [
    {"mbox": "mailto:anna@voorbeeld.test"},
    {"mbox_sha1sum": "cd9b00a5611f94eaa7b1661edab976068e364975"},
    {"openid": "https://anna.example.com/"},
    {"account": {"homePage": "https://example.com", "name": "anna é+&"}},
]


@pytest.mark.parametrize("identified", IDENTIFIED, ids=lambda one: next(iter(one)))
def test_an_agent_is_who_has_the_same_identifier(lrs, identified):
    """Part two, 2.4.2.3; a name and the type say nothing about who it is."""
    wanted = said(actor=identified | {"name": "Anna"})
    others = [said(actor=other) for other in IDENTIFIED if other != identified]
    store(lrs, wanted, *others)

    for asked in ({}, {"objectType": "Agent"}, {"name": "Iemand"}):
        assert ids(lrs, agent=identified | asked) == [wanted["id"]]


def test_verb_finds_that_verb_alone(lrs):
    wanted = said(verb=verb("read"))
    store(lrs, wanted, said(verb=verb("reads")), within(verb=verb("read")))

    assert ids(lrs, verb=verb("read")["id"]) == [wanted["id"]]
    assert ids(lrs, verb=verb("Read")["id"]) == []
    assert ids(lrs, verb="https://example.com/verbs/re") == []


def test_activity_finds_the_object(lrs):
    wanted = said(object=COURSE | {"objectType": "Activity"})
    store(lrs, wanted, said(object=activity("course/1")))

    assert ids(lrs, activity=COURSE["id"]) == [wanted["id"]]
    assert ids(lrs, activity=COURSE["id"], related_activities=False) == [wanted["id"]]
    assert ids(lrs, activity=COURSE["id"], related_activities=True) == [wanted["id"]]


RELATED_ACTIVITY = {
    kind: {"context": {"contextActivities": {kind: [activity("x"), COURSE]}}}
    for kind in ("parent", "grouping", "category", "other")
} | {
    "object of a SubStatement": within(object=COURSE),
    "context of a SubStatement": within(
        context={"contextActivities": {"category": [COURSE]}}
    ),
}


@pytest.mark.parametrize("parts", RELATED_ACTIVITY.values(), ids=RELATED_ACTIVITY)
def test_related_activities_finds_every_other_place_too(lrs, parts):
    wanted = of(parts)
    store(lrs, wanted, said(object=activity("x")))

    assert ids(lrs, activity=COURSE["id"]) == []
    assert ids(lrs, activity=COURSE["id"], related_activities=True) == [wanted["id"]]


def test_related_activities_finds_one_that_stands_alone(one):
    """Part two, 2.4.6.2; 2.0 knows arrays alone."""
    wanted = said(context={"contextActivities": {"parent": COURSE}})
    store(one, wanted)

    assert ids(one, activity=COURSE["id"], related_activities=True) == [wanted["id"]]


def test_registration_finds_that_of_the_statement(lrs):
    wanted = said(context={"registration": FIRST})
    inner = within(context={"registration": FIRST})
    store(lrs, wanted, said(context={"registration": SECOND}), inner, said())

    assert ids(lrs, registration=FIRST) == [wanted["id"]]
    assert ids(lrs, registration=FIRST.upper()) == [wanted["id"]]


def test_nothing_found_is_no_mistake(lrs):
    """2.1.3: the statements are an empty array then."""
    store(lrs, said())

    response = lrs.get("statements", verb=verb("never")["id"])

    assert response.status_code == 200
    assert response.json() == {"statements": [], "more": ""}


# All conditions together


VALUES = {
    "agent": (ANNA, BRAM),
    "verb": (verb("read")["id"], verb("wrote")["id"]),
    "activity": (COURSE["id"], activity("other")["id"]),
    "registration": (FIRST, SECOND),
}


def test_every_combination_of_conditions_finds_what_meets_them_all(lrs):
    """Sixteen statements, and each of the eighty-one questions about them."""
    made = []
    for number in range(16):
        choice = [number >> place & 1 for place in range(4)]
        who, what, where, registration = (
            values[one] for values, one in zip(VALUES.values(), choice, strict=True)
        )
        made.append(
            said(
                actor=who,
                verb={"id": what},
                object={"id": where},
                context={"registration": registration},
            )
        )
    assert post(lrs, made).status_code == 200

    for number in range(81):
        wanted = [number // 3**place % 3 for place in range(4)]
        query = {
            name: values[one]
            for (name, values), one in zip(VALUES.items(), wanted, strict=True)
            if one < 2
        }
        expected = [
            one["id"]
            for place, one in enumerate(made)
            if all(
                one_wanted in {2, place >> bit & 1}
                for bit, one_wanted in enumerate(wanted)
            )
        ]
        assert ids(lrs, ascending=True, **query) == expected, query


def test_related_agents_and_activities_are_asked_apart(lrs):
    wanted = said(
        actor=BRAM,
        context={
            "instructor": ANNA,
            "contextActivities": {"parent": [COURSE]},
        },
    )
    store(lrs, wanted, said(actor=ANNA), said(object=COURSE))
    query = {"agent": ANNA, "activity": COURSE["id"]}

    def found_with(agents, activities):
        return ids(lrs, related_agents=agents, related_activities=activities, **query)

    assert found_with(True, True) == [wanted["id"]]  # noqa: FBT003
    for one, other in ((True, False), (False, True), (False, False)):
        assert found_with(one, other) == []


# Order, and bounds in time


def test_the_newest_come_first_unless_asked_otherwise(lrs):
    stored = store(lrs, *(said() for _ in range(4)))

    assert ids(lrs) == ids(lrs, ascending=False) == stored[::-1]
    assert ids(lrs, ascending=True) == stored
    assert ids(lrs, limit=2) == stored[:1:-1]
    assert ids(lrs, limit=2, ascending=True) == stored[:2]


def test_the_order_is_that_of_storing_and_not_of_happening(lrs):
    late = said(timestamp="2020-01-02T00:00:00Z")
    early = said(timestamp="2020-01-01T00:00:00Z")
    store(lrs, late, early)

    assert ids(lrs, ascending=True) == [late["id"], early["id"]]
    assert ids(lrs, until="2020-01-03T00:00:00Z") == []
    assert len(ids(lrs, since="2020-01-03T00:00:00Z")) == 2


@pytest.mark.parametrize("query", [{}, {"agent": b.AGENT}, {"verb": b.VERB["id"]}])
def test_since_is_after_and_until_is_at_or_before(lrs, query):
    post(lrs, [said() for _ in range(4)])
    store(lrs, said())
    stored = [one["stored"] for one in found(lrs, ascending=True)]

    def between(**bounds):
        every = found(lrs, ascending=True, **bounds, **query)
        return [one["stored"] for one in every]

    for place, moment in enumerate(stored):
        assert between(since=moment) == stored[place + 1 :]
        assert between(until=moment) == stored[: place + 1]
    assert between(since=stored[0], until=stored[2]) == stored[1:3]
    assert between(since=stored[2], until=stored[0]) == []
    assert between(since="2001-01-01T00:00:00Z") == stored
    assert between(until="2001-01-01T01:00:00+01:00") == []


@pytest.mark.parametrize("limit", ["0", "1", "2", "3", "4", "9" * 20, "00", "02"])
def test_limit_is_the_most_and_0_is_no_limit_of_the_client(lrs, limit):
    stored = store(lrs, *(said() for _ in range(3)))

    answer = lrs.get("statements", limit=limit).json()

    most = int(limit) or 3
    assert [one["id"] for one in answer["statements"]] == stored[::-1][:most]
    assert bool(answer["more"]) == (most < 3)
