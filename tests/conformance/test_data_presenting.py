"""The formats ids and canonical, languages, and what statements are found by.

Part three, 2.1.3; IEEE 9274.1.1, 4.1.6.1; RFC 4647.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.xapi.statements.indexing import agent_key, findings, key_of
from lms.xapi.statements.languages import one_language, preferred_languages
from lms.xapi.statements.presenting import as_canonical, as_ids
from tests.xapi import samples

from . import building as b
from .deterministic import DETERMINISTIC
from .examples import read

NAMED = b.AGENT | {"name": "Noor"}
DEFINED = b.ACTIVITY | {"definition": {"name": {"nl": "Een", "en": "One"}}}
BARE = {key: value for key, value in DEFINED.items() if key != "definition"}


# The format ids.


@b.at([*b.AGENTS, *b.GROUPS])
def test_ids_of_agents_and_identified_groups_are_what_identifies(place, version):
    group = place in b.GROUPS and place not in b.AGENTS
    bare = b.GROUP if group else b.AGENT
    whole = place.holding(bare | {"name": "x"} | ({"member": [NAMED]} if group else {}))

    assert as_ids(whole) == place.holding(bare)


@b.at(b.GROUPS)
def test_ids_of_an_anonymous_group_are_those_of_its_members(place, version):
    group = {
        "objectType": "Group",
        "name": "x",
        "member": [NAMED, {"openid": "urn:x:y"}],
    }
    bare = {"objectType": "Group", "member": [b.AGENT, {"openid": "urn:x:y"}]}

    assert as_ids(place.holding(group)) == place.holding(bare)


@b.at(b.ACTIVITIES)
def test_ids_of_activities_are_without_definition(place, version):
    assert as_ids(place.holding(DEFINED)) == place.holding(BARE)


@b.at(b.VERBS)
def test_ids_of_verbs_are_without_display(place, version):
    whole = place.holding(b.VERB | {"display": {"nl": "deed"}})

    assert as_ids(whole) == place.holding(b.VERB)


def test_ids_keep_the_rest():
    whole, shown = read("two"), as_ids(read("two"))

    assert shown["context"]["contextAgents"] == whole["context"]["contextAgents"]
    assert shown["timestamp"] == whole["timestamp"]
    whole = samples.from_outside()
    for name in ("result", "attachments", "id", "version", "stored"):
        assert as_ids(whole)[name] == whole[name]


def test_one_context_activity_is_shown_in_an_array():
    whole = b.statement(context={"contextActivities": {"parent": b.ACTIVITY}})

    assert as_ids(whole)["context"]["contextActivities"]["parent"] == [b.ACTIVITY]


# The format canonical.


def canonical(whole, header, **definitions):
    return as_canonical(
        whole, definitions=definitions, languages=preferred_languages(header)
    )


@b.at(b.ACTIVITIES)
def test_canonical_is_the_known_definition_in_one_language(place, version):
    known = {"name": {"nl": "Nieuw", "en": "New"}, "type": "urn:a:type"}
    other = {"id": "https://example.com/activities/2"}
    shown = as_canonical(
        place.holding(DEFINED | other),
        definitions={other["id"]: known},
        languages=preferred_languages("en-GB"),
    )

    expected = other | {"definition": {"name": {"en": "New"}, "type": "urn:a:type"}}
    assert shown == place.holding(expected)


@b.at([*b.AGENTS, *b.GROUPS])
def test_canonical_leaves_agents_and_groups(place, version):
    who = (b.GROUP if place not in b.AGENTS else b.AGENT) | {"name": "x"}

    assert canonical(place.holding(who), "") == place.holding(who)


def test_each_map_is_chosen_for_itself():
    definition = {
        "name": {"fr": "F", "nl": "N"},
        "description": {"en": "E", "de": "D"},
        "interactionType": "choice",
        "choices": [{"id": "a", "description": {"de": "D", "fr": "F"}}, {"id": "b"}],
    }
    whole = b.statement(
        object=b.ACTIVITY | {"definition": definition},
        verb=b.VERB | {"display": {"en": "did", "nl": "deed"}},
    )

    shown = canonical(whole, "nl, de;q=0.8, *;q=0.1")

    assert shown["verb"]["display"] == {"nl": "deed"}
    assert shown["object"]["definition"] == definition | {
        "name": {"nl": "N"},
        "description": {"de": "D"},
        "choices": [{"id": "a", "description": {"de": "D"}}, {"id": "b"}],
    }


LABELS = ["nl", "nl-BE", "en-US", "en-GB", "fr", "zh-Hant-TW"]


@pytest.mark.parametrize(
    ("header", "labels", "chosen"),
    [
        ("", LABELS, "fr"),
        ("fr", LABELS, "fr"),
        ("FR", LABELS, "fr"),
        ("nl-BE", LABELS, "nl-BE"),
        ("nl-NL", LABELS, "nl"),
        ("nl-BE-x-eigen", LABELS, "nl-BE"),
        ("en", LABELS, "en-GB"),
        ("en-GB, en", LABELS, "en-GB"),
        ("en-AU", LABELS, "en-GB"),  # the same language before any other
        ("en-AU, fr", LABELS, "fr"),  # but after every range
        ("zh", LABELS, "zh-Hant-TW"),
        ("zh-Hant", LABELS, "zh-Hant-TW"),
        ("n", LABELS, "fr"),  # no language, so the shortest
        ("e", ["en"], "en"),
        ("de, fr;q=0.5", LABELS, "fr"),
        ("fr;q=0.5, en-GB;q=0.9", LABELS, "en-GB"),
        ("fr;q=0.5,en-GB;q=0.5", LABELS, "fr"),
        ("fr;q=0.001, xx", LABELS, "fr"),
        ("*", LABELS, "fr"),
        ("*, fr;q=0.5", ["fr", "nl"], "nl"),  # * is what no other range names
        ("de, *;q=0.5", LABELS, "fr"),
        ("nl;q=0", LABELS, "fr"),
        ("nl;q=0, nl-BE", LABELS, "nl-BE"),
        ("nl-BE;q=0, nl", ["nl-BE", "nl-NL"], "nl-NL"),
        ("*;q=0, fr", LABELS, "fr"),
        ("*;q=0", LABELS, "fr"),  # one must be returned
        ("nl;q=0, *", ["nl", "fr"], "fr"),
        ("fr ; q = 0.4 , en-GB ; q=0.3", LABELS, "fr"),
        ("fr;q=2, en-GB", LABELS, "en-GB"),
        ("fr;q=x, en-GB", LABELS, "en-GB"),
        ("fr;level=1, en-GB", LABELS, "en-GB"),
        (",,;,", LABELS, "fr"),
        ("fr" + ",xx" * 400 + ",en-GB;q=0.9", LABELS, "fr"),
        ("fr", ["EN", "FR"], "FR"),
        ("i-default, fr", LABELS, "fr"),
        ("zh-a-extended", ["zh-Hant", "zh"], "zh"),
    ],
)
def test_the_language_that_suits_best(header, labels, chosen):
    given = {tag: tag for tag in labels}

    assert one_language(given, preferred_languages(header)) == {chosen: chosen}


def test_tags_in_order_are_preferences_too():
    assert one_language({"nl": "n", "en-US": "e"}, ["fr", "en"]) == {"en-US": "e"}
    assert one_language({}, ["nl"]) == {}


@DETERMINISTIC
@given(
    st.text(st.sampled_from("nlenfr-*;q=01.,  xX\x00é"), max_size=60) | st.text(),
    st.dictionaries(st.sampled_from([*LABELS, "x-y", "NL"]), st.just("x"), min_size=1),
)
def test_any_header_chooses_one(header, labels):
    assert len(one_language(labels, preferred_languages(header))) == 1


# What a statement is found by.

FOUND_DIRECTLY = {"$.actor", "$.object"}


@b.at([*b.AGENTS, *b.GROUPS])
def test_agents_and_groups_are_found_where_they_stand(place, version):
    who = b.GROUP if place not in b.AGENTS else NAMED | {"mbox": "mailto:x@y.test"}

    found = findings(place.holding(who))

    assert agent_key(who) in found.related_agents
    assert (agent_key(who) in found.direct_agents) == (place.path in FOUND_DIRECTLY)
    assert found.agents[agent_key(who)] == who


@b.at(b.GROUPS)
@pytest.mark.parametrize("identifier", [{}, {"openid": "urn:x:y"}], ids=str)
def test_members_are_found_as_their_group_is(place, version, identifier):
    member = {"mbox": "mailto:x@y.test"}
    group = {"objectType": "Group", "member": [member]} | identifier

    found = findings(place.holding(group))

    assert agent_key(member) in found.related_agents
    assert (agent_key(member) in found.direct_agents) == (place.path in FOUND_DIRECTLY)


@b.at(b.ACTIVITIES)
def test_activities_are_found_where_they_stand(place, version):
    activity = DEFINED | {"id": "https://example.com/activities/2"}
    key = key_of(activity["id"])

    found = findings(place.holding(activity))

    assert key in found.related_activities
    assert (key in found.direct_activities) == (place.path in FOUND_DIRECTLY)
    assert found.activities[key] == activity


def test_verb_and_registration_are_of_the_statement_itself():
    whole = b.substatement(context={"registration": b.UUID}, verb={"id": "urn:x:y"})

    found = findings(whole)

    assert found.verb == key_of(b.VERB["id"])
    assert found.registration is None
    whole = b.statement(context={"registration": b.UUID.upper()})
    assert str(findings(whole).registration) == b.UUID


def test_relevant_types_are_no_activities():
    found = findings(read("two"))

    assert len(found.related_activities) == 1
    assert len(found.related_agents) == 5
