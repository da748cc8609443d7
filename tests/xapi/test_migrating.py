"""Statements that were stored before the index became one table are found as ever."""

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps as django_apps
from django.db import IntegrityError, connection, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F

from lms.xapi.enums import Kind, Store
from lms.xapi.models import Agent, IndexRow, StoredStatement
from lms.xapi.statements import fingerprint
from lms.xapi.statements.formats import to_moment
from lms.xapi.statements.indexing import agent_key, identifier_of, key_of
from lms.xapi.statements.versions import Version
from lms.xapi.storing import prepare, write
from tests.conformance.client import lrs_of
from tests.conformance.statement_resource import ids
from tests.threads import at_the_same_time

from . import samples

pytestmark = [pytest.mark.rules, pytest.mark.django_db(transaction=True)]

BEFORE = [("xapi", "0001_initial")]
OUTSIDE = samples.from_outside()
MEMBER = OUTSIDE["actor"]["member"][0]
# What the migration gets to overlook a statement that is not committed yet.
A_WHILE = 1.5
OTHER = OUTSIDE | {"id": "16fd2706-8baf-433b-82eb-8c7fada847db", "actor": MEMBER}


def migrate(targets: list[tuple[str, str]] | None = None) -> Any:
    """Migrate this app alone, to its end or to ``targets``; the models of then."""
    executor = MigrationExecutor(connection)
    ends = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "xapi"]
    executor.migrate(targets or ends)
    return executor.loader.project_state(targets or ends).apps


def begin_again() -> Any:
    """Make the tables of this app anew, empty, as they were; the models of then.

    There is no way back to them, so the ones that are there are dropped.
    """
    with connection.schema_editor() as editor:
        for model in reversed(list(django_apps.get_app_config("xapi").get_models())):
            editor.delete_model(model)
    MigrationRecorder(connection).migration_qs.filter(app="xapi").delete()
    return migrate(BEFORE)


@pytest.fixture
def moved() -> Iterator[None]:
    """A database that has the old tables, with two statements in it, and is migrated.

    It takes seconds, so that one test asks it everything. Whatever happens, the database
    is afterwards as the other tests want it.
    """
    try:
        old = begin_again()
        fill(old)
        migrate_while_it_is_written_to(old)
        yield
    finally:
        migrate()


def migrate_while_it_is_written_to(old: Any) -> None:
    """Migrate while the release of before stores a last statement, a voided one."""
    written = threading.Event()

    def store() -> None:
        with transaction.atomic():
            sequence = old.get_model("xapi", "StoreSequence").objects
            sequence.filter(store="record").update(last=2)
            keep(old, OTHER, 2, voided=True)
            written.set()
            time.sleep(A_WHILE)

    def move() -> None:
        assert written.wait(10)
        migrate()

    assert at_the_same_time(store, move) == []


def fill(old: Any) -> None:
    """A statement, and whom it is about."""
    keep(old, OUTSIDE, 1)
    sequence = old.get_model("xapi", "StoreSequence")
    sequence.objects.create(store="record", last=1, moment=1)
    agent = old.get_model("xapi", "Agent")
    for name, who in (("Noor", MEMBER), ("", OUTSIDE["authority"])):
        agent.objects.create(
            store="record",
            key=agent_key(who),
            identifier=identifier_of(who),
            name=name,
        )


def keep(old: Any, content: dict[str, Any], seq: int, **changes: Any) -> None:
    """Store a statement as it was done then."""
    stored = to_moment(f"2026-09-01T08:00:{seq:02}Z")
    given = {
        "store": "record",
        "seq": seq,
        "statement_id": content["id"],
        "stored": stored,
        "timestamp": stored,
        "verb": content["verb"]["id"],
        "verb_key": key_of(content["verb"]["id"]),
        "registration": content.get("context", {}).get("registration"),
        "version": "1.0.0",
        "authority": json.dumps(content["authority"]),
        "fingerprint": fingerprint(content),
        "payload": json.dumps(content),
    }
    old.get_model("xapi", "StoredStatement").objects.create(**(given | changes))


def test_statements_of_before_are_found_and_protected_as_ever(moved):
    they_are_found_by_all_that_they_say()
    the_database_refuses_to_change_them()
    the_index_is_the_one_that_storing_makes_now()
    there_is_no_way_back()


def they_are_found_by_all_that_they_say():
    lrs = lrs_of(Version.ONE)
    assert ids(lrs) == [OUTSIDE["id"]]
    for query in (
        {"agent": MEMBER},
        {"agent": {"account": OUTSIDE["actor"]["account"]}},
        {"agent": OUTSIDE["context"]["instructor"], "related_agents": True},
        {"agent": OUTSIDE["authority"], "related_agents": True},
        {"verb": OUTSIDE["verb"]["id"]},
        {"activity": OUTSIDE["object"]["id"]},
        {
            "activity": "https://example.com/categories/team",
            "related_activities": True,
        },
        {"registration": OUTSIDE["context"]["registration"]},
    ):
        assert ids(lrs, **query) == [OUTSIDE["id"]], query
    assert ids(lrs, agent=OUTSIDE["authority"]) == []
    assert lrs.get("statements", voidedStatementId=OTHER["id"]).json() == OTHER
    names = dict(Agent.objects.values_list("key", "names"))
    assert sorted(names.values()) == [[], ["Noor"]]


def the_database_refuses_to_change_them():
    for sql in (
        "UPDATE xapi_storedstatement SET payload = ''",
        "UPDATE xapi_storedstatement SET fingerprint = 'x', voided = true",
        "DELETE FROM xapi_storedstatement",
    ):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert json.loads(StoredStatement.objects.get(seq=1).payload) == OUTSIDE


def the_index_is_the_one_that_storing_makes_now():
    again = prepare(
        OUTSIDE | {"id": "16fd2706-8baf-433b-82eb-8c7fada847dc"},
        authority=OUTSIDE["authority"],
    )
    with transaction.atomic():
        write([again], Store.RECORD)

    first, second, third = (
        set(IndexRow.objects.filter(seq=seq).values_list("store", "kind", "key"))
        for seq in (1, 2, 3)
    )
    assert first == third
    assert ("record", Kind.AGENT, agent_key(MEMBER)) in second
    assert not IndexRow.objects.exclude(source=F("seq")).exists()


def there_is_no_way_back():
    with pytest.raises(IrreversibleError):
        migrate(BEFORE)
    assert IndexRow.objects.filter(seq=1).exists()
