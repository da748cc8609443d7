"""Stretches of a sorted list: each record once, in the order that one would make by hand."""

from datetime import date

import pytest
from django.db import connection

from certification.operations import award
from lms.learning import operations
from lms.learning.enums import ActivityKind, Status
from lms.learning.models import Completion, LearningActivity
from lms.reporting.filters import RecordFilter
from lms.reporting.listing import COLUMNS
from lms.reporting.ordering import SORTED_BY, in_order, page_of
from lms.reporting.records import completion_records, scope_of
from tests.factories.learning import an_activity

from .people import TODAY, asked, chosen, finished, on
from .test_rows import a_certified_learner

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]

REST = ("last_name", "first_name", "activity_title", "participation_id")
TABLE = "learning_transition%"
SORTS = ["naam", *SORTED_BY]


@pytest.fixture
def seen(here):
    """Of every form and status, with dates and without, certified and expired."""
    with on(date(2022, 6, 11)):
        a_certified_learner(here)
    with on(date(2025, 1, 10)):
        certify_one_more(here)
    for number, kind in enumerate(
        (ActivityKind.COURSE, ActivityKind.SESSION, ActivityKind.DILEMMA)
    ):
        learner = here.learner(last_name=f"Peeters {number % 2}")
        with on(date(2025, 3, 1 + number)):
            finished(asked(learner, an_activity(kind)))
            asked(here.learner(), an_activity(kind), due_on=date(2025, 9, 9 - number))
            left = asked(here.learner(), an_activity(kind))
            operations.withdraw(left.pk)
    records = completion_records(scope_of(here.hr), TODAY)
    told = {record.record_status for record in records}
    assert told > {Status.REGISTERED, Status.COMPLETED, "vervallen"}
    return records


def certify_one_more(agency):
    """In the trajectory in which somebody was certified before."""
    trajectory = LearningActivity.objects.get(code="TR-1")
    learner = agency.learner()
    chosen(learner, trajectory)
    finished(chosen(learner, LearningActivity.objects.get(title="Startmodule")))
    award(Completion.objects.get(activity=trajectory, learner=learner.person).pk)


def keys(stretches):
    return [record.pk for stretch in stretches for record in stretch]


def sorted_by_hand(records, column, *, down):
    """By the column, what is absent last; then by name, title and participation."""
    rows = sorted(records, key=lambda row: [getattr(row, name) for name in REST])
    if not column:
        rows.sort(key=lambda row: (row.last_name, row.first_name), reverse=down)
        return [row.pk for row in rows]
    there = [row for row in rows if getattr(row, column) is not None]
    there.sort(key=lambda row: getattr(row, column), reverse=down)
    absent = [row for row in rows if getattr(row, column) is None]
    return [row.pk for row in (*there, *absent)]


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_a_list_is_sorted_as_by_hand(seen, sort, down):
    column = SORTED_BY.get(sort, "")

    ordered = keys(in_order(seen, f"-{sort}" if down else sort))

    assert ordered == sorted_by_hand(seen, column, down=down)


def test_every_heading_sorts():
    assert [column.key for column in COLUMNS] == SORTS


@pytest.mark.parametrize("per_page", [1, 4, 100])
@pytest.mark.parametrize("sort", ["status", "vorm", "-voltooid", "certificaat"])
def test_pages_put_together_are_the_list(seen, sort, per_page):
    stretches = in_order(seen, sort)
    whole = keys(stretches)

    paged = [
        key
        for first in range(0, len(whole), per_page)
        for key in page_of(
            stretches, first, per_page, lambda number: stretches[number].count()
        )
    ]

    assert paged == whole


def test_the_first_page_counts_nothing(seen):
    def size(_number):
        raise AssertionError

    stretches = in_order(seen, "status")

    assert page_of(stretches, 0, 5, size) == keys(stretches)[:5]


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("column", "ending"),
    [
        ("last_name", " gin_trgm_ops)"),
        ("first_name", " gin_trgm_ops)"),
        ("person_key", ")"),
    ],
)
def test_what_is_sought_is_what_an_index_holds(seen, column, ending):
    sought = RecordFilter(search="peeters").narrow(seen, TODAY)
    asked_of = f'UPPER("learning_transition"."{column}"::text)'
    assert asked_of in str(sought.query)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname LIKE %s", [TABLE]
        )
        held = [definition for (definition,) in cursor.fetchall()]
    assert any(f"(upper(({column})::text){ending}" in one for one in held)
