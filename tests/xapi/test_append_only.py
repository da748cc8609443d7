"""The door in the append-only tables, and that it shuts."""

import pytest
from django.db import IntegrityError, connection, transaction

from lms.xapi.append_only import lifted
from lms.xapi.models import StoredStatement
from lms.xapi.recording import record

from . import samples

pytestmark = pytest.mark.django_db


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
