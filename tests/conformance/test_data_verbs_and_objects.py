"""Verbs and objects (part two, 2.4.3, 2.4.4 and 2.3.2; IEEE 9274.1.1, 4.2.2.2-3)."""

import pytest

from lms.xapi.statements import validate

from . import building as b

BAD_IRIS = [
    "attended",
    "",
    "example.com/verb",
    "https://exa mple.com/x",
    "http:",
    1,
    {},
]


@b.at(b.VERBS)
def test_a_verb_needs_no_display(place, version):
    assert validate(place.holding({"id": "urn:example:verb"}), version) == []


@b.at(b.VERBS)
@pytest.mark.parametrize("iri", BAD_IRIS, ids=repr)
def test_the_id_of_a_verb_is_an_iri(place, version, iri):
    assert b.paths(place.holding({"id": iri}), version) == [f"{place}.id"]


@b.at(b.VERBS)
@pytest.mark.parametrize("verb", ["did", [], 1, b.VERB["id"]], ids=repr)
def test_a_verb_is_an_object(place, version, verb):
    assert b.paths(place.holding(verb), version) == [str(place)]


@b.at(b.VERBS)
def test_a_verb_has_an_id(place, version):
    assert b.paths(place.holding({"display": {"nl": "deed"}}), version) == [
        f"{place}.id"
    ]


# What the object is.


OBJECTS = {
    "Activity": b.ACTIVITY | {"objectType": "Activity"},
    "Activity by default": b.ACTIVITY,
    "Agent": b.AGENT,
    "Group": b.GROUP,
    "StatementRef": b.REFERENCE,
}


@b.at(b.OBJECT)
@pytest.mark.parametrize("value", OBJECTS.values(), ids=OBJECTS)
def test_an_object_is_one_of(place, version, value):
    assert validate(place.holding(value), version) == []


@b.in_both
def test_the_object_of_a_statement_may_be_a_substatement(version):
    assert validate(b.substatement(), version) == []


@b.at(b.OBJECT)
@pytest.mark.parametrize(
    "kind",
    ["activity", "agent", "group", "statementref", "statementRef", "substatement",
     "Statement", "Person", "", 1, ["Activity"], {}, None],
    ids=repr,
)  # fmt: skip
def test_the_object_type_is_one_of_five_in_this_case(place, version, kind):
    value = b.ACTIVITY | {"objectType": kind}

    assert b.paths(place.holding(value), version) == [f"{place}.objectType"]


@b.at(b.OBJECT)
@pytest.mark.parametrize("value", ["https://example.com", [b.ACTIVITY], 1, True])
def test_an_object_is_an_object(place, version, value):
    assert b.paths(place.holding(value), version) == [str(place)]


# Activities (2.4.4.1), wherever they stand.


@b.at(b.ACTIVITIES)
@pytest.mark.parametrize("iri", BAD_IRIS, ids=repr)
def test_the_id_of_an_activity_is_an_iri(place, version, iri):
    assert b.paths(place.holding({"id": iri}), version) == [f"{place}.id"]


@b.at(b.ACTIVITIES)
def test_an_activity_has_an_id(place, version):
    assert b.paths(place.holding({"objectType": "Activity"}), version) == [
        f"{place}.id"
    ]


@b.at(b.ACTIVITIES)
@pytest.mark.parametrize("definition", ["x", [], 1, None], ids=repr)
def test_a_definition_is_an_object(place, version, definition):
    activity = b.ACTIVITY | {"definition": definition}

    assert b.paths(place.holding(activity), version) == [f"{place}.definition"]


@b.at(b.DEFINITIONS)
@pytest.mark.parametrize(
    "definition",
    [
        {},
        {"name": {"nl": "Naam"}},
        {"description": {"nl": "Uitleg"}},
        {"type": "https://example.com/type"},
        {"moreInfo": "https://example.com/more"},
        {"extensions": {}},
        {"interactionType": "other"},
    ],
    ids=str,
)
def test_each_property_of_a_definition_stands_alone(place, version, definition):
    assert validate(place.holding(definition), version) == []


@b.at(b.DEFINITIONS)
@pytest.mark.parametrize("name", ["type", "moreInfo"])
@pytest.mark.parametrize("iri", BAD_IRIS, ids=repr)
def test_type_and_more_info_are_iris(place, version, name, iri):
    assert b.paths(place.holding({name: iri}), version) == [f"{place}.{name}"]


# Interactions (2.4.4.1, "Interaction Activities" and "Interaction Components").

