"""PostgreSQL prepares what a connection asks often, but not where the values decide."""

import pytest
from django.db import IntegrityError, connection, transaction

from lms.accounts.models import User
from lms.common.plans import planned_by_values

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.rules]
OFTEN = 6


def prepared():
    """What of our own questions is prepared on this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_prepared_statements"
            " WHERE statement LIKE '%accounts_user%'"
        )
        return cursor.fetchone()[0]


def ask_often(field):
    for number in range(OFTEN):
        assert not User.objects.filter(**{field: f"niemand-{number}"}).exists()


def test_what_is_asked_often_is_prepared_but_not_where_values_decide():
    before = prepared()

    with planned_by_values():
        ask_often("first_name__icontains")
        assert list(User.objects.filter(first_name="niemand").iterator()) == []
    assert prepared() == before

    ask_often("first_name__icontains")
    assert prepared() == before + 1


def test_errors_are_those_of_django():
    User.objects.create_user(email="ann@voorbeeld.test")

    with pytest.raises(IntegrityError), planned_by_values(), transaction.atomic():
        User.objects.bulk_create([User(email="ann@voorbeeld.test")])
