"""PUT and POST of statements (part three, 2.1.1 and 2.1.2; IEEE 9274.1.1, 4.1.6.1)."""

import json
from uuid import UUID, uuid4

import pytest

from lms.xapi.lrs import receiving
from lms.xapi.models import ActivityRecord, Agent, IndexRow, StoredStatement
from lms.xapi.statements.versions import Version

from . import building as b
from .client import refused
from .statement_resource import found, get, ids, post, put, said, store, verb, voids

pytestmark = pytest.mark.django_db


def nothing_is_stored():
    models = (StoredStatement, IndexRow, Agent, ActivityRecord)
    return not any(model.objects.exists() for model in models)


# PUT: part three, 2.1.1


def test_put_stores_a_statement_and_answers_204_without_a_body(lrs):
    statement = said()

    response = put(lrs, statement)

    assert (response.status_code, response.content) == (204, b"")
    assert get(lrs, statement)["verb"] == statement["verb"]


def test_put_gives_a_statement_without_id_the_one_of_the_parameter(lrs):
    wanted = str(uuid4())

    response = lrs.send("PUT", "statements", {"statementId": wanted}, b.statement())

    assert response.status_code == 204
    assert get(lrs, wanted)["id"] == wanted


def test_put_takes_the_id_in_any_case(lrs):
    statement = said()

    response = lrs.send(
        "PUT", "statements", {"statementId": statement["id"].upper()}, statement
    )

    assert response.status_code == 204
    assert get(lrs, statement["id"].upper())["id"] == statement["id"]


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"statementId": ""},
        {"statementId": "x"},
        {"statementId": "{6690e6c9-3ef0-4ed3-8b37-7f3964730bee}"},
        {"statementId": "6690e6c93ef04ed38b377f3964730bee"},
        {"statementId": "16fd2706-8baf-433b-82eb-8c7fada847da"},  # another one
        {"statementid": b.UUID},
        {"StatementId": b.UUID},
        {"statementId": b.UUID, "voidedStatementId": b.UUID},
        {"statementId": b.UUID, "format": "exact"},
        {"statementId": b.UUID, "x": "1"},
    ],
    ids=str,
)
def test_put_needs_the_parameter_statement_id_and_no_other(lrs, parameters):
    statement = said(id=b.UUID)

    refused(lrs.send("PUT", "statements", parameters, statement), 400)

    assert nothing_is_stored()


@pytest.mark.parametrize(
    "content", [[], [b.statement(id=b.UUID)], "x", None, 1, True, b.statement(id=1),
                b.statement(id=None), {}],
    ids=str,
)  # fmt: skip
def test_put_stores_one_statement_alone(lrs, content):
    refused(lrs.send("PUT", "statements", {"statementId": b.UUID}, content), 400)

    assert nothing_is_stored()


# POST: part three, 2.1.2


def test_post_answers_the_ids_in_the_order_of_the_statements(lrs):
    statements = [said() for _ in range(4)]

    response = post(lrs, statements)

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response.json() == [one["id"] for one in statements]
    assert ids(lrs, ascending=True) == response.json()


def test_post_of_one_statement_answers_its_id_in_an_array(lrs):
    statement = said()

    assert post(lrs, statement).json() == [statement["id"]]


def test_post_gives_each_statement_without_id_one_of_its_own(lrs):
    """Part two, 2.4.1; IEEE 9274.1.1, 4.2.4.2."""
    given = said()

    answered = post(lrs, [b.statement(), given, b.statement()]).json()

    assert answered[1] == given["id"]
    assert len({UUID(one) for one in answered}) == 3
    assert ids(lrs, ascending=True) == answered
    assert UUID(answered[0]).variant == UUID(given["id"]).variant


def test_post_of_no_statements_stores_none(lrs):
    response = post(lrs, [])

    assert (response.status_code, response.json()) == (200, [])
    assert nothing_is_stored()


@pytest.mark.parametrize("content", ["x", None, 1, {}, [1], [None], [[]]], ids=str)
def test_post_of_what_is_no_statement_is_400(lrs, content):
    refused(post(lrs, content), 400)

    assert nothing_is_stored()


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]x", b"\xff\xfe[\x00]\x00", b'{"id": NaN}', b"'x'",
             json.dumps(b.statement()).encode()[:-1] + b', "verb": {"id": "a:b"}}']
)  # fmt: skip
def test_what_is_no_json_is_400(lrs, text):
    refused(post(lrs, text), 400)
    refused(lrs.send("PUT", "statements", {"statementId": b.UUID}, text), 400)

    assert nothing_is_stored()


