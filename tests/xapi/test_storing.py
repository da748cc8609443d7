"""Writers of statements at the same time: nothing lost, nothing twice, no deadlock."""

import hashlib
import json
import threading
from collections import Counter
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client

from lms.xapi.enums import Store
from lms.xapi.models import (
    ActivityRecord,
    Agent,
    Attachment,
    IndexRow,
    PendingVoid,
    StatementAttachment,
    StatementTarget,
    StoredStatement,
)
from lms.xapi.statements.versions import Version
from lms.xapi.storing import Part, prepare, write
from lms.xapi.vocabulary import VOIDED_IRI
from tests.conformance.client import lrs_of
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.rules, pytest.mark.django_db(transaction=True)]

AUTHORITY = {"account": {"homePage": "https://example.com", "name": "lrs:demo"}}
ANNA = {"mbox": "mailto:anna@voorbeeld.test"}
BRAM = {"mbox": "mailto:bram@voorbeeld.test"}
ROUNDS = 20


def said(**parts):
    given = {
        "id": str(uuid4()),
        "actor": ANNA,
        "verb": {"id": "https://example.com/verbs/did"},
        "object": {"id": "https://example.com/activities/1"},
    }
    return given | parts


def refers(target, **parts):
    return said(object={"objectType": "StatementRef", "id": target["id"]}, **parts)


def voids(target, **parts):
    return refers(target, **({"actor": BRAM, "verb": {"id": VOIDED_IRI}} | parts))


def storing(*statements, store=Store.RECORD, **options):
    """A job that stores statements in one transaction."""

    def job():
        with transaction.atomic():
            made = [prepare(one, authority=AUTHORITY) for one in statements]
            write(made, store, **options)

    return job


def answers_of(*asked):
    """The statuses of requests at the same time, each a method, query, body, client."""
    statuses: Counter[int] = Counter()
    lock = threading.Lock()

    def job(method, query, body, client):
        def run():
            response = Client().generic(
                method,
                f"/xapi/statements{query}",
                json.dumps(body),
                content_type="application/json",
                headers=client.headers,
            )
            with lock:
                statuses[response.status_code] += 1

        return run

    assert at_the_same_time(*(job(*one) for one in asked)) == []
    return statuses


def test_the_same_id_from_several_writers_is_stored_once():
    """Those that say the same are thanked, the others hear of a conflict."""
    client = lrs_of(Version.ONE)
    for _ in range(5):
        same = said()
        other = same | {"actor": BRAM}
        query = f"?statementId={same['id']}"

        statuses = answers_of(
            *[("PUT", query, one, client) for one in (same, other) * 3],
            *[("POST", "", [said(), one], client) for one in (same, other)],
        )

        winners = statuses[204] + statuses[200]
        assert (winners, statuses[409]) == (4, 4), statuses
    assert StoredStatement.objects.count() == 5 * 2


def test_the_same_id_in_two_stores_at_the_same_time_is_stored_once():
    ours, theirs = lrs_of(Version.ONE), lrs_of(Version.ONE, store=Store.REFLECTION)
    for _ in range(ROUNDS):
        same = said()
        statuses = answers_of(
            *[("POST", "", [same], client) for client in (ours, theirs)]
        )

        assert statuses[200] == 1, statuses
        assert statuses[409] + statuses[503] == 1, statuses
    assert StoredStatement.objects.count() == ROUNDS


def test_definitions_of_one_new_activity_are_merged_and_none_is_lost():
    for number in range(5):
        iri = f"https://example.com/activities/new/{number}"
        tags = ["nl", "en", "fr", "de", "it", "es"]
        jobs = [
            storing(said(object={"id": iri, "definition": {"name": {tag: tag}}}))
            for tag in tags
        ]

        assert at_the_same_time(*jobs) == []

        known = ActivityRecord.objects.get(iri=iri)
        assert known.definition["name"] == {tag: tag for tag in tags}
    assert StoredStatement.objects.count() == 5 * 6


def test_every_name_of_one_new_agent_is_kept():
    names = ["Anna", "A. Peeters", "Anna P.", "Ann", "AP"]

    assert at_the_same_time(
        *(storing(said(actor=ANNA | {"name": name})) for name in names)
    ) == []  # fmt: skip

    known = Agent.objects.get(identifier__contains="anna")
    assert sorted(known.names) == sorted(names)


