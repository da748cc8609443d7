"""Who looked at whose record: noted once an hour, told to the person, never changed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lms.common import clock, personal
from lms.reporting.enums import LookedAt
from lms.reporting.looking import looks_at, note_looks
from lms.reporting.models import RecordLook

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]


def test_a_look_is_noted_once_an_hour_for_each_page(here):
    person = here.learner().person
    for page in (LookedAt.HR, LookedAt.HR, LookedAt.TEAM):
        note_looks(here.hr, [person.pk], page)
    with clock.at(clock.now() + timedelta(hours=1)):
        note_looks(here.hr, [person.pk, person.pk], LookedAt.HR)

    assert [(look.by, look.page) for look in looks_at(person)] == [
        (here.hr, "hr"),
        (here.hr, "team"),
        (here.hr, "hr"),
    ]
    assert not looks_at(here.hr)


def test_nobody_is_told_that_they_looked_at_themselves(here):
    note_looks(here.hr, [here.hr.pk], LookedAt.HR)

    assert not RecordLook.objects.exists()


def test_the_database_refuses_to_change_or_delete_a_look(here):
    note_looks(here.hr, [here.learner().person.pk], LookedAt.HR)

    for attempt in (
        lambda: RecordLook.objects.update(page=LookedAt.API),
        lambda: RecordLook.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_looks_are_told_to_who_asks_what_is_held_and_stay_after_an_erasure(here):
    person = here.learner().person
    note_looks(here.hr, [person.pk], LookedAt.HR)
    held = personal.collect(person)["reporting: looks at the record"]
    assert [row["by"] for row in held] == [str(here.hr)]

    personal.erase(person)

    assert looks_at(person).count() == 1
