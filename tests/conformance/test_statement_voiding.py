"""Voiding (part two, 2.3.2; IEEE 9274.1.1, 4.2.5)."""

import pytest

from lms.xapi.enums import Store
from lms.xapi.models import PendingVoid, StoredStatement

from . import building as b
from .client import lrs_of, refused
from .statement_resource import (
    activity,
    agent,
    found,
    get,
    ids,
    post,
    put,
    refers,
    said,
    status,
    store,
    verb,
    voids,
)

pytestmark = [pytest.mark.rules, pytest.mark.django_db]


def is_voided(lrs, statement):
    """A statement is told in one of the two ways, never in both (part three, 2.1.3)."""
    told = {
        name: status(lrs, **{name: statement["id"]})
        for name in ("statementId", "voidedStatementId")
    }
    assert sorted(told.values()) == [200, 404]
    return told["voidedStatementId"] == 200


@pytest.mark.parametrize("how", ["POST", "PUT"])
def test_a_voided_statement_is_read_as_such_alone(lrs, how):
    target, standing = said(), said()
    voiding = voids(target)
    store(lrs, target, standing)
    before = get(lrs, target)

    if how == "PUT":
        put(lrs, voiding)
    else:
        store(lrs, voiding)

    refused(lrs.get("statements", statementId=target["id"]), 404)
    refused(lrs.get("statements", voidedStatementId=standing["id"]), 404)
    refused(lrs.get("statements", voidedStatementId=voiding["id"]), 404)
    response = lrs.get("statements", voidedStatementId=target["id"].upper())
    assert response.json() == before
    assert ids(lrs, ascending=True) == [standing["id"], voiding["id"]]


@pytest.mark.parametrize("form", ["exact", "ids", "canonical"])
@pytest.mark.parametrize("attachments", [True, False])
def test_a_voided_statement_comes_in_every_form(lrs, form, attachments):
    target = said()
    store(lrs, target, voids(target))

    response = lrs.get(
        "statements",
        voidedStatementId=target["id"],
        format=form,
        attachments=attachments,
    )

    assert response.status_code == 200
    assert target["id"].encode() in response.content
    multipart = response["Content-Type"].startswith("multipart/mixed")
    assert multipart == attachments
    assert response["Last-Modified"]


def test_the_target_may_come_later(lrs):
    """It is not for the store to refuse what it cannot find (IEEE, 4.2.4.1)."""
    target = said()
    voiding = voids(target)

    store(lrs, voiding, target)

    assert is_voided(lrs, target)
    assert ids(lrs) == [voiding["id"]]
    assert not PendingVoid.objects.exists()


@pytest.mark.parametrize("first", ["target", "voiding"])
def test_target_and_voiding_statement_in_one_batch(lrs, first):
    target = said()
    batch = [target, voids(target)]
    if first == "voiding":
        batch.reverse()

    assert post(lrs, [said(), *batch, said()]).status_code == 200

    assert is_voided(lrs, target)
    assert len(ids(lrs)) == 3
    assert not PendingVoid.objects.exists()


def test_an_unknown_target_is_accepted(lrs):
    voiding = voids(b.UUID)

    store(lrs, voiding)

    assert ids(lrs) == [voiding["id"]]
    assert status(lrs, statementId=b.UUID) == 404
    assert status(lrs, voidedStatementId=b.UUID) == 404


@pytest.mark.parametrize("order", ["after", "before", "batch"])
def test_a_voiding_statement_is_not_voided(lrs, order):
    """2.3.2: any such attempt does nothing; whoever wants it back says it again."""
    target = said()
    voiding = voids(target)
    again = voids(voiding)

    if order == "after":
        store(lrs, target, voiding, again)
    elif order == "before":
        store(lrs, again, voiding, target)
    else:
        assert post(lrs, [again, target, voiding]).status_code == 200

    assert is_voided(lrs, target)
    assert not is_voided(lrs, voiding)
    assert not is_voided(lrs, again)
    assert set(ids(lrs)) == {voiding["id"], again["id"]}


