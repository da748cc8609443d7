"""Several who record at the same time: places without gaps, and nothing twice."""

from uuid import UUID

import pytest
from django.db import transaction

from lms.xapi.models import StoredStatement
from lms.xapi.recording import record
from tests.threads import at_the_same_time

from . import samples

pytestmark = [pytest.mark.rules, pytest.mark.django_db(transaction=True)]


def test_writers_at_the_same_time_get_places_in_the_order_in_which_they_commit():
    """Six writers, and a reader who must never see a place appear below one it saw."""
    seen: list[list[int]] = []

    def write():
        for _ in range(5):
            with transaction.atomic():
                record(samples.statement(), samples.statement())

    def read():
        places = StoredStatement.objects.order_by("seq").values_list("seq", flat=True)
        while not seen or len(seen[-1]) < 60:
            seen.append([*places.all()])

    errors = at_the_same_time(read, *[write] * 6)

    assert errors == []
    assert all(places == [*range(1, len(places) + 1)] for places in seen)
    moments = [
        *StoredStatement.objects.order_by("seq").values_list("stored", flat=True)
    ]
    assert moments == sorted(set(moments))


def test_the_same_statement_at_the_same_time_is_stored_once():
    same = samples.statement(id=UUID("6690e6c9-3ef0-4ed3-8b37-7f3964730bee"))

    def write():
        with transaction.atomic():
            record(same)

    assert at_the_same_time(*[write] * 6) == []
    assert StoredStatement.objects.count() == 1