def test_every_name_and_definition_within_one_statement_is_kept():
    """Of whoever and whatever occurs in it more than once, also in a SubStatement."""
    activity = said()["object"]

    def named(tag):
        return activity | {"definition": {"name": {tag: tag}}}

    inner = said(
        objectType="SubStatement",
        actor=ANNA | {"name": "Ann"},
        object=named("nl"),
        context={"contextActivities": {"parent": [named("en")]}},
    )
    del inner["id"]
    storing(
        said(
            object=inner,
            context={
                "instructor": ANNA | {"name": "Anna"},
                "contextActivities": {"grouping": [activity], "other": [named("fr")]},
            },
        )
    )()

    known = Agent.objects.get(identifier__contains="anna")
    assert sorted(known.names) == ["Ann", "Anna"]
    assert ActivityRecord.objects.get().definition == {
        "name": {tag: tag for tag in ("nl", "en", "fr")}
    }


def test_agents_and_activities_in_any_order_do_not_wait_for_each_other():
    """Batches over the same things, each in another order; of both stores at once."""
    actors = [{"mbox": f"mailto:{n}@voorbeeld.test"} for n in range(8)]
    things = [{"id": f"https://example.com/activities/{n}"} for n in range(8)]

    def batch(number):
        return [
            said(
                actor=actors[(number + place) % 8] | {"name": str(number)},
                object=things[(number - place) % 8]
                | {"definition": {"name": {"nl": str(number)}}},
            )
            for place in range(8)
        ]

    stores = [Store.RECORD, Store.REFLECTION]
    jobs = [storing(*batch(number), store=stores[number % 2]) for number in range(8)]

    assert at_the_same_time(*jobs) == []

    assert StoredStatement.objects.count() == 64
    assert Agent.objects.filter(store=Store.RECORD).count() == 9
    assert ActivityRecord.objects.filter(store=Store.REFLECTION).count() == 8


def test_the_same_bytes_from_several_writers_are_kept_once():
    """Of both stores too, whose writers do not wait for each other otherwise."""
    contents = [str(number).encode() for number in range(4)]
    parts = {
        hashlib.sha256(one).hexdigest(): Part("text/plain", one) for one in contents
    }
    attachments = [
        {
            "usageType": "https://example.com/usage",
            "display": {"nl": "Bijlage"},
            "contentType": "text/plain",
            "length": len(part.content),
            "sha2": sha2,
        }
        for sha2, part in parts.items()
    ]
    jobs = [
        storing(said(attachments=attachments[::step]), store=store, parts=given)
        for store in Store
        for step, given in ((1, parts), (-1, dict(reversed([*parts.items()]))))
        for _ in range(2)
    ]

    assert at_the_same_time(*jobs) == []

    assert sorted(bytes(one.content) for one in Attachment.objects.all()) == contents
    assert StatementAttachment.objects.count() == 8 * 4


@pytest.mark.parametrize("makes", [voids, refers])
def test_a_statement_and_what_refers_to_it_meet_whichever_comes_first(makes):
    first = Counter()
    for _ in range(ROUNDS):
        target = said()
        reference = makes(target, actor=BRAM)

        assert at_the_same_time(storing(target), storing(reference)) == []

        one = StoredStatement.objects.get(statement_id=target["id"])
        other = StoredStatement.objects.get(statement_id=reference["id"])
        first[one.seq < other.seq] += 1
        assert one.voided == (makes is voids)
        assert not other.voided
        found = IndexRow.objects.filter(seq=other.seq, source=one.seq)
        assert found.count() == IndexRow.objects.filter(seq=one.seq).count() > 0
    assert not PendingVoid.objects.exists()
    assert StatementTarget.objects.count() == sum(first.values()) == ROUNDS


def test_a_chain_from_three_writers_is_whole():
    for _ in range(ROUNDS // 2):
        one = said()
        middle = refers(one)
        last = voids(middle)

        assert at_the_same_time(storing(last), storing(one), storing(middle)) == []

        places = {
            str(row.statement_id): row
            for row in StoredStatement.objects.order_by("-seq")[:3]
        }
        assert places[middle["id"]].voided
        sources = IndexRow.objects.filter(seq=places[last["id"]].seq)
        assert set(sources.values_list("source", flat=True)) == {
            row.seq for row in places.values()
        }
    assert not PendingVoid.objects.exists()


def test_several_who_void_one_statement_void_it_once():
    target = said()

    assert at_the_same_time(*[storing(voids(target)) for _ in range(4)],
                            storing(target)) == []  # fmt: skip

    assert StoredStatement.objects.get(statement_id=target["id"]).voided
    assert StoredStatement.objects.filter(voided=True).count() == 1
    assert not PendingVoid.objects.exists()


def test_what_is_rolled_back_leaves_nothing_behind():
    def fail_afterwards():
        with transaction.atomic():
            storing(voids(said()), said())()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_afterwards()

    models = (StoredStatement, IndexRow, StatementTarget, PendingVoid, Agent)
    assert not any(model.objects.exists() for model in models)
    assert not connection.in_atomic_block
