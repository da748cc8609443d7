"""What changed since the previous export of the same report."""

import csv
import io
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from lms.common import clock
from lms.learning import operations as learning
from lms.learning.models import Transition
from lms.organisation.models import Mandate
from lms.reporting import operations
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.exceptions import Refused
from lms.reporting.filters import RecordFilter, from_parameters
from lms.reporting.models import ExportAudit
from lms.xapi.append_only import lifted
from tests.factories.learning import an_activity

from .people import TODAY, asked, finished, on

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]

MAY = date(2025, 5, 31)


def exported(hr, peildatum=TODAY, **filters) -> ExportAudit:
    export = operations.begin_export(
        hr,
        file_format=ExportFormat.CSV,
        peildatum=peildatum,
        filters=RecordFilter(**filters),
        channel=Channel.PAGE,
    )
    b"".join(export)
    return export.audit


def differences(hr, audit) -> list[dict[str, str]]:
    content = b"".join(operations.begin_difference(hr, audit)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))


def told(found) -> list[tuple[str, str]]:
    return sorted((row["verschil"], row["persoon_id"]) for row in found)


def test_added_gone_and_changed_rows_are_told_each_with_what_was(here):
    with on(MAY):
        stays = asked(here.learner(vo_id="BLIJFT"), an_activity())
        changes = asked(here.learner(vo_id="WIJZIGT"), an_activity())
        goes = learning.register(
            (mandate := here.learner(vo_id="WEG")).person,
            an_activity(),
            mandate=mandate,
        )
        learning.share(goes.pk)
    exported(here.hr, MAY)
    finished(changes)
    learning.unshare(goes.pk)
    asked(here.learner(vo_id="NIEUW"), an_activity())

    found = differences(here.hr, exported(here.hr))

    assert told(found) == [
        ("gewijzigd", "WIJZIGT"),
        ("nieuw", "NIEUW"),
        ("weg", "WEG"),
    ]
    (changed,) = (row for row in found if row["verschil"] == "gewijzigd")
    assert changed["status"] == "voltooid"
    assert "status: ingeschreven" in changed["was"]
    assert "peildatum" not in changed["was"]
    assert stays.pk


def test_of_a_day_that_was_not_over_it_is_what_stood_there_then(here):
    with on(TODAY, 9):
        first = asked(here.learner(vo_id="EEN"), an_activity())
    exported(here.hr)
    with on(TODAY, 15):
        finished(first)
        asked(here.learner(vo_id="TWEE"), an_activity())

        found = differences(here.hr, exported(here.hr))

    assert told(found) == [("gewijzigd", "EEN"), ("nieuw", "TWEE")]


def test_only_the_same_report_of_the_same_person_is_the_previous_one(here, there):
    exported(here.hr, status="voltooid")
    exported(there.hr)
    exported(here.hr, TODAY)
    later = exported(here.hr, MAY)

    assert operations.previous_of(later) is None  # of a later day: no step back
    with pytest.raises(Refused):
        operations.begin_difference(here.hr, later)
    wide = exported(here.hr)
    b"".join(operations.begin_difference(here.hr, wide))
    assert operations.previous_of(exported(here.hr)) == wide


def test_of_an_entity_that_was_lost_or_won_nothing_is_told(here, there):
    both = Mandate.objects.create(
        person=here.hr,
        entity=there.entity,
        role=Mandate.objects.of(there.hr).get().role,
        valid_from=TODAY - timedelta(days=60),
    )
    with on(MAY):
        seen = asked(there.learner(vo_id="DAAR"), an_activity())
    exported(here.hr, MAY)
    finished(seen)
    wide = exported(here.hr)
    both.valid_to = TODAY - timedelta(days=1)
    both.save()

    narrow = exported(here.hr)

    assert differences(here.hr, narrow) == []
    assert differences(here.hr, wide) == []


def test_an_erasure_is_no_difference(here):
    with on(MAY):
        record = asked(here.learner(last_name="Zwaluw"), an_activity())
    exported(here.hr, MAY)
    person = record.learner
    type(person).objects.filter(pk=person.pk).update(erased_at=clock.now())
    with lifted():
        Transition.objects.filter(participation=record).update(last_name="")

    assert differences(here.hr, exported(here.hr)) == []


def test_taking_the_difference_is_audited_too(client, here):
    with on(MAY):
        asked(here.learner(), an_activity())
    exported(here.hr, MAY)
    asked(here.learner(), an_activity())
    audit = exported(here.hr)
    client.force_login(here.hr)
    address = reverse("reporting:made-difference", args=[audit.pk])

    page = client.get(reverse("reporting:made-one", args=[audit.pk]))
    assert address in page.content.decode()
    b"".join(client.get(address).streaming_content)

    noted = ExportAudit.objects.with_ending().get(channel=Channel.DIFFERENCE)
    assert (noted.by, noted.ending.rows) == (here.hr, 1)


def test_a_job_counts_what_changed_and_its_page_says_so(client, here):
    with on(MAY):
        asked(here.learner(), an_activity())
    exported(here.hr, MAY)
    asked(here.learner(), an_activity())
    job = operations.order_export(
        here.hr,
        key=UUID(int=8),
        file_format=ExportFormat.XLSX,
        peildatum=TODAY,
        filters=RecordFilter(),
    )
    operations.make_file(job.pk)

    client.force_login(here.hr)
    page = client.get(reverse("reporting:job", args=[job.key])).content.decode()

    job.refresh_from_db()
    assert job.difference["nieuw"] == 1
    assert "1 rijen nieuw, 0 weg, 0 gewijzigd" in page


def test_a_filter_is_read_back_from_what_it_wrote_down():
    given = RecordFilter(
        search="Peeters",
        status="voltooid",
        activity=UUID(int=7),
        completed_from=date(2025, 1, 1),
        overdue=True,
        due_within=30,
    )

    assert from_parameters(given.parameters()) == given
    assert from_parameters({}) == RecordFilter()
