"""What an attacker with the credential of their own browser tries, and does not get."""

from copy import deepcopy
from typing import Any
from uuid import UUID

import pytest

from lms.xapi import vocabulary
from lms.xapi.bounds import ALLOWED_VERBS, Bound, refusal
from lms.xapi.statements import validate
from lms.xapi.statements.identities import id_of_event
from lms.xapi.statements.indexing import identifier_of
from lms.xapi.vocabulary import VIDEO_PROFILE

HOME = "https://integriteitscampus.example"
LESSON = f"{HOME}/activities/geschenken"
VIDEO = f"{LESSON}/video/1"
QUESTION = f"{LESSON}#vraag-1"
REGISTRATION = "8e1b7f0a-3f55-4a35-9a4e-8f0b4f2c1d11"
ME = {"account": {"homePage": HOME, "name": "8f3c"}}
YOU = {"account": {"homePage": HOME, "name": "91ab"}}
BOUND = Bound(
    actor=identifier_of(ME) or "", registration=UUID(REGISTRATION), activity=LESSON
)
PLAYED = f"{VIDEO_PROFILE}/verbs/played"
ADL = "http://adlnet.gov/expapi/verbs"
EXTENSION = f"{VIDEO_PROFILE}/extensions/time"


def said(**changes: Any) -> dict[str, Any]:
    """What a browser rightly says of a video in the lesson, with changes."""
    statement = {
        "id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
        "actor": ME,
        "verb": {"id": PLAYED, "display": {"en-US": "played"}},
        "object": {"id": VIDEO},
        "result": {"extensions": {EXTENSION: 12.5}},
        "context": {
            "registration": REGISTRATION,
            "contextActivities": {
                "parent": [{"id": LESSON}],
                "category": [{"id": VIDEO_PROFILE}],
            },
            "language": "nl",
            "extensions": {f"{VIDEO_PROFILE}/extensions/session-id": "1"},
        },
        "timestamp": "2026-09-01T08:30:00Z",
    }
    return deepcopy(statement | changes)


def about(iri: str, **context: Any) -> dict[str, Any]:
    return said(object={"id": iri}, context=said()["context"] | context)


def with_verb(iri: str, **changes: Any) -> dict[str, Any]:
    return said(verb={"id": iri}) | changes


def in_context(**changes: Any) -> dict[str, Any]:
    return said(context=said()["context"] | changes)


ANSWER = with_verb(
    vocabulary.ANSWERED.iri,
    object={"id": QUESTION},
    result={"response": "a", "success": True, "duration": "PT4S"},
)
UNDERWAY = with_verb(
    vocabulary.PROGRESSED.iri,
    object={"id": LESSON},
    result={"extensions": {vocabulary.PROGRESS: 99}},
)


@pytest.mark.parametrize(
    "statement",
    [
        said(),
        ANSWER,
        UNDERWAY,
        with_verb(f"{ADL}/interacted", object={"id": LESSON}),
        with_verb(f"{ADL}/interacted"),
        with_verb(vocabulary.INITIALIZED.iri),
        said(actor=ME | {"objectType": "Agent"}),
        said(object={"id": VIDEO, "objectType": "Activity"}),
        in_context(registration=REGISTRATION.upper()),
        in_context(contextActivities={"grouping": {"id": LESSON}}),
        said(verb={"id": PLAYED, "display": {"nl": "Played"}}),
    ],
)
def test_what_only_the_browser_knows_may_be_said(statement):
    assert validate(statement) == []
    assert refusal(statement, BOUND) is None