BAD = {
    "an unknown property": b.statement(extra=1),
    "no verb": b.statement(verb=...),
    "a null": b.statement(result=None),
    "an id that is none": b.statement(id="x"),
    "void of an activity": b.statement(verb={"id": b.VOIDED}),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_bad_statement_and_nothing_of_a_batch_is_stored(lrs, bad, place):
    """Part three, 3.2: an LRS restores the state in which it was before."""
    batch = [said(), said()]
    batch.insert(place, bad)

    sentence = refused(post(lrs, batch), 400)

    assert f"$[{place}]" in sentence
    assert nothing_is_stored()


def test_one_conflict_and_nothing_of_a_batch_is_stored(lrs):
    known, target = said(), said()
    store(lrs, known, target)
    batch = [said(), voids(target), known | {"verb": verb("other")}, said()]

    refused(post(lrs, batch), 409)

    assert ids(lrs, ascending=True) == [known["id"], target["id"]]
    assert get(lrs, target)
    assert get(lrs, known)["verb"] == known["verb"]


@pytest.mark.parametrize("same", [True, False])
def test_the_same_id_twice_in_a_batch_is_refused(lrs, same):
    once = said()
    twice = once if same else once | {"verb": verb("other")}
    twice = twice | {"id": once["id"].upper()}

    refused(post(lrs, [once, said(), twice]), 400)

    assert nothing_is_stored()


def test_a_batch_may_hold_what_is_known_already(lrs):
    known, new = said(), said()
    store(lrs, known)

    assert post(lrs, [known, new]).json() == [known["id"], new["id"]]
    assert ids(lrs, ascending=True) == [known["id"], new["id"]]


def test_too_many_statements_are_413(lrs, monkeypatch):
    monkeypatch.setattr(receiving, "MAX_STATEMENTS", 3)

    refused(post(lrs, [said() for _ in range(4)]), 413)
    assert nothing_is_stored()

    assert post(lrs, [said() for _ in range(3)]).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["statementId", "voidedStatementId", "agent", "verb", "activity", "registration",
     "related_activities", "related_agents", "since", "until", "limit", "format",
     "attachments", "ascending", "more", "x"],
)  # fmt: skip
def test_post_takes_no_parameters(lrs, name):
    refused(lrs.send("POST", "statements", {name: b.UUID}, said()), 400)

    assert nothing_is_stored()


# Content types: part three, 1.5


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON", "application/json; charset=utf-8",
     "application/json;charset=UTF-8"],
)  # fmt: skip
def test_statements_are_json(lrs, content_type):
    assert post(lrs, said(), content_type=content_type).status_code == 200
    assert put(lrs, said(), content_type=content_type).status_code == 204


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/jsonp", "application/xml", "json",
     "application/octet-stream", "multipart/form-data; boundary=x",
     "application/x-www-form-urlencoded", "multipart/mixed", "application/*"],
)  # fmt: skip
def test_statements_of_another_type_are_400(lrs, content_type):
    refused(post(lrs, said(), content_type=content_type), 400)
    refused(put(lrs, said(), content_type=content_type), 400)

    assert nothing_is_stored()


def test_statements_may_have_every_property_that_the_edition_knows(lrs):
    """Nothing of a statement gets lost, or changes its value, on the way."""
    whole = said(
        result={
            "score": {"scaled": 0.25, "raw": 1e2, "min": -0.5, "max": 12345678901234},
            "success": False,
            "response": "Nee 😀 «é»\u2028\\\"'</script>",
            "duration": "P1DT12H36M0.12S",
            "extensions": {"urn:x:deep": {"a": [None, {"": []}, 0.1, "\u0000"[:0]]}},
        },
        context={"platform": "é", "extensions": {"urn:x:y": None}},
    )

    store(lrs, whole)

    kept = get(lrs, whole)
    assert {name: kept[name] for name in whole} == whole
    assert found(lrs) == [kept]
    if lrs.version is Version.ONE:
        assert kept["version"].startswith("1.0")
