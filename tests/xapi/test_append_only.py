"""Statements stay as they are; the door in the append-only tables, and that it shuts."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from lms.xapi.append_only import lifted
from lms.xapi.exceptions import AppendOnlyViolation
from lms.xapi.models import StoredStatement
from lms.xapi.recording import record

from . import samples

pytestmark = [pytest.mark.rules, pytest.mark.django_db]  # triggers differ


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE xapi_storedstatement SET payload = ''",
        "UPDATE xapi_storedstatement SET voided = true, seq = 9",
        "UPDATE xapi_storedstatement SET registration = NULL",
        "DELETE FROM xapi_storedstatement",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_statement(sql):
    record(samples.statement(registration=uuid4()))

    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert StoredStatement.objects.get().seq == 1


def test_the_models_refuse_it_too():
    record(samples.statement())
    stored = StoredStatement.objects.get()

    for attempt in (
        stored.save,
        stored.delete,
        StoredStatement.objects.all().delete,
        lambda: StoredStatement.objects.update(verb=""),
        lambda: StoredStatement.objects.bulk_update([stored], ["payload"]),
    ):
        with pytest.raises(AppendOnlyViolation):
            attempt()


def test_voiding_is_the_one_change():
    record(samples.statement())

    assert StoredStatement.objects.standing().void() == 1

    assert not StoredStatement.objects.standing().exists()


# The door for what must go


def delete():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM xapi_indexrow")
        cursor.execute("DELETE FROM xapi_storedstatement")


def test_inside_the_door_rows_can_go():
    record(samples.statement())

    with lifted():
        delete()

    assert not StoredStatement.objects.exists()


def test_behind_the_door_they_stay():
    record(samples.statement())
    with lifted():
        pass

    with pytest.raises(IntegrityError, match="append-only"):
        delete()


@pytest.mark.django_db(transaction=True)
def test_the_door_shuts_when_something_goes_wrong_inside():
    with transaction.atomic():
        record(samples.statement())

    def fail_inside():
        with lifted():
            delete()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_inside()

    with pytest.raises(IntegrityError, match="append-only"):
        delete()
    assert StoredStatement.objects.count() == 1
