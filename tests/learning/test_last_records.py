"""How participations stood at a moment, by what the database keeps of every record."""

from datetime import datetime, timedelta

import pytest
from django.db.models import Exists, OuterRef

from lms.common import clock
from lms.learning import operations
from lms.learning.models import Transition
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]  # triggers differ

BEGIN = datetime(2025, 3, 3, 9, tzinfo=clock.BRUSSELS)


def by_definition(moment) -> set[int]:
    """The last record of each participation before a moment, asked of all records."""
    later = Transition.objects.filter(
        participation=OuterRef("participation"),
        recorded_at__lt=moment,
        pk__gt=OuterRef("pk"),
    )
    found = Transition.objects.filter(~Exists(later), recorded_at__lt=moment)
    return set(found.values_list("pk", flat=True))


def as_of(moment) -> set[int]:
    return set(Transition.objects.as_of(moment).values_list("pk", flat=True))


@pytest.fixture
def moments() -> list[datetime]:
    """Three people, who each do something every other day."""
    course = an_activity()
    for shift in range(3):
        mandate = MandateFactory()
        with clock.at(BEGIN + timedelta(days=shift)):
            part = operations.register(mandate.person, course, mandate=mandate)
        with clock.at(BEGIN + timedelta(days=2 + shift)):
            operations.share(part.pk)
        with clock.at(BEGIN + timedelta(days=4 + shift)):
            operations.report_progress(part.pk, 100)
        with clock.at(BEGIN + timedelta(days=5 + shift)):
            operations.unshare(part.pk)
    return [BEGIN + timedelta(hours=12 * half) for half in range(-1, 20)]


def test_a_moment_gives_the_same_records_as_asking_all_of_them(moments):
    for moment in (*moments, clock.now() + timedelta(days=1)):
        assert as_of(moment) == by_definition(moment)
    assert len(as_of(moments[-1])) == 3


def test_records_written_in_bulk_and_without_names_of_derived_columns_do_too(moments):
    fields = {
        field.attname: field
        for field in Transition._meta.concrete_fields
        if field.name not in {"id", "superseded_at", "learner", "activity"}
    }
    copies = [
        Transition(**{name: getattr(one, name) for name in fields})
        for one in Transition.objects.all()
    ]
    for number, copy in enumerate(copies):
        copy.recorded_at = BEGIN + timedelta(days=8, hours=number)
    Transition.objects.bulk_create(copies)

    for moment in (*moments, clock.now()):
        assert as_of(moment) == by_definition(moment)
    for one in Transition.objects.select_related("participation"):
        assert one.learner_id == one.participation.learner_id
        assert one.activity_id == one.participation.activity_id