@pytest.mark.parametrize("late", [True, False])
def test_voiding_twice_is_voiding_once(lrs, late):
    target = said()
    first, second = voids(target), voids(target, actor=agent("bram"))

    store(lrs, *([first, second, target] if late else [target, first, second]))

    assert is_voided(lrs, target)
    assert set(ids(lrs)) == {first["id"], second["id"]}
    assert not PendingVoid.objects.exists()


def test_a_statement_cannot_void_itself(lrs):
    voiding = voids(b.UUID, id=b.UUID)

    store(lrs, voiding)

    assert not is_voided(lrs, voiding)


def test_a_reference_with_another_verb_voids_nothing(lrs):
    target = said()
    store(lrs, target, refers(target), refers(target, verb={"id": b.VOIDED + "/"}))

    assert not is_voided(lrs, target)


@pytest.mark.parametrize(
    "target",
    [activity("1"), agent("anna"), b.substatement()["object"],
     {"objectType": "Activity", "id": f"urn:uuid:{b.UUID}"}],
    ids=lambda target: target.get("objectType", "Activity"),
)  # fmt: skip
def test_a_voiding_statement_names_a_statement(lrs, target):
    refused(post(lrs, said(verb={"id": b.VOIDED}, object=target)), 400)

    assert ids(lrs) == []


def test_the_same_voiding_statement_again_changes_nothing(lrs):
    target = said()
    voiding = voids(target)
    store(lrs, target, voiding)

    assert put(lrs, voiding).status_code == 204
    assert put(lrs, target).status_code == 204

    assert is_voided(lrs, target)
    assert StoredStatement.objects.count() == 2


def test_a_voided_statement_keeps_its_id(lrs):
    """It still is in the store, so what differs from it conflicts (2.3.1)."""
    target = said()
    store(lrs, target, voids(target))

    refused(put(lrs, target | {"verb": verb("other")}), 409)

    assert is_voided(lrs, target)


def test_another_store_voids_nothing_here(lrs):
    target = said()
    elsewhere = lrs_of(lrs.version, store=Store.REFLECTION)
    store(lrs, target)
    store(elsewhere, voids(target))

    assert not is_voided(lrs, target)
    assert status(elsewhere, voidedStatementId=target["id"]) == 404

    late = said()
    store(elsewhere, voids(late))
    store(lrs, late)
    assert not is_voided(lrs, late)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"agent": b.AGENT},
        {"agent": b.AGENT, "related_agents": True},
        {"verb": b.VERB["id"]},
        {"activity": b.ACTIVITY["id"]},
        {"activity": b.ACTIVITY["id"], "related_activities": True},
        {"registration": b.UUID},
        {"ascending": True},
        {"since": "2001-01-01T00:00:00Z"},
        {"until": "2101-01-01T00:00:00Z"},
        {"limit": 1},
        {"format": "canonical"},
        {"attachments": False},
    ],
    ids=str,
)
def test_no_query_answers_a_voided_statement_but_what_refers_to_it(lrs, query):
    """Part three, 2.1.4; IEEE 9274.1.1, 4.1.6.1."""
    other = {"actor": agent("anna"), "context": {"registration": b.UUID}}
    target = said(context={"registration": b.UUID})
    comment = refers(target, **other)
    store(lrs, target, comment)
    answered = {*ids(lrs, **query)}
    voiding = voids(target, actor=agent("bram"))
    store(lrs, voiding)

    after = {*ids(lrs, **query)}
    assert target["id"] not in after
    if "limit" not in query:
        assert answered == {target["id"], comment["id"]}
        assert after == {comment["id"], voiding["id"]}
    else:
        assert after == {voiding["id"]}


def test_what_is_voided_can_be_said_again_under_another_id(lrs):
    target = said()
    store(lrs, target, voids(target))

    again = said()
    store(lrs, again)

    assert again["id"] in ids(lrs, verb=b.VERB["id"])
    assert found(lrs, agent=b.AGENT, verb=b.VERB["id"], limit=1)[0]["id"] == again["id"]