LISTS = {
    "choice": ("choices",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "true-false": (),
    "fill-in": (),
    "long-fill-in": (),
    "numeric": (),
    "other": (),
}
ALL_LISTS = sorted({name for names in LISTS.values() for name in names})
COMPONENTS = [{"id": "a", "description": {"nl": "A"}}, {"id": "b"}]


@b.at(b.DEFINITIONS)
@pytest.mark.parametrize(("interaction", "lists"), LISTS.items())
def test_an_interaction_has_the_lists_of_its_type(place, version, interaction, lists):
    definition = {
        "interactionType": interaction,
        "correctResponsesPattern": ["a[,]b", ""],
    } | dict.fromkeys(lists, COMPONENTS)

    assert validate(place.holding(definition), version) == []


@b.at(b.DEFINITIONS)
@pytest.mark.parametrize("interaction", LISTS)
@pytest.mark.parametrize("name", ALL_LISTS)
def test_and_no_others(place, version, interaction, name):
    definition = {"interactionType": interaction, name: COMPONENTS}

    expected = [] if name in LISTS[interaction] else [f"{place}.{name}"]
    assert b.paths(place.holding(definition), version) == expected


@b.at(b.DEFINITIONS)
@pytest.mark.parametrize("name", [*ALL_LISTS, "correctResponsesPattern"])
def test_what_interactions_have_needs_a_type(place, version, name):
    value = ["a"] if name == "correctResponsesPattern" else COMPONENTS

    assert b.paths(place.holding({name: value}), version) == [
        f"{place}.interactionType"
    ]


@b.at(b.DEFINITIONS)
@pytest.mark.parametrize("kind", ["Choice", "truefalse", "", 1, None], ids=repr)
def test_the_interaction_type_is_one_of_ten(place, version, kind):
    assert b.paths(place.holding({"interactionType": kind}), version) == [
        f"{place}.interactionType"
    ]


@b.at(b.DEFINITIONS)
@pytest.mark.parametrize(
    ("pattern", "where"), [("a", ""), ({}, ""), ([1], "[0]"), (["a", None], "[1]")]
)
def test_correct_responses_are_strings(place, version, pattern, where):
    definition = {"interactionType": "other", "correctResponsesPattern": pattern}

    assert b.paths(place.holding(definition), version) == [
        f"{place}.correctResponsesPattern{where}"
    ]


@b.at(b.DEFINITIONS)
@pytest.mark.parametrize(("interaction", "name"), [
    (kind, name) for kind, names in LISTS.items() for name in names
])  # fmt: skip
@pytest.mark.parametrize(
    ("components", "where"),
    [
        ({"id": "a"}, ""),
        ([{"id": "a"}, {"id": "a"}], ""),
        (["a"], "[0]"),
        ([{"description": {"nl": "A"}}], "[0].id"),
        ([{"id": 1}], "[0].id"),
        ([{"id": "a", "description": "A"}], "[0].description"),
        ([{"id": "a", "name": "A"}], "[0].name"),
    ],
    ids=str,
)
def test_components_have_distinct_ids(
    place, version, interaction, name, components, where
):
    definition = {"interactionType": interaction, name: components}

    assert b.paths(place.holding(definition), version) == [f"{place}.{name}{where}"]


# Statement references and SubStatements (2.4.4.3), voiding (2.3.2).

REFERENCES = [
    *b.OBJECT,
    b.Place(
        "$.context.statement",
        lambda value: b.statement(context={"statement": value}),
    ),
]


@b.at(REFERENCES)
@pytest.mark.parametrize("value", [b.UUID.upper(), b.UUID])
def test_a_reference_names_a_uuid(place, version, value):
    assert validate(place.holding(b.REFERENCE | {"id": value}), version) == []


@b.at(REFERENCES)
@pytest.mark.parametrize("value", ["x", "", 1, f"{{{b.UUID}}}", f"urn:uuid:{b.UUID}"])
def test_a_reference_names_nothing_else(place, version, value):
    reference = b.REFERENCE | {"id": value}

    assert b.paths(place.holding(reference), version) == [f"{place}.id"]


@b.at(REFERENCES)
def test_a_reference_has_an_id(place, version):
    reference = {"objectType": "StatementRef"}

    assert b.paths(place.holding(reference), version) == [f"{place}.id"]


@b.in_both
@pytest.mark.parametrize("kind", [b.ABSENT, "Statement", "statementRef"])
def test_a_reference_says_that_it_is_one(version, kind):
    reference = {"objectType": kind, "id": b.UUID}
    if kind is b.ABSENT:
        del reference["objectType"]

    assert b.paths(b.statement(context={"statement": reference}), version) == [
        "$.context.statement.objectType"
    ]


@b.in_both
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", b.UUID),
        ("stored", "2013-05-18T05:32:34Z"),
        ("version", "1.0.0"),
        ("authority", b.AGENT),
    ],
)
def test_a_substatement_has_no(version, name, value):
    assert b.paths(b.substatement(**{name: value}), version) == [f"$.object.{name}"]


@b.in_both
def test_a_substatement_holds_no_other(version):
    inner = b.substatement()["object"]

    assert b.paths(b.substatement(object=inner), version) == ["$.object.object"]


@b.in_both
@pytest.mark.parametrize(
    "value", [value for name, value in OBJECTS.items() if name != "StatementRef"]
)
def test_who_voids_names_a_statement(version, value):
    verb = {"id": b.VOIDED}

    assert b.paths(b.statement(verb=verb, object=value), version) == ["$.object"]
    assert b.paths(b.substatement(verb=verb, object=value), version) == [
        "$.object.object"
    ]


@b.in_both
def test_a_voiding_statement_is_valid_with_a_reference(version):
    verb = {"id": b.VOIDED}

    assert validate(b.statement(verb=verb, object=b.REFERENCE), version) == []
    whole = b.substatement()
    whole["verb"] = verb
    assert b.paths(whole, version) == ["$.object"]
