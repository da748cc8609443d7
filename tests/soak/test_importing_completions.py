"""30,000 historic completions in one file: each is recorded, and the last costs no more than the first.

The check is of the whole file; then lines are recorded ten in a transaction, and nobody
who writes waits longer than that takes. Seconds are those of this machine.
"""

import resource
import time
from uuid import uuid4

import pytest
from django.db import connection

from lms.learning import operations as learning
from lms.learning.models import Completion, HistoryLine, HistoryRun
from lms.learning.operations import importing
from lms.organisation.importing.reading import lines_of
from lms.organisation.operations import import_people
from tests.factories.accounts import UserFactory
from tests.factories.history import a_list, a_row
from tests.factories.imports import a_csv
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, RoleFactory
from tests.soak.conftest import times

pytestmark = pytest.mark.soak
LINES = 30_000
BROKEN = 200
MOST_SECONDS_OF_CHECK = 60
MOST_SECONDS_TOGETHER = 5  # that others wait for ten lines
MOST_MEGABYTES = 600  # of the whole process, Django included


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_recorded_at_a_steady_pace(report, monkeypatch):
    lines = max(times(LINES), 2 * BROKEN)
    RoleFactory(slug="medewerker", name="Medewerker")
    for n in range(18):
        EntityFactory(code=f"E-{n:03d}")
    an_activity(code="OPL-1")
    bring_in(lines)
    rows = [
        a_row(f"P-{n:06d}", "NERGENS" if n % (lines // BROKEN) == 7 else "OPL-1")
        for n in range(lines)
    ]
    broken = sum(row[2] == "NERGENS" for row in rows)
    run = learning.receive_history(
        a_list(*rows), name="lijst.csv", by=UserFactory(), key=uuid4()
    )

    begin = time.monotonic()
    learning.work_at_history(run.pk)
    check = time.monotonic() - begin
    assert learning.order_history(run.pk)
    took: list[float] = []
    together = importing._record_together

    def timed(*arguments):
        begin = time.monotonic()
        together(*arguments)
        took.append(time.monotonic() - begin)

    monkeypatch.setattr(importing, "_record_together", timed)
    while learning.work_at_history(run.pk, until=time.monotonic() + importing.SECONDS):
        pass

    run.refresh_from_db()
    assert run.numbers == {"geregistreerd": lines - broken, "geweigerd": broken}
    assert Completion.objects.count() == lines - broken
    half = len(took) // 2
    first, last = sum(took[:half]) / half, sum(took[half:]) / (len(took) - half)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(
        f"{lines} lines, {connection.vendor}: check {check:.1f} s, recorded in "
        f"{sum(took):.0f} s ({1000 * sum(took) / lines:.1f} ms a line; ten lines "
        f"{first:.2f} s at first and {last:.2f} s at last, {max(took):.2f} s at most), "
        f"{most:.0f} MB"
    )
    assert check < MOST_SECONDS_OF_CHECK
    assert max(took) < MOST_SECONDS_TOGETHER
    assert last < 2 * first
    assert most < MOST_MEGABYTES

    assert again(rows).numbers == {
        "ongewijzigd": lines - broken,
        "geweigerd": broken,
    }


def bring_in(people):
    """The people of the list, with a mandate each, as an import of people makes them."""
    made = [
        (
            *(f"P-{n:06d}", "Noor", "Peeters", f"p{n}@voorbeeld.test"),
            *(f"E-{n % 18:03d}", "Medewerker", "1/3/2020", ""),
        )
        for n in range(people)
    ]
    import_people(lines_of(a_csv(*made)), by=None, dry_run=False)


def again(rows):
    run = learning.receive_history(
        a_list(*rows), name="lijst.csv", by=UserFactory(), key=uuid4()
    )
    learning.work_at_history(run.pk)
    assert not HistoryLine.objects.filter(run=run).waiting().exists()
    return HistoryRun.objects.get(pk=run.pk)
