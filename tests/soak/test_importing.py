"""30,000 people in one file with 200 broken lines: what is wrong is named, the rest is right.

Time and memory are those of this process, with the file read from a workbook and a CSV.
On a machine that is busy with something else, the seconds of the processor say more.
"""

import resource
import time
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.db import connection

from lms.accounts.models import User
from lms.common import clock
from lms.organisation.importing.reading import lines_of
from lms.organisation.models import Mandate
from lms.organisation.operations import import_people
from tests.factories.imports import a_csv, a_workbook
from tests.factories.organisation import EntityFactory, RoleFactory
from tests.soak.conftest import times

pytestmark = pytest.mark.soak
PEOPLE = 30_000
BROKEN = 200
MOST_SECONDS = 60
MOST_MEGABYTES = 450  # of the whole process, Django included

BREAK = [
    (3, "e-mail", "geen adres"),
    (4, "entiteit_code", "NERGENS"),
    (5, "rol", "Tovenaar"),
    (6, "van", "31/2/2026"),
    (7, "tot", "1/1/1999"),
]


def rows(people, *, last_name="Peeters", until=""):
    """Each broken line in another way, and the columns that are wrong."""
    wrong = {}
    made = []
    for n in range(people):
        row = [
            *(f"P-{n:06d}", f"Noor {n}", last_name, f"p{n}@voorbeeld.test"),
            *(f"E-{n % 18:03d}", "Medewerker", "1/3/2024", until),
        ]
        if n % (people // BROKEN) == 7:
            at, column, given = BREAK[len(wrong) % len(BREAK)]
            row[at] = given
            wrong[n + 2] = column
        made.append(row)
    return made, wrong


@pytest.mark.django_db
@pytest.mark.parametrize("make", [a_csv, a_workbook])
def test_an_import_of_everybody(make, report):
    people = max(times(PEOPLE), 2 * BROKEN)
    for n in range(18):
        EntityFactory(code=f"E-{n:03d}")
    RoleFactory(slug="medewerker", name="Medewerker")
    made, wrong = rows(people)
    right = people - len(wrong)

    told, took = imported(make(*made))
    assert {each.number: each.column for each in told.refused} == wrong
    assert told.numbers == {"nieuw": right, "geweigerd": len(wrong)}
    assert User.objects.count() == Mandate.objects.count() == right

    again, took_again = imported(make(*made))
    assert again.numbers == {"ongewijzigd": right, "geweigerd": len(wrong)}

    ends = (clock.today() + timedelta(days=100)).isoformat()
    changed, took_changing = imported(make(*rows(people, last_name="M", until=ends)[0]))
    assert changed.numbers == {"gewijzigd": right, "geweigerd": len(wrong)}
    assert not Mandate.objects.filter(valid_to=None).exists()

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(
        f"{people} people, {make.__name__}, {connection.vendor}: new {took}, "
        f"nothing {took_again}, all changed {took_changing}, {most:.0f} MB"
    )
    assert (
        max(each.seconds for each in (took, took_again, took_changing)) < MOST_SECONDS
    )
    assert most < MOST_MEGABYTES


class Took(NamedTuple):
    """Seconds that passed, and that this process had the processor."""

    seconds: float
    busy: float

    def __str__(self):
        return f"{self.seconds:.1f} s ({self.busy:.1f} s busy)"


def imported(file):
    begin, busy = time.monotonic(), time.process_time()
    told = import_people(lines_of(file), by=None, dry_run=False)
    return told, Took(time.monotonic() - begin, time.process_time() - busy)
