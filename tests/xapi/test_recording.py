"""Statements enter through one door: whole, in order, once, with what they are about."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from lms.xapi import vocabulary
from lms.xapi.enums import Kind
from lms.xapi.exceptions import (
    NotInTransaction,
    StatementConflict,
)
from lms.xapi.models import (
    ActivityRecord,
    Agent,
    IndexRow,
    StoredStatement,
    StoreSequence,
)
from lms.xapi.recording import Store, record
from lms.xapi.statements import InvalidStatement, Result, validate
from lms.xapi.statements.indexing import agent_key, key_of

from . import samples

# On PostgreSQL a query waits for the store; on SQLite the transaction has waited.
HOLDING = connection.vendor == "postgresql"

pytestmark = pytest.mark.django_db


def test_a_statement_is_stored_whole():
    registration = uuid4()
    given = samples.statement(registration=registration)

    record(given)

    stored = StoredStatement.objects.get()
    assert stored.statement_id == given.id
    assert stored.store == Store.RECORD
    assert stored.seq == 1
    assert stored.timestamp == samples.AT
    assert stored.verb == vocabulary.COMPLETED.iri
    assert stored.registration == registration
    assert stored.version == "1.0.0"
    payload = json.loads(stored.payload)
    assert validate(payload) == []
    assert payload["authority"]["account"] == {
        "homePage": samples.HOME,
        "name": "integriteitscampus",
    }
    assert payload["stored"] == stored.stored.isoformat(timespec="microseconds")
    rest = {k: v for k, v in payload.items() if k not in {"stored", "authority"}}
    assert rest == given.to_json()


def test_places_and_moments_rise_in_the_order_given():
    statements = [samples.statement() for _ in range(5)]

    record(*statements[:2])
    record(*statements[2:])

    rows = StoredStatement.objects.order_by("seq")
    assert [row.statement_id for row in rows] == [one.id for one in statements]
    moments = [row.stored for row in rows]
    assert moments == sorted(set(moments))


def test_moments_rise_when_the_clock_goes_back(monkeypatch):
    record(samples.statement())
    before = StoredStatement.objects.get().stored
    earlier = before - timedelta(hours=1)
    monkeypatch.setattr("lms.common.clock.now", lambda: earlier)

    record(samples.statement())

    assert StoredStatement.objects.latest("seq").stored > before


def test_each_store_has_a_sequence_of_its_own():
    record(samples.statement(), samples.statement())
    record(samples.statement(), store=Store.REFLECTION)

    assert [*StoredStatement.objects.in_store(Store.REFLECTION).values_list("seq")] == [
        (1,)
    ]
    assert dict(StoreSequence.objects.values_list("store", "last")) == {
        "record": 2,
        "reflection": 1,
    }


def test_it_is_found_by_what_it_touches():
    record(
        samples.statement(
            activity=samples.LESSON,
            parents=(samples.COURSE,),
            groupings=(samples.COURSE, samples.QUESTION),
        )
    )

    course, lesson, question = (
        key_of(one.iri) for one in (samples.COURSE, samples.LESSON, samples.QUESTION)
    )
    profile = key_of(samples.PROFILE_VERSION)
    learner, product = (
        agent_key({"account": {"homePage": samples.HOME, "name": name}})
        for name in ("8f3c", "integriteitscampus")
    )
    assert set(IndexRow.objects.values_list("kind", "key")) == {
        (Kind.VERB, key_of(vocabulary.COMPLETED.iri)),
        (Kind.ACTIVITY, lesson),
        (Kind.RELATED_ACTIVITY, lesson),
        (Kind.RELATED_ACTIVITY, course),
        (Kind.RELATED_ACTIVITY, question),
        (Kind.RELATED_ACTIVITY, profile),
        (Kind.AGENT, learner),
        (Kind.RELATED_AGENT, learner),
        (Kind.RELATED_AGENT, product),
    }


def test_the_same_statement_again_changes_nothing():
    once = samples.statement()
    record(once)

    record(once)
    record(samples.statement(), once)
    record(*(again := samples.statement(),), again)

    assert StoredStatement.objects.count() == 3
    assert IndexRow.objects.filter(kind=Kind.AGENT).count() == 3


@pytest.mark.parametrize(
    "change",
    [
        {"result": Result(completion=False)},
        {"verb": vocabulary.INITIALIZED},
        {"timestamp": samples.AT + timedelta(seconds=1)},
    ],
)
def test_the_same_id_with_something_else_is_a_conflict(change):
    once = samples.statement()
    other = samples.statement(id=once.id, **change)
    record(once)

    with pytest.raises(StatementConflict, match=str(once.id)):
        record(samples.statement(), other)
    with pytest.raises(StatementConflict), transaction.atomic():
        record(
            samples.statement(id=(new := uuid4())), samples.statement(id=new, **change)
        )

    assert StoredStatement.objects.count() == 1


def test_what_the_specification_refuses_is_not_stored():
    without_scheme = samples.Activity(
        iri="geschenken", type=vocabulary.COURSE, name="Geschenken"
    )

    with pytest.raises(InvalidStatement, match=r"\$\.object\.id"):
        record(samples.statement(), samples.statement(activity=without_scheme))

    assert not StoredStatement.objects.exists()


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_text_that_a_database_refuses_is_not_stored(text):
    with pytest.raises(InvalidStatement):
        record(samples.statement(result=Result(response=text)))


def test_an_answer_keeps_its_characters():
    answer = 'Nee 😀 «é» \\ " </script>'

    record(samples.statement(result=Result(response=answer)))

    payload = StoredStatement.objects.get().payload
    assert json.loads(payload)["result"]["response"] == answer
    assert "😀" in payload


def test_canonical_definitions_follow_the_newest_statement():
    renamed = samples.Activity(
        iri=samples.COURSE.iri,
        type=vocabulary.COURSE,
        name="Giften",
        description="Over",
    )
    record(samples.statement())
    record(samples.statement(activity=renamed, language="en"))

    known = ActivityRecord.objects.get(iri=samples.COURSE.iri)
    assert known.iri == samples.COURSE.iri
    assert known.definition["name"] == {"nl": "Geschenken", "en": "Giften"}
    assert known.definition["description"] == {"en": "Over"}
    first = StoredStatement.objects.earliest("seq")
    assert "Giften" not in first.payload


def test_what_one_store_knows_the_other_does_not():
    record(samples.statement(activity=samples.QUESTION), store=Store.REFLECTION)

    assert not ActivityRecord.objects.filter(store=Store.RECORD).exists()
    assert not Agent.objects.filter(store=Store.RECORD).exists()


def test_recording_nothing_does_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        record()


@pytest.mark.parametrize("count", [1, 20])
def test_the_number_of_queries_does_not_follow_the_number_of_statements(
    django_assert_num_queries, count
):
    record(samples.statement())
    statements = [
        samples.statement(actor=samples.account(str(n)), activity=_activity(n))
        for n in range(count)
    ]

    # sequence, its value, known ids, statements, two indexes, agents, activities (two)
    with django_assert_num_queries(9 + HOLDING):
        record(*statements)


def test_activities_that_are_known_are_not_written_again(django_assert_num_queries):
    record(samples.statement())

    with django_assert_num_queries(7 + HOLDING):
        record(samples.statement())


def _activity(number):
    return samples.Activity(
        iri=f"{samples.HOME}/activities/{number}", type=vocabulary.COURSE, name="x"
    )


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(NotInTransaction):
        record(samples.statement())

    assert not StoredStatement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_the_caller_rolls_back_was_never_recorded():
    def fail_afterwards():
        with transaction.atomic():
            record(samples.statement())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_afterwards()

    assert not StoredStatement.objects.exists()
    assert not StoreSequence.objects.exists()
