"""Which certificates were issued in a period, by the days of Brussels."""

from datetime import datetime, timedelta

import pytest

from certification.models import Certificate
from lms.common import clock
from tests.factories.certification import a_certificate

pytestmark = pytest.mark.django_db

LATE = datetime(2026, 3, 31, 23, 30, tzinfo=clock.BRUSSELS)


def test_both_ends_count_and_an_end_that_is_not_given_is_open():
    with clock.at(LATE):
        issued = a_certificate()
    day = LATE.date()
    before, after = day - timedelta(days=1), day + timedelta(days=1)

    def found(since, until):
        return list(Certificate.objects.issued_between(since, until))

    assert found(day, day) == found(None, day) == found(day, None) == [issued]
    assert found(None, before) == found(after, None) == []
    assert found(None, None) == [issued]
