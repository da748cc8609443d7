"""What HR reads of a completion that was put right: then as then, now as now."""

import csv
import io
from datetime import timedelta

import pytest

from certification import operations as certification
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.learning.models import Completion
from lms.reporting import operations
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.filters import RecordFilter
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_trajectory
from tests.factories.learning import an_activity

from .people import TODAY, asked, on

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]

THEN = TODAY - timedelta(days=9)
BEFORE = TODAY - timedelta(days=2)


def exported(hr, day, file_format=ExportFormat.CSV) -> bytes:
    export = operations.begin_export(
        hr,
        file_format=file_format,
        peildatum=day,
        filters=RecordFilter(),
        channel=Channel.PAGE,
    )
    return b"".join(export)


def rows(hr, day):
    found = csv.DictReader(io.StringIO(exported(hr, day).decode()))
    return sorted(
        (row["opleiding_titel"], row["status"], bool(row["certificaatnummer"]))
        for row in found
    )


@pytest.fixture
def certified(here):
    """Somebody with a certificate, by a session that was asked of them."""
    session = an_activity(ActivityKind.SESSION, title="Sessie", trainer_completes=True)
    trajectory = a_trajectory(requires=[session], title="Traject")
    mandate = here.learner()
    with on(THEN):
        learning.register(mandate.person, trajectory, mandate=mandate)
        asked(mandate, session)
        learning.record_completion(
            mandate.person, session, by=UserFactory(), at=clock.now(), mandate=mandate
        )
        certification.award(Completion.objects.get(activity=trajectory).pk)
    return mandate.person


def put_right(person):
    for done in Completion.objects.of(person).order_by("pk"):
        learning.annul(done, by=UserFactory(), reason="De verkeerde persoon")


@pytest.mark.parametrize("file_format", ExportFormat)
def test_a_peildatum_before_it_gives_the_same_bytes(here, certified, file_format):
    before = exported(here.hr, BEFORE, file_format)

    put_right(certified)

    assert exported(here.hr, BEFORE, file_format) == before


def test_from_that_day_on_it_is_withdrawn_and_what_is_asked_is_open(here, certified):
    done = [("Sessie", "voltooid", False), ("Traject", "voltooid", True)]
    assert rows(here.hr, TODAY) == done

    put_right(certified)

    assert rows(here.hr, BEFORE) == done
    assert rows(here.hr, TODAY) == [
        ("Sessie", "ingeschreven", False),
        ("Sessie", "uitgeschreven", False),
        ("Traject", "ingeschreven", False),
        ("Traject", "uitgeschreven", False),
    ]