@pytest.mark.parametrize(
    "verb",
    [
        vocabulary.COMPLETED.iri,
        vocabulary.REGISTERED.iri,
        vocabulary.UNREGISTERED.iri,
        vocabulary.SELECTED.iri,
        *(f"{ADL}/{name}" for name in ("passed", "failed", "mastered", "attempted")),
        *(f"{ADL}/{name}" for name in ("scored", "satisfied", "waived", "launched")),
        "https://w3id.org/xapi/adl/verbs/satisfied",
        "http://id.tincanapi.com/verb/earned",
        "https://w3id.org/xapi/video/verbs/completed",
        f"{ADL}/experienced",
        f"{ADL}/Interacted",
        f"{ADL}/interacted/",
        "http://adlnet.gov/expapi/verbs/answered#completed",
    ],
)
@pytest.mark.parametrize("target", [LESSON, VIDEO])
def test_what_the_product_decides_cannot_be_said(verb, target):
    assert refusal(with_verb(verb, object={"id": target}), BOUND)


def test_nothing_can_be_voided():
    voiding = with_verb(
        vocabulary.VOIDED_IRI,
        object={
            "objectType": "StatementRef",
            "id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
        },
    )

    assert refusal(voiding, BOUND)
    assert refusal(voiding | {"verb": {"id": PLAYED}}, BOUND)


@pytest.mark.parametrize(
    "display",
    [{"nl": "voltooide"}, {"en-US": "completed"}, {"en": "played", "nl": "slaagde"}],
)
def test_a_verb_cannot_be_made_to_read_as_another(display):
    assert refusal(said(verb={"id": PLAYED, "display": display}), BOUND)


@pytest.mark.parametrize(
    "result",
    [
        {"completion": True},
        {"completion": False},
        {"success": True},
        {"score": {"scaled": 1}},
        {"response": "a"},
        {"extensions": {vocabulary.PROGRESS: 100}},
        {"extensions": {vocabulary.PROGRESS: 100.0}},
        {"extensions": {vocabulary.PROGRESS: "100"}},
        {"extensions": {vocabulary.PROGRESS: True}},
        {"extensions": {vocabulary.PROGRESS: -1}},
        {"extensions": {f"{HOME}/extensions/certificate": "VO-1"}},
        {"extensions": {"https://w3id.org/xapi/video/extensionsX": 1}},
    ],
)
@pytest.mark.parametrize("verb", [PLAYED, f"{ADL}/interacted", f"{ADL}/progressed"])
def test_no_result_can_look_like_completing_or_passing(verb, result):
    assert refusal(with_verb(verb, result=result), BOUND)


@pytest.mark.parametrize("name", ["completion", "score"])
def test_an_answer_has_a_response_and_success_alone(name):
    result = ANSWER["result"] | {name: True}

    assert refusal(ANSWER | {"result": result}, BOUND)


@pytest.mark.parametrize(
    "verb", [vocabulary.ANSWERED.iri, vocabulary.INITIALIZED.iri, f"{ADL}/terminated"]
)
def test_the_activity_itself_is_neither_begun_ended_nor_answered(verb):
    assert refusal(with_verb(verb, object={"id": LESSON}), BOUND)


@pytest.mark.parametrize(
    "actor",
    [
        YOU,
        {"mbox": "mailto:noor@voorbeeld.test"},
        {"openid": f"{HOME}/8f3c"},
        {"account": {"homePage": f"{HOME}/", "name": "8f3c"}},
        {"account": {"homePage": HOME, "name": "8F3C"}},
        {"account": {"homePage": HOME, "name": "8f3c "}},
        ME | {"name": "De minister"},
        ME | {"objectType": "Group"},
        {"objectType": "Group", "member": [ME]},
        {"objectType": "Group", "member": [ME, YOU]},
        ME | {"objectType": "Group", "member": [YOU]},
    ],
)
def test_nobody_else_can_be_the_actor(actor):
    assert refusal(said(actor=actor), BOUND)


@pytest.mark.parametrize(
    "iri",
    [
        f"{HOME}/activities/anders",
        f"{LESSON}2",
        f"{LESSON}-gevolgd/video",
        f"{LESSON}?x=1",
        f"{LESSON}/",
        f"{LESSON}#",
        f"{LESSON}/../anders",
        f"{LESSON}/video/..",
        f"{LESSON}/%2e%2e/anders",
        f"{LESSON}/.%2E/anders",
        f"{LESSON}/..\\anders",
        f"{LESSON}/%2e%2e%2fanders",
        LESSON.upper(),
        HOME,
        "https://evil.example/activities/geschenken/video",
    ],
)
def test_nothing_outside_the_activity_can_be_the_object(iri):
    assert refusal(about(iri), BOUND)


@pytest.mark.parametrize(
    "target",
    [
        YOU | {"objectType": "Agent"},
        ME | {"objectType": "Agent"},
        {"objectType": "StatementRef", "id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"},
        {
            "objectType": "SubStatement",
            "actor": YOU,
            "verb": {"id": vocabulary.COMPLETED.iri},
            "object": {"id": LESSON},
        },
    ],
)
@pytest.mark.parametrize("verb", [*ALLOWED_VERBS])
def test_the_object_is_an_activity(verb, target):
    assert refusal(with_verb(verb, object=target), BOUND)


@pytest.mark.parametrize("target", [LESSON, VIDEO])
@pytest.mark.parametrize(
    "definition", [{"name": {"nl": "Gehackt"}}, {"correctResponsesPattern": ["b"]}, {}]
)
def test_activities_cannot_be_redefined(target, definition):
    interacted = with_verb(f"{ADL}/interacted")
    item = {"id": target, "definition": definition}

    assert refusal(interacted | {"object": item}, BOUND)
    for kind in ("parent", "grouping", "category", "other"):
        surroundings = {"grouping": [{"id": LESSON}]} | {kind: [item, {"id": LESSON}]}
        assert refusal(in_context(contextActivities=surroundings), BOUND)


@pytest.mark.parametrize("registration", [None, "11111111-1111-4111-8111-111111111111"])
def test_no_other_registration(registration):
    context = said()["context"] | {"registration": registration}
    if registration is None:
        del context["registration"]

    assert refusal(said(context=context), BOUND)


def test_no_context_at_all():
    statement = said()
    del statement["context"]

    assert refusal(statement, BOUND)


@pytest.mark.parametrize(
    "surroundings",
    [
        {},
        {"other": [{"id": LESSON}]},
        {"parent": [{"id": LESSON}, {"id": f"{HOME}/activities/anders"}]},
        {"parent": [{"id": LESSON}], "grouping": {"id": HOME}},
        {"parent": [{"id": LESSON}], "other": {"id": f"{HOME}/activities/anders"}},
        {
            "parent": [{"id": LESSON}],
            "category": [
                {"id": "https://w3id.org/xapi/cmi5/context/categories/moveon"}
            ],
        },
    ],
)
def test_it_cannot_be_found_elsewhere(surroundings):
    assert refusal(in_context(contextActivities=surroundings), BOUND)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("instructor", YOU),
        ("instructor", ME),
        ("team", {"objectType": "Group", "member": [YOU]}),
        ("contextAgents", [{"objectType": "contextAgent", "agent": YOU}]),
        ("contextGroups", [{"objectType": "contextGroup", "group": YOU}]),
        (
            "statement",
            {
                "objectType": "StatementRef",
                "id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
            },
        ),
        ("extensions", {f"{HOME}/extensions/entity": "DEMO-001"}),
        ("somethingNew", 1),
    ],
)
def test_the_context_names_nobody_and_no_other_statement(name, value):
    assert refusal(in_context(**{name: value}), BOUND)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("authority", ME),
        ("authority", YOU),
        ("attachments", []),
        ("somethingNew", 1),
    ],
)
def test_a_statement_has_no_authority_of_its_own_and_no_attachments(name, value):
    assert refusal(said(**{name: value}), BOUND)


def test_the_id_of_a_domain_event_cannot_be_taken_first():
    registration, verb = UUID(REGISTRATION), vocabulary.COMPLETED

    assert refusal(said(id=str(id_of_event(registration, verb))), BOUND)
    assert refusal(said(id="00000000-0000-0000-0000-000000000000"), BOUND)
